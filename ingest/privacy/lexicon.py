"""Readings of a word: given name, surname, patronymic, place, brand, ordinary word.

Cyrillic words are looked up in pymorphy3's dictionaries, which have every grammatical case; Latin
ones in the name lists of Faker. Both ship in wheels and need no network.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from ingest.language.morphology import (
    PROPER_NAME_TAGS,
    find_known_spellings,
    generate_spellings,
    load_analyzer,
)
from ingest.privacy.name_lists import is_english, load_common_names, load_latin_names, load_words

Language = Literal["ru", "uk", "either"]
_LANGUAGES: tuple[Language, ...] = ("ru", "uk", "either")
_CYRILLIC = re.compile(r"[а-яёіїєґ]")
_LEAST_ORDINARY = 0.3
"""Share of a Russian word's uses (OpenCorpora) from which it is an ordinary word: "женя" is a form
of "женить" in 14 of 100 uses and stays a name, "света" is "of the light" in 99."""
_SHORTEST_LATIN = 3
_SHORTEST_ROMANISED, _LONGEST_ROMANISED = 5, 60
_LONGEST = 1_000
"""Letters of the longest word that is looked up."""
_SHORT = 4
"""Letters up to which a rare name is an ordinary word too: Гог, Кеш."""
_PLACE = 0.2
"""Share of readings from which a surname is a place too: Иванова is hardly ever Иваново."""
_SURNAME = re.compile(
    r"(?:[еє]нк|[чщ]ук|юк|ович|евич)(?:о|а|у|ом|ові|еві|ем|і|ы|и)?$|(?:швили|швілі|дзе)$|"
    r"(?<=...)(?:уллин|[уе]тдинов)(?:а|у|ым|ой|е|ы)?$|"
    r"(?<=...)(?:ов|ев|ёв|єв)(?:а|у|ым|им|ой|ою|е|і|ых|ы)?$"
)
"""Endings that make a surname of a word that is in no dictionary."""
_UKRAINIAN_SURNAME = re.compile(r"(?:[еє]нко|[чщ]ук|юк|ович|евич)$")
_POSSESSIVE = re.compile(r"(?<=..)(?:ин|їн|ін|ів|їв)$")
"""Possessive adjectives of names ("ірин" of Іра), which the Ukrainian dictionary does not mark."""
_ENDING = re.compile(r"(?<=..)(?:ого|ому|ой|ою|ею|ей|ым|им|ом|ем|[аяуюеёиыієїьй])$")


@dataclass(frozen=True, slots=True)
class Word:
    """The readings of a word."""

    given: bool = False
    family: bool = False
    patronymic: bool = False
    place: bool = False
    """A place: София, Владимир."""
    ordinary: bool = False
    """A word that names nobody: Вера, Роман, Will."""
    brand: bool = False
    """Mostly a product or a place: a capital inside a sentence does not make it a name."""
    known: bool = False
    """In a dictionary or list; of Latin words only names are."""
    common: bool = False
    """A given name in common use; rare ones in the dictionaries may be loan words."""
    lemma: str = ""
    """What its grammatical cases have in common, lower case."""

    @property
    def is_name(self) -> bool:
        """Whether it may name a person."""
        return self.given or self.family or self.patronymic


@cache
def load_famous_names() -> frozenset[str]:
    """Names of famous people, as the lemmas of their parts."""
    return frozenset(
        " ".join(look_up_word(part, language).lemma for part in name.split())
        for name in load_words("famous")
        for language in _LANGUAGES
    )


def look_up_word(word: str, language: Language = "either") -> Word:
    """The readings of one word, in any grammatical case and capitalisation."""
    return _look_up(word, language) if len(word) <= _LONGEST else Word(lemma=word.casefold())


@lru_cache(maxsize=200_000)
def _look_up(word: str, language: Language) -> Word:
    plain = word.casefold().replace("’", "'").replace("ʼ", "'")
    return _look_up_cyrillic(plain, language) if _CYRILLIC.search(plain) else _look_up_latin(plain)


def warm_up() -> None:
    """Load dictionaries and lists: about 0.4 s and 60 MB."""
    look_up_word("анна")
    look_up_word("anna")


def stem_name(word: str) -> str:
    """A name without its case ending, for names that are in no dictionary."""
    return _ENDING.sub("", word.casefold().replace("ё", "е"))


def _look_up_cyrillic(plain: str, language: Language) -> Word:
    readings = _parse_readings(plain, language)
    if not readings and "-" in plain:
        return _look_up_hyphenated(plain, language)
    named = [
        reading for reading in readings if _is_person(reading)
    ] or _find_names_in_other_language(plain, language)
    grammemes = {tag for reading in named for tag in reading.tag.grammemes}
    lemma = named[0].normal_form if named else plain
    common = any(reading.normal_form in load_common_names() for reading in named)
    towns = any(reading.normal_form in load_words("towns") for reading in readings)
    return Word(
        given="Name" in grammemes and (common or not towns),
        family="Surn" in grammemes or (not readings and bool(_SURNAME.search(plain))),
        patronymic="Patr" in grammemes,
        place=towns or _is_place(readings, named),
        ordinary=_is_ordinary(plain, readings, named)
        or (language == "uk" and lemma in load_words("ordinary_ukrainian")),
        brand=lemma in load_words("brands"),
        known=bool(readings),
        common=common,
        lemma=stem_name(lemma),
    )


def _is_place(readings: list[Any], named: list[Any]) -> bool:
    places = [reading.score for reading in readings if "Geox" in reading.tag.grammemes]
    if not places or not any("Surn" in reading.tag.grammemes for reading in named):
        return bool(places)
    return bool(sum(places) >= _PLACE * sum(reading.score for reading in readings))


def _parse_readings(plain: str, language: Language) -> list[Any]:
    """pymorphy3's readings from the dictionary of the language, else from the other one.

    For "either" those of both, but of Russian's alone where it has a name: only Russian readings
    have a frequency.
    """
    codes = ("uk", "ru") if language == "uk" else ("ru", "uk")
    found: list[list[Any]] = []
    for code in codes:
        if load_analyzer(code).word_is_known(plain):
            readings = load_analyzer(code).parse(plain)
            if language != "either" or (code == "ru" and any(map(_is_person, readings))):
                return list(readings)
            found.append(readings)
    return [reading for readings in found for reading in readings]


def _find_names_in_other_language(plain: str, language: Language) -> list[Any]:
    """Readings as a name in the other language's dictionary: Богдан is in the Russian one only."""
    other = load_analyzer("ru" if language == "uk" else "uk")
    if language == "either" or not other.word_is_known(plain):
        return []
    return [reading for reading in other.parse(plain) if _is_person(reading)]


