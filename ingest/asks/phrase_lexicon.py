"""The vocabulary of small talk: phrases of several languages, however they are spelled.

What is told in `small_talk.toml` is closed under combination (slots), lengthening ("hiiii"), gluing
("okthanks"), one slip of the finger in the commonest words ("thnaks"), and Latin letters for
Cyrillic ones ("spasibo", "dyakuyu").
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import product
from typing import Literal, get_args

from domain.placeholders import OWN_PLACEHOLDER

PhraseKind = Literal[
    "greeting",
    "opener",
    "thanks",
    "acknowledgement",
    "refusal",
    "state",
    "intent",
    "deed",
    "closing",
    "filler",
    "name",
    "more",
]
WORD = re.compile(OWN_PLACEHOLDER.pattern + r"|[^\W_]+(?:['’ʼ`-][^\W_]+)*")
"""A word, or a placeholder as one."""
_SLOT = re.compile(r"<(\w+)>")
_LEAST_GLUED, _LEAST_SLIPPED, _LEAST_LATIN = 4, 5, 3
"""Letters from which a word may be two words in one, a misspelled one, or transliterated."""
_SHORT_LATIN = frozenset({"da", "za", "vy", "vi", "ta", "ya"})
"""Shorter words that are taken for transliterated ones all the same."""
_SAME = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'"})
_LATIN = (
    *(("shch", "S"), ("sch", "S"), ("sh", "S"), ("ch", "C"), ("zh", "J"), ("kh", "h")),
    *(("ya", "A"), ("ia", "A"), ("ja", "A"), ("yu", "U"), ("iu", "U"), ("ju", "U")),
    *(("ye", "e"), ("ie", "e"), ("je", "e"), ("yo", "e"), ("yi", "i"), ("ts", "c")),
    *(("x", "h"), ("g", "h"), ("w", "v"), ("y", "i"), ("j", "i"), ("'", "")),
)
_CYRILLIC = str.maketrans(
    dict(zip("абвгґдезийіїклмнопрстуфыэ", "abvhhdeziiiiklmnoprstufie", strict=True))
    | dict(zip("хцчшщжяюєё", "hcCSSJAUee", strict=True))
    | {"ь": "", "ъ": "", "'": ""}
)


@dataclass(frozen=True)
class Vocabulary:
    """Everything that `small_talk.toml` tells."""

    phrases: dict[tuple[str, ...], frozenset[PhraseKind]]
    """Words of a phrase to what it says; transliterated ones under their sound (`_to_phonetic`)."""
    longest: dict[str, int]
    """First word of a phrase, or its sound, to the words of the longest that begins with it."""
    words: frozenset[str]
    """Every word of a phrase, and the sounds of the Cyrillic ones."""
    compound_anchors: frozenset[str]
    """Words of which one at least must be in several words written as one."""
    misspellings: dict[str, str]
    """Words that are known with one letter wrong, under themselves and with one letter less."""
    blockers: frozenset[str]
    """Words that make a promise more than that: "ok, I will try, but how"."""


def normalise_text(text: str) -> str:
    """In lower case, with one sort of apostrophe, "ё" as "е"."""
    return text.casefold().translate(_SAME)


def match_phrase(words: Sequence[str]) -> tuple[int, frozenset[PhraseKind]]:
    """Length and kinds of the longest known phrase at the start; 0 for none."""
    vocabulary = _load_vocabulary()
    heard = _to_phonetic_if_latin(words[0])
    longest = max(vocabulary.longest.get(words[0], 0), vocabulary.longest.get(heard, 0))
    for length in range(min(len(words), longest), 0, -1):
        first = tuple(words[:length])
        if found := vocabulary.phrases.get(first):
            return length, found
        if heard and (found := vocabulary.phrases.get(tuple(map(_to_phonetic_if_latin, first)))):
            return length, found
    return 0, frozenset()


@lru_cache(maxsize=1 << 14)
def correct_spelling(word: str) -> tuple[str, ...]:
    """The known words that a word stands for; itself where it is known, or nobody can tell."""
    vocabulary = _load_vocabulary()
    for form in _collapse_repeats(word):
        if _is_known(form, vocabulary):
            return (form,)
    if len(word) >= _LEAST_GLUED:
        for form in _collapse_repeats(word):
            if parts := _split_compound(form, vocabulary):
                return parts
    near = {
        vocabulary.misspellings[form]
        for form in _generate_deletions(word)
        if form in vocabulary.misspellings
    }
    near = {right for right in near if _is_one_edit_apart(word, right)}
    return (min(near),) if near else (word,)


def is_blocker(word: str) -> bool:
    """Whether a word says more than that somebody will do something."""
    return word in _load_vocabulary().blockers


@lru_cache(maxsize=16)
def load_phrases(name: str, file: str = "small_talk.toml") -> frozenset[str]:
    """The phrases of one list, plain, with its slots filled in."""
    told = _read_toml(file)
    return frozenset(_expand_slots(str(told[name]), told.get("slots", {})))


def _expand_slots(text: str, slots: dict[str, str]) -> Iterator[str]:
    for told in text.replace("\n", ";").split(";"):
        names = _SLOT.findall(told)
        choices = [[*_expand_slots(slots[name], slots)] for name in names]
        for chosen in product(*choices):
            filled = told
            for name, words in zip(names, chosen, strict=True):
                filled = filled.replace(f"<{name}>", "" if words == "-" else words, 1)
            if words := " ".join(normalise_text(filled).split()):
                yield words


@lru_cache(maxsize=4)
def _read_toml(file: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("ingest.asks").joinpath(file).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _load_vocabulary() -> Vocabulary:
    phrases: dict[tuple[str, ...], frozenset[PhraseKind]] = {}
    for kind in get_args(PhraseKind):
        for told in load_phrases(kind):
            words = tuple(match[0] for match in WORD.finditer(told))
            for key in {words, _to_phonetic_if_cyrillic(words)} - {()}:
                phrases[key] = phrases.get(key, frozenset()) | {kind}
    longest: dict[str, int] = {}
    for words in phrases:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return Vocabulary(
        phrases,
        longest,
        frozenset(word for words in phrases for word in words),
        load_phrases("glued"),
        {
            form: word
            for word in sorted(load_phrases("slipped"))
            for form in _generate_deletions(word)
        },
        load_phrases("blocker"),
    )


@lru_cache(maxsize=1 << 14)
def _to_phonetic_if_latin(word: str) -> str:
    """How a word in Latin letters sounds; empty for another, and for one too short to tell."""
    short = len(word) < _LEAST_LATIN and word not in _SHORT_LATIN
    return "" if short or not word.isascii() else _to_phonetic(word)


def _to_phonetic_if_cyrillic(words: tuple[str, ...]) -> tuple[str, ...]:
    """Sounds of a Cyrillic phrase; nothing for another."""
    return tuple(map(_to_phonetic, words)) if any("а" <= word[0] <= "ґ" for word in words) else ()


def _to_phonetic(word: str) -> str:
    """How a word sounds, near enough, in whatever letters: "~" in front tells it from a word."""
    sound = word.translate(_CYRILLIC)
    if word.isascii():
        for latin, one in _LATIN:
            sound = sound.replace(latin, one)
    return "~" + re.sub(r"(.)\1+", r"\1", sound)


def _is_known(word: str, vocabulary: Vocabulary) -> bool:
    if word in vocabulary.words:
        return True
    return _to_phonetic_if_latin(word) in vocabulary.words


def _collapse_repeats(word: str) -> list[str]:
    """Without lengthening: letters at most twice, then once."""
    return [word, *(re.sub(r"(.)\1+", rule, word) for rule in (r"\1\1", r"\1"))]


def _split_compound(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Several words written as one, fewest first, when one of them is unmistakable."""
    if not any(part in word for part in vocabulary.compound_anchors):
        return ()
    ways: dict[int, tuple[str, ...]] = {0: ()}
    for start in range(len(word) - 1):
        for end in range(start + 2, len(word) + 1) if start in ways else ():
            way = (*ways[start], word[start:end])
            if way[-1] in vocabulary.words and len(way) < len(ways.get(end, word)):
                ways[end] = way
    found = ways.get(len(word), ())
    return found if not vocabulary.compound_anchors.isdisjoint(found) else ()


def _generate_deletions(word: str) -> list[str]:
    """A word, and all that is left of it without one letter."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


def _is_one_edit_apart(word: str, right: str) -> bool:
    """Whether one letter is missing, too many, another, or has changed places with the next."""
    if min(len(word), len(right)) < _LEAST_SLIPPED - 1 or abs(len(word) - len(right)) > 1:
        return False
    differ = (at for at, pair in enumerate(zip(word, right, strict=False)) if len(set(pair)) > 1)
    same = next(differ, min(len(word), len(right)))
    rest, wanted = word[same:], right[same:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return wanted in (rest[1:], swapped) or wanted[1:] in (rest, rest[1:])
