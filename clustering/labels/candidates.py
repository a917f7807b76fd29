"""Label candidates: the short phrases of an ask that could name its theme."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from clustering.labels.tokens import URL, extract_words
from domain.placeholders import PLACEHOLDER

MAX_LABEL_CHARS = 60
"""Most characters of a label."""
MIN_LABEL_CHARS = 4
"""Fewest characters of a label."""

_HOLE = "\x00"
"""Stands for a placeholder, an address or a long number."""
_NUMBER = re.compile(r"#?№?\s?\b[\w./-]*\d{4,}[\w./-]*|#\d+")
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])[)\s]+(?=\S)|\n+|\s[-–—]{1,2}\s|;\s+|(?<=[)(])\s+(?=[A-ZА-ЯЁІЇЄҐ])"
)
_CLAUSE_END = re.compile(
    r"[,:]\s+|\s(?=[(])|\s+(?=(?:because|so that|since|although|even though|"
    r"потому|поэтому|хотя|тому що|бо|хоча|weil)\s)"
)
_CONTRAST = re.compile(
    r"[,:]?\s+(?:but|yet|however|но|а|однако|зато|але|проте|однак|aber|mais|pero)\s+", re.IGNORECASE
)
"""Conjunctions between what was the case and what is wrong."""
_WORD_IN_PLACE = re.compile(r"[^\W_][\w’'ʼ-]*")
_EMOTICONS = re.compile(r"[:;=]-?[)(DPp]+(?!\w)|[)(]{2,}|\^_?\^|<3")
_STRIPPED_SIGNS = " .!?…,;:-–—\"'«»„“”*•>#/\\|`~_()[]{}" + _HOLE
_THANKED = re.compile(r"\bthank(?:s| you)\b[^.,!?]{0,30}\bfor\b", re.IGNORECASE)
_IMPERATIVE = re.compile(r"(?:[йь]те|ите|іть|айтесь|йтеся)$")
_SPACES = re.compile(r"[ \t\xa0]+")
_SPACE_BEFORE_SIGN = re.compile(r"\s+([,.!?])")
_SIGNS_AFTER_ASIDE = frozenset(",.:;!?-–—()")
_MAX_OPENING_WORDS = 6
_MAX_CHARS_READ = 600
_MAX_SENTENCES = 5
"""Characters and sentences of an ask that are read."""
_MIN_CLAUSE_CHARS = 15
"""Characters of a clause that can stand for its sentence."""


class _Blanks(dict[int, str]):
    """A table for `str.translate`: a space for emoji and what is not seen, filled as signs come."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        unseen = unicodedata.category(sign) in ("So", "Sk", "Cs", "Cf", "Co", "Cn")
        self[code] = kept = " " if unseen else "" if sign == "\ufe0f" else sign
        return kept


