"""Lists of names and words: our own (`names.toml`), Faker's names, simplemma's dictionaries."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec

import simplemma

_COUNTRIES = (
    *("en_US", "en_GB", "en_IE", "en_NZ", "en_IN", "de_DE", "fr_FR", "es_ES", "it_IT", "pl_PL"),
    *("pt_PT", "nl_NL"),
)
_FARTHER = (
    *("cs_CZ", "da_DK", "fi_FI", "hr_HR", "hu_HU", "lt_LT", "lv_LV", "no_NO", "ro_RO", "sk_SK"),
    *("sv_SE", "tr_TR", "az_AZ", "yo_NG", "ig_NG", "ha_NG", "en_NG", "en_KE", "en_PK", "zu_ZA"),
    *("id_ID", "vi_VN", "pt_BR", "es_MX", "ga_IE", "et_EE", "sl_SI"),
)
"""Countries whose names count where they are no English words."""
_ENGLISH = ("en_US", "en_GB", "en_IE", "en_NZ", "en_IN")
_SHORTEST = 3
"""Letters beyond which a name from far away is no abbreviation of ours."""
_LISTS = (list, tuple, dict, set)
_SLAVIC = ("ru_RU", "uk_UA")


@cache
def load_words(name: str) -> frozenset[str]:
    """A list of `names.toml`; words joined by "_" are several."""
    return frozenset(word.replace("_", " ") for word in _read_lists()[name].split())


@cache
def _read_lists() -> dict[str, str]:
    text = (files("ingest.privacy") / "names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def is_english(word: str) -> bool:
    """Whether simplemma's English dictionary has the word; it has names, too."""
    return bool(simplemma.is_known(word.casefold(), "en"))


@cache
def load_common_names() -> frozenset[str]:
    """Given names in use, in their first case, lower case."""
    return frozenset(_load_faker_names(_SLAVIC, "first_name") | load_words("given"))


@cache
def load_latin_names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Given names in common use, rare ones, and surnames; lower case."""
    slavic = _romanise_names("first_name")
    farther = {name for name in _load_faker_names(_FARTHER, "first_name") if _is_unambiguous(name)}
    given = {*_load_faker_names(_COUNTRIES, "first_name"), *slavic, *load_words("latin"), *farther}
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
        lists = (getattr(provider, name) for name in dir(provider) if name.startswith(what))
        found.update(name for told in lists if isinstance(told, _LISTS) for name in told)
    return {name.casefold() for name in found}


_SHARED = dict(
    zip("абвдезиклмнопрстуфэыёъь'ґії", "abvdeziklmnoprstufeye\0\0\0gii", strict=True)
) | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
_ROMAN = tuple(
    str.maketrans(_SHARED | own)
    for own in (
        {"г": "g", "й": "i", "ю": "yu", "я": "ya", "є": "ye"},
        {"г": "g", "й": "y", "ю": "yu", "я": "ia", "є": "ye"},
        {"г": "h", "й": "i", "ю": "iu", "я": "ia", "є": "ie", "и": "y"},
    )
)
"""As people write Russian; as passports do; Ukrainian as its state does (2010, KMU 55)."""


def _romanise(name: str) -> set[str]:
    plain = name.casefold()
    first = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}.get(plain[:1], plain[:1])
    official = (first + plain[1:]).translate(_ROMAN[2])
    told = [plain.translate(_ROMAN[0]), plain.translate(_ROMAN[1]), official]
    return {one.replace("\0", "") for one in told}


def _romanise_names(what: str) -> set[str]:
    return {spelled for name in _load_faker_names(_SLAVIC, what) for spelled in _romanise(name)}
