"""One rule fits a theme's threshold, in a grouping and after it; confidence lies in 0..1."""

import numpy as np
import pytest
from numpy.typing import NDArray

from clustering.grouping.assignment import (
    N_DEVIATIONS_BELOW,
    assign,
    compute_confidence,
    compute_min_similarities,
    fit_cosine_stats,
    fit_threshold,
    refine,
    update_centroid,
)
from clustering.grouping.projection import project_vectors
from clustering.neighbours.centroids import compute_centroids
from tests.clustering.builders import fit_space, planted


def floats(*values: float) -> NDArray[np.float32]:
    return np.array(values, dtype=np.float32)


def test_a_grouping_and_an_assignment_fit_the_same_threshold() -> None:
    _, vectors, _, truth = planted(groups=5, each=20)
    ones, repeated = np.ones(len(vectors), np.int64), np.zeros(len(vectors), np.bool_)
    labels, centroids, thresholds = refine(vectors, truth.astype(np.int32), ones, repeated, 3)
    assert (labels == truth).all()
    stats = fit_cosine_stats(vectors, labels, centroids)
    fitted = [fit_threshold(vectors[labels == n], stats)[1] for n in range(5)]
    assert thresholds == pytest.approx(fitted, abs=1e-5)


def test_a_small_theme_has_nearly_the_common_mean_and_a_large_one_its_own() -> None:
    sizes, means = np.array([0, 10, 10_000]), np.array([0.0, 0.9, 0.9])
    thresholds = compute_min_similarities(sizes, means, 0.7, 0.05)
    assert thresholds + N_DEVIATIONS_BELOW * 0.05 == pytest.approx([0.7, 0.8, 0.9], abs=1e-3)


def test_no_threshold_is_below_zero() -> None:
    assert compute_min_similarities(np.array([5]), np.array([0.2]), 0.2, 0.5).tolist() == [0.0]


def test_the_threshold_of_a_single_ask_is_near_that_of_all_themes() -> None:
    _, vectors, _, truth = planted(groups=5, each=20)
    labels = truth.astype(np.int32)
    stats = fit_cosine_stats(vectors, labels, compute_centroids(vectors, labels))
    single = fit_threshold(vectors[:1], stats)[1]
    whole = fit_threshold(vectors[labels == 0], stats)[1]
    common = stats.mean - N_DEVIATIONS_BELOW * stats.deviation
    assert 0.0 < single < 1.0 - N_DEVIATIONS_BELOW * stats.deviation
    assert abs(whole - common) < 0.05


def test_stats_leave_unthemed_asks_out() -> None:
    _, vectors, _, truth = planted(groups=3, each=20)
    labels = truth.astype(np.int32)
    centroids = compute_centroids(vectors, labels)
    strays = np.vstack([vectors, -vectors[:5]])
    with_strays = np.append(labels, np.full(5, -1, np.int32))
    assert fit_cosine_stats(strays, with_strays, centroids) == fit_cosine_stats(
        vectors, labels, centroids
    )
    nothing = fit_cosine_stats(vectors, np.full(len(vectors), -1, np.int32), centroids)
    assert (nothing.mean, nothing.deviation) == (1.0, 0.0)


def test_confidence_is_one_for_a_perfect_fit_and_zero_at_either_margin() -> None:
    first, second, thresholds = floats(1.0, 0.6, 0.7), floats(0.2, 0.6, 0.2), floats(0.5, 0.5, 0.7)
    assert compute_confidence(first, second, thresholds).tolist() == [1.0, 0.0, 0.0]


def test_refining_drops_a_theme_that_is_too_small() -> None:
    _, vectors, _, truth = planted(groups=3, each=20)
    kept = (truth < 2) | (np.arange(len(truth)) % 20 < 4)
    points, labels = vectors[kept], truth[kept].astype(np.int32)
    ones, repeated = np.ones(len(points), np.int64), np.zeros(len(points), np.bool_)
    assert len(refine(points, labels, ones, repeated, 4)[1]) == 3
    assert len(refine(points, labels, ones, repeated, 5)[1]) == 2


def test_assigning_grouped_asks_gives_the_labels_of_the_grouping() -> None:
    _, vectors, languages, truth = planted()
    projection = fit_space(vectors, languages)
    projected, ones = project_vectors(vectors, languages, projection), np.ones(len(vectors), int)
    repeated = np.zeros(len(vectors), np.bool_)
    grouped, centroids, thresholds = refine(projected, truth.astype(np.int32), ones, repeated, 3)
    labels, confidence = assign(vectors, languages, projection, centroids, thresholds)
    np.testing.assert_array_equal(labels, grouped)
    assert (confidence[labels >= 0] > 0).all()
    stray = assign(-vectors[:1], languages[:1], projection, centroids, thresholds)
    assert (stray[0].tolist(), stray[1].tolist()) == ([-1], [0.0])


def test_assigning_without_themes_leaves_everything_unthemed() -> None:
    _, vectors, languages, _ = planted(groups=1, each=3)
    labels, confidence = assign(vectors, languages, {}, np.zeros((0, 64), np.float32), floats())
    assert labels.tolist() == [-1, -1, -1]
    assert confidence.tolist() == [0, 0, 0]


def test_a_centroid_moves_slowly_however_many_asks_come() -> None:
    fresh = np.tile(floats(0.0, 1.0), (500, 1))
    moved = update_centroid(floats(1.0, 0.0), 20, fresh)
    assert np.isclose(np.linalg.norm(moved), 1.0)
    assert 0.99 < moved[0] < 1.0
