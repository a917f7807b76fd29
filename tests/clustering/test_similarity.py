"""Cosines of rows and groups, against those of every pair."""

import numpy as np
import pytest

from clustering.similarity import compute_pairwise_cosine, normalise_rows
from tests.clustering.builders import planted


def test_rows_are_scaled_to_length_one_and_zeros_stay() -> None:
    rows = normalise_rows(np.array([[3.0, 4.0], [0.0, 0.0]]))
    assert rows.dtype == np.float32
    assert rows.ravel().tolist() == pytest.approx([0.6, 0.8, 0.0, 0.0])


def test_the_pairwise_cosine_is_the_mean_over_all_pairs_of_different_rows() -> None:
    _, vectors, _, _ = planted(groups=1, each=7)
    pairs = (vectors @ vectors.T)[np.triu_indices(7, 1)]
    sums = vectors.sum(axis=0, dtype=np.float64)[None, :]
    assert compute_pairwise_cosine(sums, np.array([7]))[0] == pytest.approx(pairs.mean(), abs=1e-6)


def test_a_single_row_has_no_pairs() -> None:
    assert compute_pairwise_cosine(np.array([[1.0, 0.0]]), np.array([1])).tolist() == [0.0]
