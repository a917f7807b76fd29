"""Themes are merged where their asks are each other's neighbours, and nowhere else."""

import numpy as np
import pytest

from clustering.grouping.merge_neighbours import compute_merge_threshold, merge_contiguous
from tests.clustering.builders import planted


def test_a_theme_cut_through_its_middle_is_one_again() -> None:
    _, vectors, _, truth = planted(groups=3, each=40)
    labels = truth.astype(np.int32)
    labels[:20] = 3
    into = merge_contiguous(vectors, labels).tolist()
    assert into == [0, 1, 2, 0]


def test_themes_of_different_asks_stay_apart() -> None:
    _, vectors, _, truth = planted(groups=4, each=30)
    assert merge_contiguous(vectors, truth.astype(np.int32)).tolist() == [0, 1, 2, 3]


def test_three_parts_of_one_theme_all_go_into_the_first() -> None:
    _, vectors, _, truth = planted(groups=1, each=60)
    labels = (np.arange(len(truth)) % 3).astype(np.int32)
    assert merge_contiguous(vectors, labels).tolist() == [0, 0, 0]


def test_nothing_and_a_single_ask_are_merged_into_nothing() -> None:
    assert merge_contiguous(np.zeros((0, 4), np.float32), np.zeros(0, np.int32)).tolist() == []
    assert merge_contiguous(np.eye(1, 4, dtype=np.float32), np.zeros(1, np.int32)).tolist() == [0]


def test_the_threshold_trebles_from_three_to_twelve_thousand_points() -> None:
    small, large = compute_merge_threshold(3_000), compute_merge_threshold(12_000)
    assert large == pytest.approx(3 * small)
    assert compute_merge_threshold(10) == small
    assert compute_merge_threshold(100_000) == large
