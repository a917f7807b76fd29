"""Names of people in running text, in any grammatical case, without knowing whose they are.

A word is masked when a dictionary says that it may be a name and the text says that it is one. A
word that is nothing but a name (Оксана, Sarah) needs a capital; one that is an ordinary word too
(Вера, Will) needs a capital inside a sentence, a greeting, a comma after an address, a sign-off, or
a patronymic or surname beside it; one that mostly names a product needs more than a capital.
"""

import re
from dataclasses import dataclass, replace

from ingest.privacy.lexicon import Language, Word, stem_of, word_of, words_of
from ingest.privacy.spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_RUSSIAN, _UKRAINIAN = re.compile(r"[ыэъёЫЭЪЁ]"), re.compile(r"[іїєґІЇЄҐ]")
_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[А-ЯЁІЇЄҐA-Z]\.\s?){1,2}$")
_INITIALS_AFTER = re.compile(r"\s?(?:[А-ЯЁІЇЄҐA-Z]\.\s?){1,2}(?![^\W\d_])")
_QUOTES = ("«", '"', "“", "„", "'", "`", "‘")
_BEGINS = ".!?…:;•*>|()[]{}=—–-\n\r\t/\\#&+_@"
_ENDED = re.compile(r"[!?;]|\n\s*\n|(?<!\bmr)(?<!\bms)(?<!\bdr)(?<!mrs)(?<!prof)\.", re.IGNORECASE)
"""What parts a greeting from a name that does not belong to it."""
_BETWEEN = " ,:.=-–—\"'«\n"
_SHORTEST_LOWER = 4
"""Letters of a name that is masked though written small."""
_LOUD = 0.6
"""Share of capital letters from which capitals prove nothing."""
_LOOKED_BACK = 3
"""Words before a name that may introduce it."""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    word: Word

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def loud(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


def spoken_names(text: str) -> list[Span]:
    """The names in a text, given name, patronymic and surname of one person as one span; `value`
    is their stems, joined by a space."""
    if not text or text.isdigit():
        return []
    return _Text(text).spans()


class _Text:
    """One text, cut into words."""

    def __init__(self, text: str) -> None:
        self._text = text
        language = _language(text)
        self._tokens = [
            _Token(match.start(), match.end(), match[0], word_of(match[0], language))
            for match in _WORD.finditer(text)
        ]
        letters = sum(map(str.isalpha, text))
        self._loud = sum(map(str.isupper, text)) > _LOUD * letters > 0

    def spans(self) -> list[Span]:
        found: list[Span] = []
        at = 0
        while at < len(self._tokens):
            first, last = self._person(at)
            if last < first:
                at += 1
                continue
            found.append(self._span(first, last))
            at = last + 1
        return _apart(found)

    def _span(self, first: int, last: int) -> Span:
        tokens = self._tokens[first : last + 1]
        start, end = tokens[0].start, tokens[-1].end
        if tokens[-1].word.family or tokens[0].word.family:
            initials = _INITIALS.search(self._text, max(0, start - 6), start)
            start = initials.start() if initials else start
            after = _INITIALS_AFTER.match(self._text, end) if not initials else None
            end = after.end() if after else end
            end -= len(self._text[start:end]) - len(self._text[start:end].rstrip())
        value = " ".join(token.word.lemma or stem_of(token.text) for token in tokens)
        return Span(start, end, "name", value)

    def _person(self, at: int) -> tuple[int, int]:
        """First and last token of the person named from token `at` on; last < first for none."""
        token = self._tokens[at]
        introduced = self._introduced(at)
        if introduced and self._may_be_told(at):
            return at, self._extended(at, told=True)
        if not token.word.names:
            return at, at - 1
        if token.word.family and not token.word.given:
            return self._from_family(at)
        if token.word.patronymic and not token.word.given:
            return (at, at) if not token.word.ordinary else (at, at - 1)
        return (at, self._extended(at)) if self._is_given(at) else (at, at - 1)

    # --- given names

    def _is_given(self, at: int) -> bool:
        token = self._tokens[at]
        word = token.word
        if self._names_a_thing(at):
            return False
        if not token.capital:
            return self._is_small_name(at)
        if self._beside_family(at):
            return True
        if word.brand:
            return self._greeted(at) or self._addressed(at) or self._signed(at)
        if not word.ordinary:
            return not (word.place and self._after_place_word(at))
        if self._greeted(at) or self._addressed(at) or self._signed(at):
            return True
        return self._inside_sentence(at) and not token.loud and not self._loud

    def _is_small_name(self, at: int) -> bool:
        token = self._tokens[at]
        word = token.word
        if word.brand or word.place or len(token.text) < _SHORTEST_LOWER:
            return False
        if word.ordinary:
            return self._adjacent(at, at + 1) and self._tokens[at + 1].word.patronymic
        if _CYRILLIC.search(token.text):
            return True
        return self._greeted(at) or self._signed(at)

    def _beside_family(self, at: int) -> bool:
        """Whether a patronymic or surname stands beside, or the other way round."""
        weak = self._tokens[at].word.ordinary or self._tokens[at].word.brand
        for other in (at + 1, at - 1):
            if not self._adjacent(at, other):
                continue
            beside = self._tokens[other]
            if beside.word.patronymic and beside.capital:
                return True
            if beside.word.family and beside.capital and not (weak and beside.word.ordinary):
                return beside.text.casefold() not in words_of("not_surnames")
        return False

    # --- surnames that come first or alone

    def _from_family(self, at: int) -> tuple[int, int]:
        token = self._tokens[at]
        none = (at, at - 1)
        if not token.capital or self._names_a_thing(at):
            return none
        if self._adjacent(at, at + 1):
            beside = self._tokens[at + 1]
            if beside.capital and beside.word.given and _CYRILLIC.search(token.text):
                if not (token.word.ordinary and self._begins_sentence(at)):
                    return at, self._extended(at + 1)
        if self._has_initials(at) or self._titled(at):
            return at, at
        if not _CYRILLIC.search(token.text) or token.word.ordinary or token.word.place:
            return none
        if token.word.brand or (token.loud and not self._loud):
            return none
        return at, at

    def _has_initials(self, at: int) -> bool:
        token = self._tokens[at]
        before = _INITIALS.search(self._text, max(0, token.start - 6), token.start)
        after = _INITIALS_AFTER.match(self._text, token.end)
        if before and before.start() and self._text[before.start() - 1].isalnum():
            before = None
        return bool(before) or (bool(after) and bool(_CYRILLIC.search(token.text)))

    def _titled(self, at: int) -> bool:
        titles = {"mr", "mrs", "ms", "miss", "dr", "prof", "пан", "пані", "пана", "пану", "г-н",
                  "г-жа", "господин", "госпожа"}  # fmt: skip
        return at > 0 and self._tokens[at - 1].text.casefold() in titles

    # --- how far a name goes

    def _extended(self, at: int, *, told: bool = False) -> int:
        """The last token of the name whose given part is token `at`."""
        last = at
        for other in range(at + 1, min(at + 3, len(self._tokens))):
            if not self._adjacent(last, other) or not self._continues(last, other, told=told):
                break
            last = other
        return last

    def _continues(self, last: int, other: int, *, told: bool) -> bool:
        token = self._tokens[other]
        word = token.word
        plain = token.text.casefold()
        if plain in words_of("not_surnames") or plain in words_of("greeted"):
            return False
        if word.patronymic:
            return True
        if not token.capital:
            return told and word.names and not word.ordinary
        if word.family or word.given:
            return True
        if bool(_CYRILLIC.search(token.text)) != bool(_CYRILLIC.search(self._tokens[last].text)):
            return False
        return not word.known and not token.loud

    def _may_be_told(self, at: int) -> bool:
        """Whether the word after "my name is" can be a name."""
        token = self._tokens[at]
        plain = token.text.casefold()
        if plain in words_of("not_surnames") or len(plain) < 2:
            return False
        if token.word.names:
            return True
        return token.capital and not token.word.ordinary

    # --- evidence

    def _introduced(self, at: int) -> bool:
        """Whether "my name is" or the like stands right before."""
        return self._preceded(at, "introduced")

    def _greeted(self, at: int) -> bool:
        return self._preceded(at, "greeted") or self._preceded(at, "introduced")

    def _preceded(self, at: int, by: str) -> bool:
        known = words_of(by)
        for count in range(1, min(_LOOKED_BACK, at) + 1):
            first = self._tokens[at - count]
            told = self._text[first.start : self._tokens[at].start]
            if _ENDED.search(told):
                return False
            if " ".join(told.rstrip(_BETWEEN).casefold().split()) in known:
                return True
        return False

    def _addressed(self, at: int) -> bool:
        """Whether the word is set off as an address: "Вера, ...", "спасибо, Вера!"."""
        token = self._tokens[at]
        after = self._text[token.end : token.end + 1]
        if self._begins_sentence(at):
            return after in {",", "!"} and token.word.given
        before = self._text[: token.start].rstrip(" ")[-1:]
        return before == "," and after in {"", ",", "!", ".", "?", ")", "\n"}

    def _signed(self, at: int) -> bool:
        """Whether the word is (nearly) all of the last line of a longer text."""
        token = self._tokens[at]
        start = self._text.rfind("\n", 0, token.start) + 1
        if start == 0 or self._text[token.end :].strip(" .,!)"):
            return False
        return not re.search(r"\w", self._text[start : token.start])

    def _inside_sentence(self, at: int) -> bool:
        return not self._begins_sentence(at)

    def _begins_sentence(self, at: int) -> bool:
        before = self._text[max(0, self._tokens[at].start - 3) : self._tokens[at].start]
        bare = before.rstrip(" \u00a0")
        return not bare or bare[-1] in _BEGINS or bare[-1] in _QUOTES or bare[-1] == "\n"

    def _names_a_thing(self, at: int) -> bool:
        """Whether it is quoted by itself, or a word like "method" or "shop" stands before."""
        token = self._tokens[at]
        before = self._text[:token.start].rstrip(" ")[-1:] if token.start else ""
        after = self._text[token.end : token.end + 1]
        if before and before in _QUOTES and after in {"»", '"', "”", "“", "'", "`", "’"}:
            return True
        if before == "@" or after in {"_", "@"} or self._text[token.end : token.end + 4] == ".com":
            return True
        return at > 0 and self._tokens[at - 1].text.casefold() in words_of("thing_before")

    def _after_place_word(self, at: int) -> bool:
        return at > 0 and self._tokens[at - 1].text.casefold() in words_of("place_before")

    def _adjacent(self, one: int, other: int) -> bool:
        """Whether only a space stands between two tokens."""
        if not 0 <= other < len(self._tokens) or other < 0:
            return False
        first, second = sorted((one, other))
        gap = self._text[self._tokens[first].end : self._tokens[second].start]
        return 0 < len(gap) <= 2 and not gap.strip(" \u00a0")


def _language(text: str) -> Language:
    russian, ukrainian = _RUSSIAN.search(text), _UKRAINIAN.search(text)
    if bool(russian) == bool(ukrainian):
        return "either"
    return "ru" if russian else "uk"


def _apart(spans: list[Span]) -> list[Span]:
    """Without overlaps: initials of one may reach into the one before."""
    kept: list[Span] = []
    for span in spans:
        if kept and span.start < kept[-1].end:
            span = replace(span, start=kept[-1].end)
        kept.append(span)
    return kept
