"""Dictionary words, and the Cyrillic words that Latin spellings may stand for."""

import pytest

from ingest.language import morphology
from ingest.language.morphology import (
    LATIN_LETTERS,
    build_romanisation,
    find_known_spellings,
    generate_spellings,
    is_word,
    load_analyzer,
)
from ingest.language.ukrainian_names import UkrainianWords


@pytest.mark.parametrize(
    ("word", "language", "known"),
    [
        ("ссылка", "ru", True),
        ("посилання", "uk", True),
        ("посилання", "ru", False),
        ("ылкссы", "ru", False),
        ("оксана", "ru", False),
    ],
)
def test_a_word_of_a_dictionary_that_is_more_than_a_name(
    word: str, language: str, known: bool
) -> None:
    assert is_word(word, language) is known


def test_ukrainian_is_read_without_its_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(morphology, "find_spec", lambda _name: None)
    assert isinstance(morphology.load_analyzer.__wrapped__("uk"), UkrainianWords)
    assert not isinstance(morphology.load_analyzer.__wrapped__("ru"), UkrainianWords)


@pytest.mark.parametrize(
    ("latin", "language", "cyrillic"),
    [
        ("ssylka", "ru", "ссылка"),
        ("oplatyty", "uk", "оплатити"),
        ("shcho", "uk", "що"),
        ("tolko", "ru", "только"),
    ],
)
def test_a_latin_spelling_is_read_with_soft_signs_that_it_left_out(
    latin: str, language: str, cyrillic: str
) -> None:
    spellings = generate_spellings(latin, language)
    assert cyrillic in spellings
    assert len(spellings) <= 96


def test_every_letter_is_spelled_in_latin_and_most_are_read_back() -> None:
    assert set("абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя'") == set(LATIN_LETTERS)
    for letter in "абвгдежзийклмнопрстуфхцчшщэюя":
        assert letter in generate_spellings(LATIN_LETTERS[letter], "ru"), letter


def test_a_romanisation_has_its_own_letters_and_the_common_ones() -> None:
    official = build_romanisation({"г": "h"})
    assert "гора ґанку".translate(official) == "hora ganku"


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_known_spellings_are_those_that_a_dictionary_has(language: str) -> None:
    words = ["nataliia", "shcherbakov", "sergei", "elena", "oleksandr", "den", "zvezda", "xqzw",
             "pozhaluysta", "yelizaveta", "hrygoriy", "", "a1", "groshi"]  # fmt: skip
    analyzers = [load_analyzer(code) for code in ("ru", "uk")]
    for word in words:
        assert find_known_spellings(word, language) == [
            spelling
            for spelling in generate_spellings(word, language)
            if any(analyzer.word_is_known(spelling) for analyzer in analyzers)
        ]
