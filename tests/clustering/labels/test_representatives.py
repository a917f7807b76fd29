"""Quotes are central, readable, differ from each other, and speak the theme's languages."""

import numpy as np

from clustering.labels.corpus_terms import build_vocabulary
from clustering.labels.representatives import pick_diverse_quotes
from clustering.labels.score import score_readability
from tests.clustering.builders import unit


def test_quotes_differ_from_each_other() -> None:
    vectors = unit(np.array([[1, 0, 0.0], [1, 0.01, 0], [0.9, 0.4, 0], [0.85, -0.1, 0.5]]))
    closeness = (vectors @ np.array([1, 0, 0], dtype=np.float32)).astype(np.float32)
    chosen = pick_diverse_quotes(vectors, closeness, 3)
    assert chosen[0] == 0
    assert 1 not in chosen
    assert len(chosen) == 3


def test_a_small_theme_gives_what_it_has() -> None:
    vectors = unit(np.array([[1.0, 0.0], [0.5, 0.5]]))
    assert pick_diverse_quotes(vectors, np.array([1.0, 0.7], np.float32), 3) == [0, 1]
    assert pick_diverse_quotes(vectors[:0], np.zeros(0, np.float32), 3) == []


def test_every_language_really_spoken_has_a_quote() -> None:
    vectors = unit(np.array([[1.0, 0.1 * i] for i in range(12)]))
    closeness = np.linspace(0.9, 0.5, 12).astype(np.float32)
    languages = ["ru"] * 6 + ["uk"] * 3 + ["en"] * 2 + ["pl"]
    chosen = pick_diverse_quotes(vectors, closeness, 3, languages)
    assert {languages[i] for i in chosen} == {"ru", "uk", "en"}


def test_an_ask_that_reads_well_is_quoted_before_one_that_does_not() -> None:
    vectors = unit(np.array([[1.0, 0.0], [1.0, 0.02]]))
    closeness = np.array([0.90, 0.89], np.float32)
    reads = [0.2, 1.0]
    chosen = pick_diverse_quotes(vectors, closeness, 1, ["ru", "ru"], lambda row: reads[row])
    assert chosen == [1]


def test_typos_and_length_make_an_ask_hard_to_read() -> None:
    texts = ["Где ссылка на вебинар?", "Где сылкаа на вбеинаар?", "Где ссылка на вебинар? " * 20]
    vocabulary = build_vocabulary(texts, ["ru"] * 3)
    whole, worn, long = (score_readability(text, "ru", vocabulary) for text in texts)
    assert whole == 1.0
    assert worn < 0.5
    assert long < 0.5
