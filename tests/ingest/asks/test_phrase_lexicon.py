"""A phrase of the lexicon is found however it is spelled."""

import pytest

from ingest.asks.phrase_lexicon import (
    WORD,
    correct_spelling,
    is_blocker,
    load_phrases,
    match_phrase,
    normalise_text,
)


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("hiiii", ("hi",)),
        ("okthanks", ("ok", "thanks")),
        ("thnaks", ("thanks",)),
        ("refund", ("refund",)),
    ],
)
def test_a_word_is_corrected_to_words_of_the_lexicon_or_stays(
    word: str, known: tuple[str, ...]
) -> None:
    assert correct_spelling(word) == known


@pytest.mark.parametrize(
    ("words", "length", "kind"),
    [
        ("thank you so much sir", 4, "thanks"),
        ("дякую за допомогу", 1, "thanks"),
        ("dyakuyu za dopomogu", 1, "thanks"),
        ("zdravstvuyte", 1, "greeting"),
    ],
)
def test_the_longest_phrase_is_matched_in_cyrillic_and_in_latin_letters(
    words: str, length: int, kind: str
) -> None:
    assert match_phrase(words.split()) == (length, frozenset({kind}))


def test_a_word_outside_the_lexicon_matches_nothing() -> None:
    assert match_phrase(["refund"]) == (0, frozenset())


def test_a_promise_is_blocked_by_words_that_ask_or_complain() -> None:
    assert is_blocker("but")
    assert not is_blocker("receipt")


def test_a_placeholder_is_one_word() -> None:
    assert WORD.findall("Thanks [name-1], it's so-so") == ["Thanks", "[name-1]", "it's", "so-so"]


def test_text_is_normalised_in_case_apostrophes_and_yo() -> None:
    assert normalise_text("Ёлка П’ять It`s") == "елка п'ять it's"


def test_every_list_of_phrases_has_normalised_phrases_without_slots() -> None:
    phrases = load_phrases("greeting") | load_phrases("thanks")
    assert "hello" in phrases
    assert all(phrase == normalise_text(phrase) and "<" not in phrase for phrase in phrases)
