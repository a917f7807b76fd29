"""Lists of names and words, and Cyrillic names in the Latin spellings that people use."""

import pytest

from ingest.privacy.masks import Masker
from ingest.privacy.name_lists import (
    is_english,
    load_common_names,
    load_latin_names,
    load_words,
)


def test_a_list_has_words_and_phrases() -> None:
    assert "гарри поттер" in load_words("famous")
    with pytest.raises(KeyError):
        load_words("no such list")


def test_common_names_are_lower_case_and_of_both_languages() -> None:
    names = load_common_names()
    assert {"оксана", "наталья"} <= names
    assert all(name == name.casefold() for name in names)


@pytest.mark.parametrize("spelling", ["yuliya", "yuliia", "yevgen", "yevhen", "oksana", "sarah"])
def test_given_names_have_their_latin_spellings(spelling: str) -> None:
    given, _, _ = load_latin_names()
    assert spelling in given


def test_surnames_are_romanised_too() -> None:
    _, _, family = load_latin_names()
    assert {"kuznetsov", "smith"} <= family


def test_english_words_are_looked_up_in_any_case() -> None:
    assert is_english("Refund")
    assert not is_english("Zorblatt")


def test_nothing_is_no_english_word() -> None:
    assert not is_english("")
    assert not is_english("a" * 100_000)
    assert Masker().mask("'’ʼ'’ʼ") == "'’ʼ'’ʼ"
