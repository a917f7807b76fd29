"""Words count once a text; rare spellings are typos; relevance is a cosine."""

import pytest

from clustering.labels.corpus_terms import (
    UNDETERMINED,
    build_vocabulary,
    compute_relevance,
    compute_term_stats,
    mask_rare_languages,
)

TEXTS = [
    "refund refund refund for the headphones",
    "where is my refund in Excel",
    "the refund is late, see Excel",
    "login code for Excel",
    "login page",
    "сайт не работает",
]
VOCABULARY = build_vocabulary(TEXTS, ["en"] * 5 + ["ru"])


def test_a_word_counts_once_a_text_and_in_its_language() -> None:
    assert VOCABULARY.texts_with["en"]["refund"] == 3
    assert VOCABULARY.texts_with["ru"]["refund"] == 0
    assert VOCABULARY.compute_idf("page", "en") > VOCABULARY.compute_idf("refund", "en") > 0


def test_a_theme_is_about_what_more_than_one_of_its_asks_have() -> None:
    stats = compute_term_stats([0, 1, 2], "en", VOCABULARY)
    assert stats.shares["refund"] == pytest.approx(2 / 3)
    assert stats.shares["headphone"] == 0
    assert stats.asks == 3


def test_relevance_is_one_for_what_a_theme_is_about_and_falls_with_other_words() -> None:
    stats = compute_term_stats([3, 4], "en", VOCABULARY)
    own = [lemma for lemma, weight in stats.weights.items() if weight]
    shared = compute_relevance(["login"], stats, VOCABULARY)
    assert shared > compute_relevance(["login", "refund"], stats, VOCABULARY) > 0
    assert compute_relevance(own, stats, VOCABULARY) > shared
    assert compute_relevance(["refund"], stats, VOCABULARY) == 0


def test_a_spelling_is_a_typo_where_few_have_it_and_no_dictionary() -> None:
    texts = ["serteficate"] * 2 + ["zoomly"] * 3
    vocabulary = build_vocabulary(texts, ["en"] * 5)
    assert vocabulary.is_likely_typo("serteficate", "en")
    assert not vocabulary.is_likely_typo("zoomly", "en")
    assert not vocabulary.is_likely_typo("certificate", "en"), "a dictionary has it"
    assert vocabulary.is_likely_typo_lemma("serteficate", "en")


def test_words_are_written_as_most_people_write_them() -> None:
    assert VOCABULARY.restore_spelling("refund in excel, i dont see it soooo") == (
        "Refund in Excel, i don't see it so"
    )
    assert VOCABULARY.restore_spelling("REFUND by PDF") == "Refund by PDF"


def test_a_capital_within_a_sentence_shows_two_sentences_run_together() -> None:
    texts = [f"my code is late {word}" for word in ("today", "again", "now")]
    vocabulary = build_vocabulary(texts, ["en"] * 3)
    assert vocabulary.is_run_on("I paid Code is late")
    assert not vocabulary.is_run_on("Code is late")


def test_a_language_that_hardly_any_ask_is_in_is_undetermined() -> None:
    languages = ["ru"] * 95 + ["uk"] * 2 + ["cs"] * 2 + ["en"]
    masked = mask_rare_languages(languages, [1] * 100)
    assert set(masked[:97]) == {"ru", "uk"}
    assert set(masked[97:]) == {UNDETERMINED}
    assert mask_rare_languages(["ru", "cs"], [4, 1]) == ["ru", "cs"], "asks count, not texts"
