"""Tokens of a text, and the context of each: greeted, introduced, at the start of a sentence."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from ingest.privacy.lexicon import Language, Word, look_up_word
from ingest.privacy.name_lists import load_words
from ingest.privacy.spans import Span

_UNSEEN = "\u0300-\u036f\u00ad\u200b-\u200d"
"""Combining accents, soft hyphens and joiners: they do not separate words."""
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{_UNSEEN}])*"
_WORD = re.compile(rf"{_LETTERS}(?:['’ʼ-]{_LETTERS})*")
_STRESS = re.compile("[\u0300\u0301\u00ad\u200b-\u200d]")
_RUSSIAN, _UKRAINIAN = re.compile(r"[ыэъёЫЭЪЁ]"), re.compile(r"[іїєґІЇЄҐ]")
_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
_OPENING, _CLOSING = "«\"“„'`‘", "»\"”“'`’"
_BEGINS = ".!?…:;•·▸►→*>|()[]{}=—–-\n\r\t/\\#&+_@"
_ENDED = re.compile(r"[!?;]|\n\s*\n|(?<!\bmr)(?<!\bms)(?<!\bdr)(?<!mrs)(?<!prof)\.", re.IGNORECASE)
"""Punctuation between a greeting and a name that does not belong to it."""
_MAY_END = re.compile(r"[!?;.\n]")
"""What each of them has: quicker to look for."""
_FILLERS = {"is", "from", "с", "з", "на", "to", "это", "це"}
_BETWEEN = " ,:.=-–—\"'«\n"
_MIN_CAPITAL_SHARE = 0.6
"""Share of capital letters beyond which a text is written in capitals."""
_ARTICLES = {"the", "a", "an"}
_NUMBER_BEFORE = re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?(?:[ .\-/]{1,2}| of )$")
_NUMBER_AFTER = re.compile(r"[ .,\-/']{1,3}\d{1,4}(?!\d|[.,]\d)")
_NUMBER_NEAR = 10
"""Characters in which a number is beside a month."""
_LOOKED_BACK = 3
"""Words before a name that are looked at."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word and its place in the text."""

    start: int
    end: int
    text: str
    word: Word

    @property
    def is_cyrillic(self) -> bool:
        """Whether it is written in Cyrillic letters."""
        return bool(_CYRILLIC.search(self.text))

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def has_inner_capital(self) -> bool:
        """Whether it has capitals inside, as product names do: GLib, YouTube; McKay has none."""
        inside = re.sub(r"^(?:Ma?c|De|Di|La|Le|Van|[OD]['’])|[-'’].", "", self.text)[1:]
        return not self.is_all_caps and inside != inside.lower()

    @property
    def is_all_caps(self) -> bool:
        """Whether it is all in capital letters."""
        return len(self.text) > 1 and self.text.isupper()