_BLANKS = _Blanks()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of an ask that could name its theme."""

    text: str
    """Cleaned, capitalised, at most `MAX_LABEL_CHARS` characters."""
    sentence_index: int
    """Which sentence of the ask it is from, from 0."""
    cut: int
    """0: a whole sentence; 1: the clause after its "but"; 2: its first clauses; 3: cut between two
    words."""
    needs_context: bool
    """Whether its first word refers to a sentence before it."""


def extract_phrases(text: str) -> list[Phrase]:
    """The self-contained phrases of an ask, in its order.

    No greeting, opening phrase, politeness or emoji in them. A sentence with a placeholder, an
    address or a long number in it gives none.
    """
    found: list[Phrase] = []
    for place, sentence in enumerate(
        _SENTENCE_END.split(_mask_unreadable(text[:_MAX_CHARS_READ]))[:_MAX_SENTENCES]
    ):
        for phrase, cut in _shorten_sentence(strip_wrapping(sentence)):
            if len(phrase) >= MIN_LABEL_CHARS and extract_words(phrase):
                first = extract_words(phrase)[0]
                found.append(
                    Phrase(_capitalise(phrase), place, cut, first in _load_words("leaning"))
                )
    return found


def strip_wrapping(sentence: str) -> str:
    """A sentence without greeting, opening phrases and politeness; "" where it only thanks."""
    if _compile_gratitude_pattern().search(sentence) or _THANKED.search(sentence):
        return ""
    rest = _compile_ending_pattern().sub("", _remove_politeness(sentence))
    while True:
        rest = rest.lstrip(_STRIPPED_SIGNS)
        taken = _measure_opening(rest)
        if not taken:
            return rest.strip()
        rest = rest[taken:]


def is_request(phrase: str) -> bool:
    """Whether the words of a phrase ask, wish or complain."""
    words = extract_words(phrase)
    return (
        phrase.endswith("?")
        or any(word in _load_words("asking") or word.endswith("n't") for word in words)
        or bool(_IMPERATIVE.search(words[0]))
    )


def is_narrative(phrase: str) -> bool:
    """Whether a phrase begins in the first person: "I read about"."""
    return extract_words(phrase)[0] in _load_words("telling")


def is_dangling_word(word: str) -> bool:
    """Whether a phrase cannot end with a word: a preposition, an article, a conjunction."""
    return word.casefold() in _load_words("hanging")


def is_transient_word(word: str) -> bool:
    """Whether a word is about a moment, a person or a mood, not about a theme."""
    return word.casefold() in _load_words("passing")


_SELF_INTRODUCTION = re.compile(
    r"[\s,.;(]*\b(?:меня зовут|мо[йя] (?:тел(?:ефон)?|номер(?: телефона)?|почта|имейл|e-?mail)"
    r"|мене звати|м(?:ій|оя) (?:тел(?:ефон)?|номер(?: телефону)?|пошта|e-?mail)"
    r"|my (?:name|phone|phone number|number|e-?mail|email address) is)"
    rf"\s*[:.–—-]?\s*(?:{PLACEHOLDER.pattern})",
    re.IGNORECASE,
)
"""Clauses with a name or a contact: "my name is [name-1]"."""


def _mask_unreadable(text: str) -> str:
    """Text with `_HOLE` for placeholders, addresses and long numbers, without emoji, spaces folded
    within lines."""
    folded = unicodedata.normalize("NFC", text)
    folded = _SELF_INTRODUCTION.sub(". ", folded)
    for pattern in (PLACEHOLDER, URL, _NUMBER):
        folded = pattern.sub(_HOLE, folded)
    folded = _EMOTICONS.sub(". ", folded)
    return _SPACES.sub(" ", folded.translate(_BLANKS))


def _remove_politeness(sentence: str) -> str:
    return _SPACE_BEFORE_SIGN.sub(r"\1", _compile_politeness_pattern().sub(" ", sentence))


@cache
def _compile_ending_pattern() -> re.Pattern[str]:
    after_a_comma = "|".join(map(re.escape, _sort_longest_first("ending")))
    anywhere = "|".join(map(re.escape, _sort_longest_first("farewell")))
    return re.compile(
        rf"(?:[,.!?…:(]+\s*(?:{after_a_comma})|[\s,.!?…(]+(?:{anywhere}))[\s.!?…)]*$", re.IGNORECASE
    )


@cache
def _compile_gratitude_pattern() -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, _sort_longest_first("gratitude")))
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE)


@cache
def _compile_politeness_pattern() -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, _sort_longest_first("politeness")))
    return re.compile(rf",?\s*(?<!\w)(?:{phrases})(?!\w),?", re.IGNORECASE)


def _measure_opening(sentence: str) -> int:
    """How many characters of opening phrases stand at the beginning; 0 where there are none."""
    matches = list(islice(_WORD_IN_PLACE.finditer(sentence[:80]), _MAX_OPENING_WORDS))
    words = [match[0].casefold().replace("’", "'") for match in matches]
    for length in range(len(words), 0, -1):
        opening, end = " ".join(words[:length]), matches[length - 1].end()
        followed = sentence[end : end + 1] in _SIGNS_AFTER_ASIDE
        if opening in _load_phrases("opening") or (opening in _load_phrases("aside") and followed):
            return end
    return 0


def _shorten_sentence(sentence: str) -> list[tuple[str, int]]:
    """(phrase, cut) of a sentence: whole where it fits, and its clauses."""
    asked = "?" if sentence.rstrip(_STRIPPED_SIGNS.replace("?", "")).endswith("?") else ""
    kept = " ".join(sentence.split()).strip(_STRIPPED_SIGNS)
    if not kept:
        return []
    options = [(kept + asked, 0)] if len(kept) + len(asked) <= MAX_LABEL_CHARS else []
    before, *after = _CONTRAST.split(kept, maxsplit=1)
    contrasted = strip_wrapping(after[0]).strip(_STRIPPED_SIGNS) if after else ""
    if _MIN_CLAUSE_CHARS <= len(contrasted) < MAX_LABEL_CHARS:
        options.append((contrasted + asked, 1))
    if not after:
        options += [(clause, 2) for clause in _split_clauses(before)]
    if not options:
        options = [(_drop_dangling_words(kept[: MAX_LABEL_CHARS + 1].rsplit(" ", 1)[0]), 3)]
    return [
        (text, cut) for text, cut in options if _HOLE not in text and not _has_dangling_end(text)
    ]


def _split_clauses(sentence: str) -> list[str]:
    ends = [match.start() for match in _CLAUSE_END.finditer(sentence)]
    beginnings = [
        sentence[:end].rstrip(_STRIPPED_SIGNS)
        for end in ends
        if _MIN_CLAUSE_CHARS <= end <= MAX_LABEL_CHARS
    ]
    return [clause for clause in beginnings if len(clause) >= _MIN_CLAUSE_CHARS]


def _has_dangling_end(phrase: str) -> bool:
    words = phrase.rstrip("?").split(" ")
    return (
        len(words) > 1
        and is_dangling_word(words[-1].strip(_STRIPPED_SIGNS))
        and not phrase.endswith("?")
    )


def _drop_dangling_words(phrase: str) -> str:
    words = phrase[:MAX_LABEL_CHARS].rstrip(_STRIPPED_SIGNS).split(" ")
    while len(words) > 2 and is_dangling_word(words[-1]):
        words.pop()
    return " ".join(words).rstrip(_STRIPPED_SIGNS)


def _capitalise(phrase: str) -> str:
    return phrase[0].upper() + phrase[1:]


@cache
def _load_lexicon() -> dict[str, str]:
    path = files("clustering.labels") / "wrapping.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _load_phrases(name: str) -> frozenset[str]:
    phrases = _load_lexicon()[name].replace("\n", ";").split(";")
    return frozenset(" ".join(phrase.split()) for phrase in phrases if phrase.strip())


def _sort_longest_first(name: str) -> list[str]:
    return sorted(_load_phrases(name), key=lambda phrase: (-len(phrase), phrase))


@cache
def _load_words(name: str) -> frozenset[str]:
    return frozenset(_load_lexicon()[name].split())
