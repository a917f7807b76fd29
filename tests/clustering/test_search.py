"""Search by meaning: nearest first, languages centred."""

import numpy as np

from clustering.grouping.fit import find_themes
from clustering.search import search
from tests.clustering.builders import planted, unit


def test_the_nearest_asks_come_first() -> None:
    texts, vectors, languages, truth = planted()
    space = find_themes(texts, vectors, languages).space
    rows, scores = search(vectors[3], vectors, languages, space, "en", limit=5)
    assert rows[0] == 3
    assert (truth[rows] == truth[3]).all()
    assert (np.diff(scores) <= 0).all()


def test_an_ask_in_another_language_is_found() -> None:
    texts, vectors, _, truth = planted(groups=4, each=60, noise=0.2)
    languages = ["ru" if row % 2 else "en" for row in range(len(texts))]
    corner = unit(np.random.default_rng(9).normal(size=(1, 64)))[0]
    shifted = unit(vectors + np.array([[2.0 * (code == "ru")] for code in languages]) * corner)
    space = find_themes(texts, shifted, languages).space
    rows, _ = search(shifted[0], shifted, languages, space, "en", limit=40)
    assert (truth[rows] == truth[0]).mean() > 0.95
    assert {languages[row] for row in rows} == {"ru", "en"}


def test_search_works_before_anything_was_grouped() -> None:
    _, vectors, languages, _ = planted(groups=2, each=4)
    rows, scores = search(vectors[5], vectors, languages, {}, "en", limit=3)
    assert rows[0] == 5
    assert len(scores) == 3


def test_no_vectors_give_no_results() -> None:
    rows, scores = search(np.ones(4, np.float32), np.zeros((0, 4), np.float32), [], {}, "en")
    assert len(rows) == len(scores) == 0
