"""Ukrainian words without a dictionary of their grammar: names in every case, and ordinary words.

`pymorphy3-dicts-uk`, which knows more, is made of data that is free for non-commercial use only; it
is an optional extra. Here names come from `ukrainian_names.tsv`, which `training/decline_names.py`
makes, and words from simplemma's Ukrainian list.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

_SURNAME = re.compile(r"(?:[еє]нк|[чщ]ук|юк|ович|евич)(?:о|а|у|ом|ові|еві|ем|і)?$")
"""Endings of surnames, which the word list has with a capital as it has towns."""


@dataclass(frozen=True, slots=True)
class Tag:
    """Grammemes of a reading, as OpenCorpora calls them."""

    grammemes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a word; the same fields as pymorphy3's."""

    normal_form: str
    """Nominative, lower case."""
    tag: Tag
    score: float = 1.0


_WORD, _SURNAME_TAG, _PROPER = (Tag(frozenset({kind})) for kind in ("NOUN", "Surn", "Orgn"))


@dataclass(frozen=True, slots=True)
class UkrainianWords:
    """What pymorphy3's analyzer is asked here, for Ukrainian without its dictionary."""

    words: Mapping[str, str] = field(default_factory=lambda: load_word_list())
    """Form of a word -> its lemma; proper names have a capital."""

    def word_is_known(self, word: str) -> bool:
        """Whether a lower-case word is a name in some case or in the word list."""
        return word in _load_names() or word in self.words or word.capitalize() in self.words

    def parse(self, word: str) -> list[Reading]:
        """The readings of a lower-case word; none of an unknown one."""
        found = [*_load_names().get(word, ())]
        lemma = self.words.get(word)
        if lemma is not None:
            found.append(Reading(lemma.casefold(), _WORD))
        elif not found and (proper := self.words.get(word.capitalize())) is not None:
            tag = _SURNAME_TAG if _SURNAME.search(word) else _PROPER
            found.append(Reading(proper.casefold(), tag))
        return found


def load_word_list() -> Mapping[str, str]:
    """simplemma's Ukrainian words: form -> lemma."""
    return DefaultDictionaryFactory().get_dictionary("uk")


@cache
def _load_names() -> dict[str, tuple[Reading, ...]]:
    """Form of a name in lower case -> its readings."""
    tags: dict[str, Tag] = {}
    found: dict[str, list[Reading]] = {}
    for line in _read_file("ukrainian_names.tsv").splitlines():
        name, kind, *forms = line.split()
        tag = tags.setdefault(kind, Tag(frozenset({kind})))
        reading = Reading(name, tag)
        for form in forms:
            found.setdefault(form, []).append(reading)
    return {form: tuple(readings) for form, readings in found.items()}


@cache
def load_given_names() -> frozenset[str]:
    """Our own list of Russian and Ukrainian given names in use, short forms too; lower case."""
    return frozenset(_read_file("given_names.txt").split())


def _read_file(name: str) -> str:
    return files("ingest.language").joinpath(name).read_text(encoding="utf-8")