def _is_person(reading: Any) -> bool:
    return not {"Name", "Surn", "Patr"}.isdisjoint(reading.tag.grammemes)


def _is_ordinary(plain: str, readings: list[Any], named: list[Any]) -> bool:
    given = {reading.normal_form for reading in named if "Name" in reading.tag.grammemes}
    if plain in load_words("sure"):
        return False
    if plain in load_words("ordinary") or given & load_words("ordinary"):
        return True
    if given and not given & load_common_names() and len(plain) <= _SHORT:
        return True  # rare, and so often a loan word that no dictionary has
    others = [reading.score for reading in readings if _is_word(reading, given)]
    # Ukrainian readings have no frequencies: each has the same score.
    share = sum(others) / max(sum(reading.score for reading in readings), 1e-9)
    return bool(others) and (not given or share >= _LEAST_ORDINARY)


def _is_word(reading: Any, given: set[str]) -> bool:
    """Whether a reading is an ordinary word.

    The Ukrainian dictionary does not mark surnames in -енко and adjectives of names, and has many
    given names a second time as plain nouns: none of these is an ordinary word.
    """
    if not (PROPER_NAME_TAGS | {"Poss"}).isdisjoint(reading.tag.grammemes):
        return False
    if _UKRAINIAN_SURNAME.search(reading.normal_form):
        return False
    if "ADJF" in reading.tag.grammemes and _POSSESSIVE.search(reading.normal_form):
        stem = reading.normal_form[:-2]
        return not any(name.startswith(stem) for name in given & load_common_names())
    twice = reading.normal_form in given & load_common_names()
    return not (twice and "NOUN" in reading.tag.grammemes)


def _look_up_hyphenated(plain: str, language: Language) -> Word:
    parts = [look_up_word(part, language) for part in plain.split("-") if part]
    if not parts:
        return Word(lemma=plain)
    return Word(
        given=all(part.given for part in parts),
        family=parts[-1].family and all(part.is_name or not part.known for part in parts),
        ordinary=any(part.ordinary for part in parts) and not all(part.is_name for part in parts),
        known=any(part.known for part in parts),
        lemma="-".join(part.lemma for part in parts),
    )


def _look_up_latin(plain: str) -> Word:
    bare = re.sub(r"'s?$", "", plain)
    given, rare, family = load_latin_names()
    is_given = len(bare) >= _SHORTEST_LATIN and (bare in given or bare in rare)
    parts = bare.split("-")
    if not is_given and len(parts) == 2 and all(part in given for part in parts):
        is_given = True
    listed = is_given or bare in family
    slavic = Word() if listed or is_english(bare) else _look_up_transliterated(bare)
    return Word(
        given=is_given or slavic.given,
        family=bare in family or slavic.family,
        ordinary=bare in load_words("words") or (not listed and slavic.is_name),
        place=bare in load_words("places"),
        brand=bare in load_words("brands") or (bare in rare and bare not in given),
        known=listed or slavic.is_name,
        lemma=bare,
    )


def _look_up_transliterated(bare: str) -> Word:
    """The readings of a Latin word as a transliterated Russian or Ukrainian name."""
    if not _SHORTEST_ROMANISED <= len(bare) <= _LONGEST_ROMANISED:
        return Word()
    find = _generate_hyphenated if "-" in bare else find_known_spellings
    for spelling in (spelling for code in ("ru", "uk") for spelling in find(bare, code)):
        word = _look_up_cyrillic(spelling, "either")
        if word.known and word.is_name and not word.ordinary:
            return word
    return Word()


def _generate_hyphenated(bare: str, code: str) -> list[str]:
    """The spellings of a hyphenated word; none where no part can be in a dictionary."""
    parts = [part for part in bare.split("-") if part]
    known = any(find_known_spellings(part, each) for part in parts for each in ("ru", "uk"))
    return generate_spellings(bare, code) if known else []
