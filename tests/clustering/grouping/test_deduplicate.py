"""Identical texts are one point, whatever their spelling, in an order of their own."""

import numpy as np
import pytest

from clustering.grouping import deduplicate as deduplication
from clustering.grouping.deduplicate import deduplicate, normalise_text
from tests.clustering.builders import unit

TEXTS = ["b?", "A link", "a  LINK!", "B"]
VECTORS = np.array([[0, 1], [1, 0], [0, 1], [0, 1]], np.float32)


def test_case_punctuation_and_spaces_do_not_count() -> None:
    assert normalise_text(" Where  is my LINK?!") == "where is my link"
    assert normalise_text("ﬁle №５") == "file no5"


def test_a_text_of_nothing_but_punctuation_keeps_it() -> None:
    assert normalise_text(" ??? ") == "???"
    assert normalise_text("!!!") != normalise_text("???")


def test_a_point_is_the_mean_of_its_asks_and_weighs_as_many() -> None:
    points = deduplicate(TEXTS, VECTORS, ["en"] * 4)
    assert points.texts == ("A link", "B")
    assert points.weights.tolist() == [2, 2]
    assert points.point_of.tolist() == [1, 0, 0, 1]
    assert points.rows.tolist() == [1, 3]
    assert points.vectors[0].tolist() == pytest.approx([0.5**0.5, 0.5**0.5])


def test_points_beyond_a_block_are_the_means_of_their_own_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vectors = unit(np.random.default_rng(5).normal(size=(23, 4)))
    texts = [f"text {row % 9}" for row in range(23)]
    whole = deduplicate(texts, vectors, ["en"] * 23)
    monkeypatch.setattr(deduplication, "_BLOCK", 2)
    assert deduplicate(texts, vectors, ["en"] * 23).vectors.tobytes() == whole.vectors.tobytes()
    for point in range(9):
        mean = vectors[whole.point_of == point].mean(axis=0)
        assert whole.vectors[point] == pytest.approx(mean / np.linalg.norm(mean), abs=1e-6)


def test_points_do_not_depend_on_the_order_of_the_asks() -> None:
    first = deduplicate(TEXTS, VECTORS, ["en"] * 4)
    other = deduplicate(TEXTS[::-1], VECTORS[::-1], ["en"] * 4)
    assert other.texts == first.texts
    assert other.vectors.tobytes() == first.vectors.tobytes()
    assert other.point_of[::-1].tolist() == first.point_of.tolist()


def test_the_mean_of_equal_texts_does_not_depend_on_their_order_to_the_last_bit() -> None:
    vectors = np.array([[1, 1], [1e-17, 1], [-1, 1]], np.float32)
    orders = ([0, 1, 2], [2, 0, 1], [0, 2, 1])
    means = {deduplicate(["x"] * 3, vectors[o], ["en"] * 3).vectors.tobytes() for o in orders}
    assert len(means) == 1
