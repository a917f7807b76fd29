"""Lists of names and words: our own (`names.toml`), Faker's names, simplemma's dictionaries."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.resources import files

import simplemma

_COUNTRIES = (
    *("en_US", "en_GB", "en_IE", "en_NZ", "en_IN", "de_DE", "fr_FR", "es_ES", "it_IT", "pl_PL"),
    *("pt_PT", "nl_NL"),
)
_ENGLISH = ("en_US", "en_GB", "en_IE", "en_NZ", "en_IN")
_SLAVIC = ("ru_RU", "uk_UA")


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of `names.toml`; words joined by "_" are several."""
    return frozenset(word.replace("_", " ") for word in _lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    text = (files("ingest.privacy") / "names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def is_english(word: str) -> bool:
    """Whether simplemma's English dictionary has the word; it has names, too."""
    return bool(simplemma.is_known(word.casefold(), "en"))


@cache
def common_names() -> frozenset[str]:
    """Given names in use, in their first case, lower case."""
    return frozenset(_faker(_SLAVIC, "first_name") | words_of("given"))


@cache
def latin_names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Given names in common use, rare ones, and surnames; lower case."""
    slavic = [_romanised(name) for name in _faker(_SLAVIC, "first_name")]
    given = {*_faker(_COUNTRIES, "first_name"), *slavic, *words_of("latin")}
    family = {*_faker(_ENGLISH, "last_name"), *map(_romanised, _faker(_SLAVIC, "last_name"))}
    return frozenset(given), frozenset(_faker(("en",), "first_name")), frozenset(family)


def _faker(countries: Iterable[str], what: str) -> set[str]:
    found: set[str] = set()
    for country in countries:
        provider = import_module(f"faker.providers.person.{country}").Provider
        lists = (getattr(provider, name) for name in dir(provider) if name.startswith(what))
        found.update(name for told in lists if not callable(told) for name in told)
    return {name.casefold() for name in found}


_ROMAN = str.maketrans(
    dict(
        zip("абвгґдезиіїйклмнопрстуфэыёъь'", "abvggdeziiiyklmnoprstufeye\0\0\0", strict=True)
    )
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
       "є": "ye"}
)  # fmt: skip


def _romanised(name: str) -> str:
    return name.casefold().translate(_ROMAN).replace("\0", "")
