"""Russian and Ukrainian words: dictionaries, and transliteration to and from Latin letters.

pymorphy3's dictionary of Russian (OpenCorpora) ships in a wheel; that of Ukrainian is an extra.
Transliteration has one table for each direction: `LATIN_LETTERS` has one spelling of each Cyrillic
letter, `_READINGS` all Cyrillic letters that a Latin spelling may stand for.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import groupby, islice, product
from typing import Any

import pymorphy3

from ingest.language.ukrainian_names import UkrainianWords

PROPER_NAME_TAGS = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"})
"""OpenCorpora grammemes of proper names and abbreviations."""
LATIN_LETTERS: dict[str, str] = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ё": "yo",
    "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "'": "",
}  # fmt: skip
"""Cyrillic letter -> Latin letters, as most people type Russian and Ukrainian."""
_MAX_SPELLINGS = 96
_READINGS: tuple[tuple[str, str, str], ...] = (
    ("shch", "щ", "щ"), ("sch", "щ сч", "щ"), ("iia", "ия", "ія"), ("iya", "ия", "ія"),
    ("zh", "ж", "ж"), ("kh", "х", "х"), ("ts", "ц тс", "ц тс"), ("ch", "ч", "ч"), ("sh", "ш", "ш"),
    ("yu", "ю", "ю"), ("iu", "ю иу", "ю іу"), ("ju", "ю", "ю"), ("ya", "я", "я"),
    ("ia", "я иа ия", "я іа ія"), ("ja", "я", "я"), ("yo", "ё йо", "йо ьо"), ("ye", "е ье", "є"),
    ("ie", "ие ье", "є іє"), ("yi", "ый", "ї"), ("iy", "ий", "ій"), ("yy", "ый", "ий"),
    ("yj", "ый", "ий"), ("ij", "ий", "ій"), ("a", "а", "а"), ("b", "б", "б"), ("c", "ц к", "ц к"),
    ("d", "д", "д"), ("e", "е э", "е є"), ("f", "ф", "ф"), ("g", "г", "г ґ"), ("h", "х г", "г х"),
    ("i", "и", "і и"), ("j", "й ж", "й ж"), ("k", "к", "к"), ("l", "л", "л"), ("m", "м", "м"),
    ("n", "н", "н"), ("o", "о", "о"), ("p", "п", "п"), ("q", "к", "к"), ("r", "р", "р"),
    ("s", "с", "с"), ("t", "т", "т"), ("u", "у", "у"), ("v", "в", "в"), ("w", "в", "в"),
    ("x", "х кс", "х кс"), ("y", "ы й и", "и й"), ("z", "з", "з"), ("'", "ь ъ", "ь '"),
)  # fmt: skip
"""(Latin letters, Russian readings, Ukrainian readings), likeliest reading first; longer units
before their parts."""
_UNITS = {
    first: tuple(units)
    for first, units in groupby(sorted(_READINGS, key=lambda u: u[0][0]), key=lambda u: u[0][0])
}
"""First letter -> the units that begin with it, in the order above."""
_SOFT = "lntdsz"
"""Consonants behind which a soft sign is often left out."""
_VOWELS = "aeiouy'"


@cache
def load_analyzer(language: str) -> Any:
    """The pymorphy3 analyzer of "ru" or "uk"; of Ukrainian, whose dictionary is an extra, our own
    where that is missing."""
    if language == "uk" and find_spec("pymorphy3_dicts_uk") is None:
        return UkrainianWords()
    return pymorphy3.MorphAnalyzer(lang=language)


@lru_cache(maxsize=100_000)
def is_known(word: str, language: str) -> bool:
    """Whether the dictionary of "ru" or "uk" has a lower-case word, names included."""
    return bool(load_analyzer(language).word_is_known(word))


@lru_cache(maxsize=100_000)
def is_word(word: str, language: str) -> bool:
    """Whether the dictionary of "ru" or "uk" has a lower-case word, other than as a name."""
    analyzer = load_analyzer(language)
    if not analyzer.word_is_known(word):
        return False
    readings = analyzer.parse(word)
    return any(PROPER_NAME_TAGS.isdisjoint(reading.tag.grammemes) for reading in readings)


def build_romanisation(changes: Mapping[str, str]) -> dict[int, str]:
    """A table for `str.translate` from Cyrillic to Latin: `LATIN_LETTERS` with these changes."""
    return str.maketrans({**LATIN_LETTERS, **changes})


def generate_spellings(latin: str, language: str) -> list[str]:
    """At most 96 Cyrillic spellings that a lower-case Latin word may stand for, likeliest first.

    `language` is "ru" or "uk". Soft signs, which Latin spellings often leave out, are tried too.
    """
    return [
        "".join(choice)
        for choice in islice(product(*_list_readings(latin, language)), _MAX_SPELLINGS)
    ]


def find_known_spellings(latin: str, language: str) -> list[str]:
    """Those of `generate_spellings` that the Russian or the Ukrainian dictionary has."""
    ukrainian = load_analyzer("uk")
    if not isinstance(ukrainian, UkrainianWords):
        return _find_in_graphs(latin, language)
    russian = frozenset(_find_in_graphs(latin, language))
    return [
        spelled for spelled in generate_spellings(latin, language)
        if spelled in russian or ukrainian.word_is_known(spelled)
    ]  # fmt: skip


def _find_in_graphs(latin: str, language: str) -> list[str]:
    """Those that a dictionary with a graph of letters has.

    Spellings that begin as no word does are not even made: a text of made-up words costs no more
    than another.
    """
    parts = _list_readings(latin, language)
    counts = [1]
    for readings in reversed(parts):
        counts.append(counts[-1] * len(readings))
    counts.reverse()
    found: list[str] = []
    begun: list[tuple[int, int, str]] = [(0, 0, "")]
    while begun:
        rank, depth, spelled = begun.pop()
        if depth == len(parts):
            if any(load_analyzer(code).word_is_known(spelled) for code in ("ru", "uk")):
                found.append(spelled)
            continue
        for number, letters in reversed([*enumerate(parts[depth])]):
            at = rank + number * counts[depth + 1]
            if at < _MAX_SPELLINGS and _find_places(spelled + letters):
                begun.append((at, depth + 1, spelled + letters))
    return found


_Places = list[tuple[Any, dict[bytes, Any], int]]
"""Places in the dictionaries' graphs of letters: (graph, letters that stand for others, node)."""


