"""Asks of a batch are looked up among the known themes by id."""

import numpy as np

from clustering.online.batch import (
    AskBatch,
    FittedThemes,
    list_languages,
    look_up_labels,
    stack_centroids,
)
from domain.asks import Ask
from domain.themes import Theme

KNOWN = FittedThemes(
    {},
    [Theme(f"t-{n}", "", (), centroid=np.eye(3, dtype=np.float32)[n]) for n in range(2)],
    {},
    frozenset(),
    9,
)


def test_themes_are_numbered_as_they_are_known_and_others_are_none() -> None:
    languages = ("en", "ru", "uk", "en")
    asks = [Ask(f"a{n}", "s", "c", "c", 0, "x", "x", code) for n, code in enumerate(languages)]
    batch = AskBatch(asks, np.zeros((4, 3), np.float32), ["t-1", None, "t-gone", "t-0"])
    assert look_up_labels(batch, KNOWN).tolist() == [1, -1, -1, 0]
    assert list_languages(batch) == ["en", "ru", "uk", "en"]


def test_centroids_are_stacked_in_the_order_of_the_themes() -> None:
    np.testing.assert_array_equal(stack_centroids(KNOWN), np.eye(3, dtype=np.float32)[:2])