class TokenisedText:
    """One text and its tokens. `at` is the index of a token, from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        language = _detect_language(text)
        self.tokens = [
            Token(
                match.start(),
                match.end(),
                match[0],
                look_up_word(_normalise_letters(match[0]), language),
            )
            for match in _WORD.finditer(text)
        ]
        letters = sum(map(str.isalpha, text))
        self.is_all_caps = sum(map(str.isupper, text)) > _MIN_CAPITAL_SHARE * letters > 0
        self.is_cyrillic = 2 * len(_CYRILLIC.findall(text)) > letters
        self._phrases: dict[int, list[tuple[str, str]]] = {}
        self._list_starts: list[int] = []

    def is_introduced(self, at: int) -> bool:
        """Whether "my name is" or the like precedes it."""
        return self._is_preceded(at, "introduced")

    def is_greeted(self, at: int) -> bool:
        """Whether a greeting, a title, a role or "my name is" precedes it: "Dear", "менеджер"."""
        return self._is_preceded(at, "greeted") or self._is_preceded(at, "introduced")

    def is_spoken_to(self, at: int) -> bool:
        """Whether a verb of speaking to somebody precedes it: "спросите у", "tell"."""
        return self._is_preceded(at, "spoken_to")

    def is_after_dear(self, at: int) -> bool:
        """Whether "Dear" precedes it, and a comma, "!" or a line break follows."""
        after = self.text[self.tokens[at].end : self.tokens[at].end + 1]
        return (
            at > 0 and self.tokens[at - 1].text.casefold() == "dear" and after in {",", "!", "\n"}
        )

    def _is_preceded(self, at: int, by: str) -> bool:
        known = load_words(by)
        if at not in self._phrases:
            self._phrases[at] = self._list_phrases_before(at)
        return any(
            phrase in known or (by == "introduced" and bare in known)
            for phrase, bare in self._phrases[at]
        )

    def _list_phrases_before(self, at: int) -> list[tuple[str, str]]:
        """The last words before a token: one, two, three; each also without a filler at its end."""
        found: list[tuple[str, str]] = []
        for count in range(1, min(_LOOKED_BACK, at) + 1):
            before = self.text[self.tokens[at - count].start : self.tokens[at].start]
            if _MAY_END.search(before) and _ENDED.search(before):
                break
            words = before.rstrip(_BETWEEN).casefold().split()
            phrase = " ".join(words)
            filled = words and words[-1] in _FILLERS
            found.append((phrase, " ".join(words[:-1]) if filled else phrase))
        return found

    def is_addressed(self, at: int) -> bool:
        """Whether commas set it off as a vocative: "Вера, ...", "спасибо, Вера!"."""
        token = self.tokens[at]
        after = self.text[token.end : token.end + 1]
        if self.begins_sentence(at):
            seldom = token.text.casefold() in load_words("seldom")
            return after in {",", "!"} and token.word.given and not seldom
        before = self._get_gap_before(at).rstrip(" ")[-1:]
        return before == "," and after in {"", ",", "!", ".", "?", ")", "\n"}

    def is_signature(self, at: int) -> bool:
        """Whether it is all, or the first of two words, of the last line of a longer text."""
        _, newline, indent = self._get_gap_before(at).rpartition("\n")
        if not newline or at + 2 < len(self.tokens) or re.search(r"\w", indent):
            return False
        rest = self.text[self.tokens[at].end :].strip(" .,!)")
        return not rest or (rest[0].isupper() and rest.isalpha())

    def _get_gap_before(self, at: int) -> str:
        """What stands between a token and the one before it."""
        return self.text[self.tokens[at - 1].end if at else 0 : self.tokens[at].start]

    def begins_sentence(self, at: int) -> bool:
        """Whether it begins a sentence or a quotation, where any word has a capital."""
        before = self.text[max(0, self.tokens[at].start - 3) : self.tokens[at].start]
        bare = before.rstrip(" \u00a0")
        return not bare or bare[-1] in _BEGINS or bare[-1] in _OPENING or bare[-1] == "\n"

    def names_a_thing(self, at: int) -> bool:
        """Whether it is part of a handle, an address or a title, or beside a word like "method" or
        "shop"."""
        token = self.tokens[at]
        before = self.text[max(0, token.start - 1) : token.start]
        after = self.text[token.end : token.end + 1]
        if token.text.casefold() in load_words("months") and self._is_beside_number(at):
            return True
        if before == "@" or after in {"_", "@"} or self.text[token.end : token.end + 4] == ".com":
            return True
        follows = self.tokens[at + 1].text.casefold() if self.is_adjacent(at, at + 1) else ""
        if follows in load_words("thing_after"):
            return True
        if at == 0:
            return False
        before_it = self.tokens[at - 1].text.casefold()
        on_behalf = at > 1 and self.tokens[at - 2].text.casefold() in {"от", "від"}
        if before_it in {"имени", "імені"} and on_behalf:
            return False  # "on behalf of", not "named after"
        return (
            before_it in load_words("thing_before")
            or self._is_brand_product(at)
            or self._is_in_quoted_title(at)
        )

    def _is_beside_number(self, at: int) -> bool:
        """Whether a day or a year is beside it: "Jan 17", "3rd of May", "17-Jan-2026"."""
        start, end = self.tokens[at].start, self.tokens[at].end
        before = _NUMBER_BEFORE.search(self.text, max(0, start - _NUMBER_NEAR), start)
        return bool(before or _NUMBER_AFTER.match(self.text, end, end + _NUMBER_NEAR))

    def follows_article(self, at: int) -> bool:
        """Whether "the" or "a" stands before it, as before a thing: "the Nikon"."""
        return self.is_adjacent(at - 1, at) and self.tokens[at - 1].text.casefold() in _ARTICLES

    def _is_in_quoted_title(self, at: int) -> bool:
        """Whether it is in quotation marks after a word like "course": a title."""
        start = self.tokens[at].start
        opened = max(self.text.rfind(mark, max(0, start - 80), start) for mark in "«“„")
        if opened < 0 or re.search(r"[»”\n]", self.text[opened:start]):
            return False
        before = self.text[max(0, opened - 30) : opened].split()
        return bool(before) and before[-1].casefold() in load_words("thing_before")

    def _is_brand_product(self, at: int) -> bool:
        """Whether it is the product of the brand before it: Lada Vesta, Yandex Market."""
        maker = self.tokens[at - 1]
        known = self.is_adjacent(at - 1, at) and maker.word.brand and maker.is_capitalised
        return known and not self.tokens[at].word.family and self.tokens[at].word.ordinary

    def is_after_place_word(self, at: int) -> bool:
        """Whether "in" or the like precedes it, or the list of places it is in."""
        if at == 0:
            return False
        while len(self._list_starts) < at:
            newest = len(self._list_starts)
            listed = newest and (self.tokens[newest].word.place or self.is_conjunction(newest))
            self._list_starts.append(self._list_starts[-1] if listed else newest)
        before = self._list_starts[at - 1]
        return self.tokens[before].text.casefold() in load_words("place_before")

    def is_conjunction(self, at: int) -> bool:
        """Whether a word is "and" or "or"."""
        return self.tokens[at].text.casefold() in {"и", "і", "й", "та", "или", "або", "and", "or"}

    def is_adjacent(self, at: int, other: int) -> bool:
        """Whether only a space separates two tokens, or a full stop after an initial."""
        first, second = (at, other) if at < other else (other, at)
        if first < 0 or second >= len(self.tokens):
            return False
        gap = self.text[self.tokens[first].end : self.tokens[second].start]
        if gap == ". " and len(self.tokens[first].text) == 1:
            return True
        return 0 < len(gap) <= 2 and not gap.strip(" \u00a0")

    def ends_part(self, at: int) -> bool:
        """Whether the text, a line, a sentence or a part of one ends with it."""
        after = self.text[self.tokens[at].end : self.tokens[at].end + 1]
        return not after or after in ",.!?;:)\n"

    def is_quoted(self, span: Span) -> bool:
        """Whether a name is alone in quotation marks: a work, a shop, a plan."""
        before = self.text[max(0, span.start - 1) : span.start]
        after = self.text[span.end : span.end + 1]
        return bool(before) and bool(after) and before in _OPENING and after in _CLOSING

    def has_honorific(self, at: int) -> bool:
        """Whether "Mr", "пані" or the like precedes it."""
        titles = {"mr", "mrs", "ms", "miss", "dr", "prof", "пан", "пані", "пана", "пану", "г-н",
                  "г-жа", "господин", "госпожа"}  # fmt: skip
        return at > 0 and self.tokens[at - 1].text.casefold() in titles

    def is_beside_capital(self, at: int) -> bool:
        """Whether a Latin word is beside another capitalised one: "Edit Link Page"."""
        if self.tokens[at].is_cyrillic:
            return False
        beside = [other for other in (at - 1, at + 1) if self.is_adjacent(at, other)]
        return any(self.tokens[other].is_capitalised for other in beside if other > 0)


def _normalise_letters(word: str) -> str:
    """A word as dictionaries have it: NFC, without stress marks and soft hyphens."""
    return word if word.isalpha() else _STRESS.sub("", normalize("NFC", word))


def _detect_language(text: str) -> Language:
    russian, ukrainian = _RUSSIAN.search(text), _UKRAINIAN.search(text)
    if bool(russian) == bool(ukrainian):
        return "either"
    return "ru" if russian else "uk"