@lru_cache(maxsize=1 << 16)
def _find_places(beginning: str) -> _Places:
    """The places that the beginning of a word leads to; none where no word begins so."""
    if not beginning:
        known = [load_analyzer(code) for code in ("ru", "uk")]
        words = [(one.dictionary.words.dct, one.char_substitutes) for one in known
                 if not isinstance(one, UkrainianWords)]  # fmt: skip
        return [(graph, others, graph.ROOT) for graph, others in words]
    letter = beginning[-1].encode()
    return [
        (graph, others, further)
        for graph, others, node in _find_places(beginning[:-1])
        for each in (letter, *(other for other, _ in others.get(letter, ())))
        if (further := graph.follow_bytes(each, node)) is not None
    ]


def _list_readings(latin: str, language: str) -> list[tuple[str, ...]]:
    """For each unit of a Latin word the Cyrillic letters that it may stand for."""
    parts: list[tuple[str, ...]] = []
    at = 0
    while at < len(latin):
        unit, russian, ukrainian = _find_unit(latin, at)
        at += len(unit)
        letters = tuple((russian if language == "ru" else ukrainian).split())
        soft = unit in _SOFT and latin[at : at + 1] not in tuple(_VOWELS)
        soft = soft and (at == len(latin) or unit in "ln")
        parts.append((*letters, *(letter + "ь" for letter in letters)) if soft else letters)
    return parts


def _find_unit(latin: str, at: int) -> tuple[str, str, str]:
    for unit in _UNITS.get(latin[at], ()):
        if latin.startswith(unit[0], at):
            return unit
    return latin[at], latin[at], latin[at]
