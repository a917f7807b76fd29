"""Cyrillic words: the dictionaries of Russian and Ukrainian, and what Latin spellings stand for.

pymorphy3's dictionaries ship in wheels: OpenCorpora's for Russian, LanguageTool's for Ukrainian.
"""

from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import islice, product
from typing import Any

import pymorphy3

PROPER_NAME_TAGS = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"})
"""Marks of words that name somebody or something."""
_MAX_SPELLINGS = 96
_UNITS: tuple[tuple[str, str, str], ...] = (
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
_SOFT = "lntdsz"
"""Consonants behind which a soft sign is often left out."""
_VOWELS = "aeiouy'"


class _EmptyDictionary:
    """Stands for a dictionary that is not installed."""

    def word_is_known(self, _word: str) -> bool:
        """Whether the dictionary has a word."""
        return False

    def parse(self, _word: str) -> list[Any]:
        """The readings of a word."""
        return []


@cache
def load_analyzer(language: str) -> Any:
    """The dictionary of "ru" or "uk"; one that knows nothing where its package was left out."""
    if find_spec(f"pymorphy3_dicts_{language}") is None:
        return _EmptyDictionary()
    return pymorphy3.MorphAnalyzer(lang=language)


@lru_cache(maxsize=100_000)
def is_word(word: str, language: str) -> bool:
    """Whether a lower-case word is in the dictionary of "ru" or "uk", other than as a name."""
    told = load_analyzer(language)
    if not told.word_is_known(word):
        return False
    return any(PROPER_NAME_TAGS.isdisjoint(reading.tag.grammemes) for reading in told.parse(word))


def generate_spellings(latin: str, language: str) -> list[str]:
    """Cyrillic words of "ru" or "uk" that a lower-case Latin word may stand for, likeliest first.

    At most 96; soft signs that Latin spellings leave out are tried.
    """
    parts: list[tuple[str, ...]] = []
    at = 0
    while at < len(latin):
        unit, russian, ukrainian = _find_unit(latin, at)
        at += len(unit)
        letters = tuple((russian if language == "ru" else ukrainian).split())
        soft = unit in _SOFT and latin[at : at + 1] not in tuple(_VOWELS)
        soft = soft and (at == len(latin) or unit in "ln")
        parts.append((*letters, *(letter + "ь" for letter in letters)) if soft else letters)
    return ["".join(choice) for choice in islice(product(*parts), _MAX_SPELLINGS)]


def _find_unit(latin: str, at: int) -> tuple[str, str, str]:
    for told in _UNITS:
        if latin.startswith(told[0], at):
            return told
    return latin[at], latin[at], latin[at]
