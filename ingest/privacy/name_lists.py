"""Lists of names and words: our own (`names.toml`), Faker's names, simplemma's dictionaries."""

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec

import simplemma
import stopwordsiso

from ingest.language.morphology import LATIN_LETTERS, build_romanisation
from ingest.language.ukrainian_names import load_given_names

_COUNTRIES = (
    *("en_US", "en_GB", "en_IE", "en_NZ", "en_IN", "de_DE", "fr_FR", "es_ES", "it_IT", "pl_PL"),
    *("pt_PT", "nl_NL"),
)
_DISTANT_COUNTRIES = (
    *("cs_CZ", "da_DK", "fi_FI", "hr_HR", "hu_HU", "lt_LT", "lv_LV", "no_NO", "ro_RO", "sk_SK"),
    *("sv_SE", "tr_TR", "az_AZ", "yo_NG", "ig_NG", "ha_NG", "en_NG", "en_KE", "en_PK", "zu_ZA"),
    *("id_ID", "vi_VN", "pt_BR", "es_MX", "ga_IE", "et_EE", "sl_SI"),
)
"""Countries whose given names count where they are no English words."""
_ENGLISH = ("en_US", "en_GB", "en_IE", "en_NZ", "en_IN")
_SHORTEST = 3
"""Letters up to which a name of these countries may be an abbreviation of ours."""
_LONGEST_ENGLISH = 60
"""Letters of the longest word that is looked up."""
_LISTS = (list, tuple, dict, set)
_SLAVIC = ("ru_RU", "uk_UA")


@cache
def load_words(name: str) -> frozenset[str]:
    """The words of one list of `names.toml`; "_" in an entry is a space."""
    return frozenset(word.replace("_", " ") for word in _read_lists()[name].split())


@cache
def _read_lists() -> dict[str, str]:
    text = (files("ingest.privacy") / "names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def is_english(word: str) -> bool:
    """Whether simplemma's English dictionary has the word; it has some names too."""
    return 0 < len(word) <= _LONGEST_ENGLISH and _is_in_dictionary(word.casefold())


@lru_cache(maxsize=1 << 16)
def _is_in_dictionary(plain: str) -> bool:
    return bool(simplemma.is_known(plain, "en"))


@cache
def load_function_words() -> frozenset[str]:
    """Words of English, Russian and Ukrainian that stand in any text: they follow a name as the
    next sentence does."""
    return frozenset(word for code in ("en", "ru", "uk") for word in stopwordsiso.stopwords(code))


@cache
def load_common_names() -> frozenset[str]:
    """Russian and Ukrainian given names in use: nominative, lower case."""
    return frozenset(_load_faker_names(_SLAVIC, "first_name") | load_given_names())


@cache
def load_latin_names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(common given names, those of Faker's list "en", surnames) in Latin letters, lower case."""
    slavic = _romanise_names("first_name")
    distant = {
        name
        for name in _load_faker_names(_DISTANT_COUNTRIES, "first_name")
        if _is_unambiguous(name)
    }
    given = {*_load_faker_names(_COUNTRIES, "first_name"), *slavic, *load_words("latin"), *distant}
    family = {*_load_faker_names(_ENGLISH, "last_name"), *_romanise_names("last_name")}
    return frozenset(given), frozenset(_load_faker_names(("en",), "first_name")), frozenset(family)


def _is_unambiguous(name: str) -> bool:
    return len(name) > _SHORTEST and name.isalpha() and not is_english(name)


def _load_faker_names(countries: Iterable[str], what: str) -> set[str]:
    found: set[str] = set()
    for country in countries:
        if find_spec(f"faker.providers.person.{country}") is None:
            continue
        provider = import_module(f"faker.providers.person.{country}").Provider
        lists = (getattr(provider, field) for field in dir(provider) if field.startswith(what))
        found.update(name for names in lists if isinstance(names, _LISTS) for name in names)
    return {name.casefold() for name in found}


_ROMANISATIONS = tuple(
    build_romanisation({"ё": "e", "ї": "i", **changes})
    for changes in (
        {"й": "i"},
        {"я": "ia"},
        {"г": "h", "и": "y", "й": "i", "ю": "iu", "я": "ia", "є": "ie"},
    )
)
"""Of names: as people write Russian; as Russian passports do; Ukrainian as its state does (KMU 55,
2010)."""
_SPELLED_WITH_Y = tuple("єїйюя")
"""Letters that KMU 55 spells with "y", but only at the beginning of a name."""


def _romanise(name: str) -> set[str]:
    """A Cyrillic name in Latin letters, in each of the three ways, lower case."""
    popular, passport, official = _ROMANISATIONS
    plain = name.casefold()
    first = LATIN_LETTERS[plain[0]] if plain.startswith(_SPELLED_WITH_Y) else plain[:1]
    return {
        plain.translate(popular),
        plain.translate(passport),
        (first + plain[1:]).translate(official),
    }


def _romanise_names(what: str) -> set[str]:
    return {spelled for name in _load_faker_names(_SLAVIC, what) for spelled in _romanise(name)}
