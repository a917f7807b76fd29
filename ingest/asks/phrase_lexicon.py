"""The vocabulary of small talk: phrases of several languages, however they are spelled.

Phrases of `small_talk.toml` match in all combinations of their slots, with repeated letters
("hiiii"), written as one word ("okthanks"), with one typing error in the commonest words
("thnaks"), and, if Cyrillic, in Latin letters ("spasibo", "dyakuyu").
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
from ingest.language.morphology import LATIN_LETTERS

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
"""Letters of the shortest word that may be a compound, misspelled, or transliterated."""
_SHORT_LATIN = frozenset({"da", "za", "vy", "vi", "ta", "ya"})
"""Shorter words that may be transliterated all the same."""
_SAME = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'"})
_SOUNDS = (
    ("'", ""),
    *(("shch", "S"), ("sch", "S"), ("sh", "S"), ("ch", "C"), ("zh", "J"), ("kh", "h")),
    *(("ya", "A"), ("ia", "A"), ("ja", "A"), ("yu", "U"), ("iu", "U"), ("ju", "U")),
    *(("ye", "e"), ("ie", "e"), ("je", "e"), ("yo", "e"), ("yi", "i"), ("ts", "c")),
    *(("x", "h"), ("g", "h"), ("w", "v"), ("y", "i"), ("j", "i")),
)
"""Latin spellings -> one sign for all that stand for the same sound, in the order of replacing."""


def _fold_latin(word: str) -> str:
    """A Latin word with one spelling for each sound."""
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return word


_CYRILLIC_SOUNDS = str.maketrans(
    {letter: _fold_latin(latin) for letter, latin in LATIN_LETTERS.items()}
)


@dataclass(frozen=True)
class Vocabulary:
    """The phrases of `small_talk.toml`, indexed."""

    phrases: dict[tuple[str, ...], frozenset[PhraseKind]]
    """Words of a phrase -> its kinds; Cyrillic phrases also under their phonetic keys
    (`_to_phonetic`)."""
    longest: dict[str, int]
    """First word of a phrase, or its phonetic key -> words of the longest phrase with it."""
    words: frozenset[str]
    """Every word of a phrase, and the phonetic keys of the Cyrillic ones."""
    compound_anchors: frozenset[str]
    """Words of which a compound must have at least one: "ok" in "okthanks"."""
    misspellings: dict[str, str]
    """A word with at most one letter deleted -> the word."""
    longest_misspelling: int
    """Letters of the longest of these."""
    longest_word: int
    """Letters of the longest of `words`."""
    blockers: frozenset[str]
    """Words that no promise has: "but", "how" in "ok, I will try, but how"."""


def normalise_text(text: str) -> str:
    """In lower case, with one sort of apostrophe, "ё" as "е"."""
    return text.casefold().translate(_SAME)


def match_phrase(words: Sequence[str]) -> tuple[int, frozenset[PhraseKind]]:
    """Words and kinds of the longest phrase that `words` (at least one) begin with; 0 for none."""
    vocabulary = _load_vocabulary()
    sound = _to_phonetic_if_latin(words[0])
    longest = max(vocabulary.longest.get(words[0], 0), vocabulary.longest.get(sound, 0))
    for length in range(min(len(words), longest), 0, -1):
        first = tuple(words[:length])
        if found := vocabulary.phrases.get(first):
            return length, found
        if sound and (found := vocabulary.phrases.get(tuple(map(_to_phonetic_if_latin, first)))):
            return length, found
    return 0, frozenset()


@lru_cache(maxsize=1 << 14)
def correct_spelling(word: str) -> tuple[str, ...]:
    """The words of the lexicon that a word is a spelling of; itself where there are none."""
    vocabulary = _load_vocabulary()
    for form in _collapse_repeats(word):
        if _is_known(form, vocabulary):
            return (form,)
    if len(word) >= _LEAST_GLUED:
        for form in _collapse_repeats(word):
            if parts := _split_compound(form, vocabulary):
                return parts
    if len(word) > vocabulary.longest_misspelling + 1:
        return (word,)
    near = {
        vocabulary.misspellings[form]
        for form in _generate_deletions(word)
        if form in vocabulary.misspellings
    }
    near = {right for right in near if _is_one_edit_apart(word, right)}
    return (min(near),) if near else (word,)


def is_blocker(word: str) -> bool:
    """Whether no promise has the word: "but", "how"."""
    return word in _load_vocabulary().blockers


@lru_cache(maxsize=16)
def load_phrases(name: str, file: str = "small_talk.toml") -> frozenset[str]:
    """The phrases of one list, normalised, with every combination of their slots.

    Raises `KeyError` where the file has no list of this name.
    """
    lists = _read_toml(file)
    return frozenset(_expand_slots(str(lists[name]), lists.get("slots", {})))


def _expand_slots(text: str, slots: dict[str, str]) -> Iterator[str]:
    for phrase in text.replace("\n", ";").split(";"):
        names = _SLOT.findall(phrase)
        choices = [[*_expand_slots(slots[name], slots)] for name in names]
        for chosen in product(*choices):
            filled = phrase
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
        for phrase in load_phrases(kind):
            words = tuple(match[0] for match in WORD.finditer(phrase))
            for key in {words, _to_phonetic_if_cyrillic(words)} - {()}:
                phrases[key] = phrases.get(key, frozenset()) | {kind}
    longest: dict[str, int] = {}
    for words in phrases:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    known = frozenset(word for words in phrases for word in words)
    misspellings = {
        form: word for word in sorted(load_phrases("slipped")) for form in _generate_deletions(word)
    }
    return Vocabulary(
        phrases,
        longest,
        known,
        load_phrases("glued"),
        misspellings,
        max(map(len, misspellings)),
        max(map(len, known)),
        load_phrases("blocker"),
    )


@lru_cache(maxsize=1 << 14)
def _to_phonetic_if_latin(word: str) -> str:
    """The phonetic key of a Latin word; "" for another word, and for one that is too short."""
    short = len(word) < _LEAST_LATIN and word not in _SHORT_LATIN
    return "" if short or not word.isascii() else _to_phonetic(word)


def _to_phonetic_if_cyrillic(words: tuple[str, ...]) -> tuple[str, ...]:
    """The phonetic keys of a Cyrillic phrase; () for another."""
    return tuple(map(_to_phonetic, words)) if any("а" <= word[0] <= "ґ" for word in words) else ()


def _to_phonetic(word: str) -> str:
    """A key that a Cyrillic word shares with its Latin spellings; "~" in front marks it as one."""
    sound = _fold_latin(word) if word.isascii() else word.translate(_CYRILLIC_SOUNDS)
    return "~" + re.sub(r"(.)\1+", r"\1", sound)


def _is_known(word: str, vocabulary: Vocabulary) -> bool:
    if word in vocabulary.words:
        return True
    return _to_phonetic_if_latin(word) in vocabulary.words


def _collapse_repeats(word: str) -> list[str]:
    """A word, and the word with letters repeated at most twice, then once."""
    return [word, *(re.sub(r"(.)\1+", rule, word) for rule in (r"\1\1", r"\1"))]


def _split_compound(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The fewest words of the lexicon that a compound is made of; () without an anchor word."""
    if not any(part in word for part in vocabulary.compound_anchors):
        return ()
    counts, starts = {0: 0}, {0: 0}
    for start in range(len(word) - 1):
        last = min(start + vocabulary.longest_word, len(word))
        for end in range(start + 2, last + 1) if start in counts else ():
            count = counts[start] + 1
            if word[start:end] in vocabulary.words and count < counts.get(end, len(word)):
                counts[end], starts[end] = count, start
    parts: list[str] = []
    end = len(word) if len(word) in counts else 0
    while end:
        parts.append(word[starts[end] : end])
        end = starts[end]
    found = tuple(reversed(parts))
    return found if not vocabulary.compound_anchors.isdisjoint(found) else ()


def _generate_deletions(word: str) -> list[str]:
    """A word, and the word without each of its letters."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


def _is_one_edit_apart(word: str, right: str) -> bool:
    """Whether the Damerau-Levenshtein distance of two words is one at most."""
    if min(len(word), len(right)) < _LEAST_SLIPPED - 1 or abs(len(word) - len(right)) > 1:
        return False
    differ = (at for at, pair in enumerate(zip(word, right, strict=False)) if len(set(pair)) > 1)
    same = next(differ, min(len(word), len(right)))
    rest, wanted = word[same:], right[same:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return wanted in (rest[1:], swapped) or wanted[1:] in (rest, rest[1:])
