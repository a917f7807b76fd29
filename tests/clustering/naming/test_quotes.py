"""Quotes are central, and differ from each other."""

import numpy as np

from clustering.naming import different_quotes
from tests.clustering.builders import unit


def test_quotes_differ_from_each_other() -> None:
    vectors = unit(np.array([[1, 0, 0.0], [1, 0.01, 0], [0.9, 0.4, 0], [0.85, -0.1, 0.5]]))
    closeness = (vectors @ np.array([1, 0, 0], dtype=np.float32)).astype(np.float32)
    chosen = different_quotes(vectors, closeness, 3)
    assert chosen[0] == 0
    assert 1 not in chosen
    assert len(chosen) == 3


def test_a_small_theme_gives_what_it_has() -> None:
    vectors = unit(np.array([[1.0, 0.0], [0.5, 0.5]]))
    assert different_quotes(vectors, np.array([1.0, 0.7], np.float32), 3) == [0, 1]
    assert different_quotes(vectors[:0], np.zeros(0, np.float32), 3) == []
