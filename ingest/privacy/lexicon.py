"""What a word may be: a given name, a surname, a patronymic, a place, an ordinary word.

Cyrillic words are read by pymorphy3, whose dictionaries (OpenCorpora for Russian, LanguageTool's
for Ukrainian) know every grammatical case; Latin ones by the name lists of Faker. Both ship in
their wheels and ask no network.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from importlib.resources import files
from typing import Any, Literal

import pymorphy3

Language = Literal["ru", "uk", "either"]
_CYRILLIC = re.compile(r"[а-яёіїєґ]")
_PROPER = {"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"}
_LEAST_ORDINARY = 0.3
"""Share of a Russian word's uses (OpenCorpora) that make it an ordinary word: "женя" is a form of
"женить" in 14 of 100 and stays a name, "света" is "of the light" in 99."""
_COUNTRIES = (
    *("en_US", "en_GB", "en_IE", "en_NZ", "en_IN", "de_DE", "fr_FR", "es_ES", "it_IT", "pl_PL"),
    *("pt_PT", "nl_NL"),
)
_ENGLISH = ("en_US", "en_GB", "en_IE", "en_NZ", "en_IN")
_SLAVIC = ("ru_RU", "uk_UA")
_SHORTEST_LATIN = 3
_ENDING = re.compile(r"(?<=..)(?:ого|ому|ой|ою|ею|ей|ым|им|ом|ем|ів|ов|ах|ою|[аяуюеёиыієїьй])$")
_NICKNAMES = (
    "tom bob mike kate jen jenny jess katie liz beth meg maggie andy tony greg geoff jeff matt "
    "josh zack steve chris alex sam tim jim joe ron ken dave fred ned ted ben dan nick rick vicky "
    "becky cathy debbie cindy mandy sandra nate gabe abe hank russ stu vince walt wendy sasha "
    "masha dasha misha kolya vanya petya katya nastya olya yulia julia tanya natasha sveta zhenya "
    "dima vova serhii sergey sergei oleksandr oleksii olexandr andrii andriy andrey dmytro dmitry "
    "dmitri mykola nikolai volodymyr vladimir yurii yuri yuriy ihor igor oleh oleg taras bohdan "
    "bogdan vasyl vitalii vitaly maksym artem ruslan roman denys denis yevhen evgeny evgeniy "
    "oksana olena elena iryna irina nataliia natalia tetiana tatiana svitlana svetlana kateryna "
    "ekaterina mariia maria anastasiia anastasia yuliia halyna galina liudmyla lyudmila viktoriia "
    "khrystyna sofiia daria darya polina alina marina anna hanna ksenia kseniia valeriia zoriana "
    "solomiia roksolana aisha fatima mohammed muhammad mohamed ahmed yusuf omar priya rahul"
)


@dataclass(frozen=True, slots=True)
class Word:
    """What a word may be."""

    given: bool = False
    family: bool = False
    patronymic: bool = False
    place: bool = False
    """Also a place: София, Владимир."""
    ordinary: bool = False
    """Also a word that names nobody: Вера, Роман, Will."""
    brand: bool = False
    """Mostly a product or a place: a capital inside a sentence is no evidence."""
    known: bool = False
    """Whether a dictionary has it; of Latin words only names are known."""
    lemma: str = ""
    """What its grammatical cases share."""

    @property
    def names(self) -> bool:
        """Whether it may name a person at all."""
        return self.given or self.family or self.patronymic


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of `names.toml`; words joined by "_" are several."""
    return frozenset(word.replace("_", " ") for word in _lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    text = (files("ingest.privacy") / "names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=200_000)
def word_of(word: str, language: Language = "either") -> Word:
    """The readings of one word, in any case."""
    plain = word.casefold().replace("’", "'").replace("ʼ", "'")
    return _cyrillic(plain, language) if _CYRILLIC.search(plain) else _latin(plain)


def warm_up() -> None:
    """Load dictionaries and lists, some 0.4 s and 60 MB."""
    word_of("анна")
    word_of("anna")


def stem_of(word: str) -> str:
    """A name without its case ending, the same for forms no dictionary knows."""
    return _ENDING.sub("", word.casefold().replace("ё", "е"))


def _cyrillic(plain: str, language: Language) -> Word:
    readings = [
        reading
        for code in ("ru", "uk")
        if language in {code, "either"} or not _written_in(plain, language)
        if _analyzer(code).word_is_known(plain)
        for reading in _analyzer(code).parse(plain)
    ]
    if not readings and "-" in plain:
        return _hyphenated(plain, language)
    named = [reading for reading in readings if _is_person(reading)]
    grammemes = {one for reading in named for one in reading.tag.grammemes}
    lemma = named[0].normal_form if named else plain
    return Word(
        given="Name" in grammemes,
        family="Surn" in grammemes,
        patronymic="Patr" in grammemes,
        place=any("Geox" in reading.tag.grammemes for reading in readings),
        ordinary=plain not in words_of("sure") and _is_ordinary(readings, named),
        brand=lemma in words_of("brands"),
        known=bool(readings),
        lemma=stem_of(lemma),
    )


def _written_in(plain: str, language: Language) -> bool:
    """Whether the language's own dictionary has the word; if not, the other is asked: Ukrainian's
    does not have every name that Russian's has."""
    return _analyzer(language).word_is_known(plain)


def _is_person(reading: Any) -> bool:
    return not {"Name", "Surn", "Patr"}.isdisjoint(reading.tag.grammemes)


def _is_ordinary(readings: list[Any], named: list[Any]) -> bool:
    lemmas = {reading.normal_form for reading in named}
    if lemmas & words_of("ordinary"):
        return True
    # The Ukrainian dictionary has many names a second time without their mark.
    others = [
        reading.score
        for reading in readings
        if _PROPER.isdisjoint(reading.tag.grammemes) and reading.normal_form not in lemmas
    ]
    return bool(others) and (not named or sum(others) >= _LEAST_ORDINARY)


def _hyphenated(plain: str, language: Language) -> Word:
    parts = [word_of(part, language) for part in plain.split("-") if part]
    if not parts:
        return Word(lemma=plain)
    return Word(
        given=all(part.given for part in parts),
        family=parts[-1].family and all(part.names or not part.known for part in parts),
        ordinary=any(part.ordinary for part in parts) and not all(part.names for part in parts),
        known=any(part.known for part in parts),
        lemma="-".join(part.lemma for part in parts),
    )


def _latin(plain: str) -> Word:
    bare = re.sub(r"'s?$", "", plain)
    given, rare, family = _names()
    is_given = len(bare) >= _SHORTEST_LATIN and (bare in given or bare in rare)
    parts = bare.split("-")
    if not is_given and len(parts) == 2 and all(part in given for part in parts):
        is_given = True
    return Word(
        given=is_given,
        family=bare in family,
        ordinary=bare in words_of("words") or (bare in rare and bare not in given),
        brand=bare in words_of("brands"),
        known=is_given or bare in family,
        lemma=bare,
    )


@cache
def _names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Given names in common use, rare ones, and surnames; lower case."""
    slavic = [_romanised(name) for name in _faker(_SLAVIC, "first_name")]
    given = {*_faker(_COUNTRIES, "first_name"), *slavic, *_NICKNAMES.split()}
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


@cache
def _analyzer(language: str) -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang=language)
