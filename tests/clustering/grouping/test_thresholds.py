"""One rule says how far a theme reaches, whoever asks: a grouping or what comes after it."""

import numpy as np
import pytest

from clustering.grouping.assignment import calibrated, spread_of
from clustering.grouping.refine import refine
from clustering.grouping.thresholds import SPREADS_BELOW, floors_of
from tests.clustering.builders import planted


def test_a_grouping_and_an_assignment_draw_the_same_floor() -> None:
    _, vectors, _, truth = planted(groups=5, each=20)
    ones = np.ones(len(vectors), np.int64)
    labels, centroids, floors = refine(vectors, truth.astype(np.int32), ones, ones, 3)
    assert (labels == truth).all()
    spread = spread_of(vectors, labels, centroids)
    drawn = [calibrated(vectors[labels == n], spread)[1] for n in range(5)]
    assert floors == pytest.approx(drawn, abs=1e-5)


def test_a_small_theme_leans_on_what_is_common_and_a_large_one_on_itself() -> None:
    sizes, own = np.array([0, 10, 10_000]), np.array([0.0, 0.9, 0.9])
    floors = floors_of(sizes, own, 0.7, 0.05)
    assert floors + SPREADS_BELOW * 0.05 == pytest.approx([0.7, 0.8, 0.9], abs=1e-3)


def test_no_floor_is_below_zero() -> None:
    assert floors_of(np.array([5]), np.array([0.2]), 0.2, 0.5).tolist() == [0.0]
