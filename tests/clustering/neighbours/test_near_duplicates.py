"""Near duplicates are found as by looking at every pair."""

import numpy as np
import pytest
from numpy.typing import NDArray

from clustering.neighbours import near_duplicates
from clustering.neighbours.near_duplicates import (
    NEAR_DUPLICATE_COSINE,
    find_nearest_duplicate,
    find_originals,
    sketch_rows,
)
from tests.clustering.builders import planted, unit

AXES = np.linalg.qr(np.random.default_rng(1).normal(size=(64, 64)))[0].astype(np.float32)


def make_copies(groups: int, each: int, noise: float) -> NDArray[np.float32]:
    """Rows of which those of one group are mostly near duplicates, in a mixed order."""
    _, vectors, _, _ = planted(groups=groups, each=each, noise=noise)
    return vectors[np.random.default_rng(3).permutation(len(vectors))]


def test_near_duplicates_of_an_earlier_row_have_that_as_their_original() -> None:
    _, vectors, _, _ = planted(groups=3, each=1)
    near = unit(vectors + 0.01 * np.random.default_rng(2).normal(size=vectors.shape))
    rows = np.vstack([vectors, near])
    assert find_originals(sketch_rows(rows, AXES[:, :8])).tolist() == [0, 1, 2, 0, 1, 2]


@pytest.mark.parametrize("axes", [0, 5, 64])
@pytest.mark.parametrize("block", [7, 1_000])
def test_the_originals_are_those_of_a_search_through_all_pairs(
    axes: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_duplicates, "_BLOCK", block)
    rows = make_copies(groups=30, each=8, noise=0.35)
    near = rows @ rows.T >= NEAR_DUPLICATE_COSINE
    expected = np.arange(len(rows))
    for row in range(len(rows)):
        earlier = [other for other in range(row) if near[row, other] and expected[other] == other]
        expected[row] = min(earlier, default=row)
    assert 30 < len(set(expected.tolist())) < len(rows)
    assert find_originals(sketch_rows(rows, AXES[:, :axes])).tolist() == expected.tolist()


@pytest.mark.parametrize("most_candidates", [0.0, 1.0])
def test_the_nearest_duplicate_is_that_of_all_pairs_however_many_are_looked_at(
    most_candidates: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_duplicates, "_MOST_CANDIDATES", most_candidates)
    rows = make_copies(groups=30, each=8, noise=0.35)
    cosines = rows @ rows[::3].T
    expected = np.where(cosines.max(axis=1) >= NEAR_DUPLICATE_COSINE, cosines.argmax(axis=1), -1)
    assert {-1} < set(expected.tolist())
    sketched = sketch_rows(rows, AXES[:, :5])
    others = sketched.take(np.arange(0, len(rows), 3))
    assert find_nearest_duplicate(sketched, others).tolist() == expected.tolist()


def test_a_sketch_never_says_less_than_the_cosine() -> None:
    rows = make_copies(groups=6, each=20, noise=0.6)
    for axes in (0, 3, 40, 64):
        sketched = sketch_rows(rows, AXES[:, :axes])
        assert (sketched.bounds @ sketched.bounds.T >= rows @ rows.T - 1e-5).all()


def test_without_rows_there_are_no_duplicates() -> None:
    empty = sketch_rows(np.zeros((0, 64), np.float32), AXES)
    assert find_originals(empty).tolist() == []
    assert find_nearest_duplicate(sketch_rows(AXES.T, AXES), empty).tolist() == [-1] * 64
