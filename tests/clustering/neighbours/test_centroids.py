"""Centroids are unit means; k-means that skips points ends where k-means over all ends."""

import numpy as np
import pytest

from clustering.neighbours.centroids import compute_centroids, find_nearest, run_kmeans
from tests.clustering.builders import unit


def test_centroids_are_of_the_labels_that_occur_without_the_unthemed() -> None:
    points = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]], np.float32)
    centroids = compute_centroids(points, np.array([4, 4, -1], np.int32))
    assert centroids.tolist() == [pytest.approx([0.5**0.5, 0.5**0.5])]


def test_the_second_cosine_is_that_of_the_next_centroid() -> None:
    centroids = np.array([[1.0, 0.0], [0.0, 1.0]], np.float32)
    labels, first, second = find_nearest(np.array([[0.6, 0.8]], np.float32), centroids)
    assert (labels.tolist(), first.tolist()) == ([1], pytest.approx([0.8]))
    assert second.tolist() == pytest.approx([0.6])
    assert find_nearest(np.eye(2, dtype=np.float32), centroids[:0])[0].tolist() == [-1, -1]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("rounds", [1, 2, 10])
def test_skipping_points_that_cannot_move_changes_nothing(seed: int, rounds: int) -> None:
    rng = np.random.default_rng(seed)
    vectors = unit(rng.normal(size=(3_000, 5)))  # no groups: points go to and fro for long
    seeds = rng.integers(-1, 30, len(vectors)).astype(np.int32)
    plain = seeds
    for _ in range(rounds):
        plain = find_nearest(vectors, compute_centroids(vectors, plain))[0]
    np.testing.assert_array_equal(run_kmeans(vectors, seeds, rounds), plain)


def test_a_cluster_that_loses_its_last_point_is_gone() -> None:
    points = np.array([[1.0, 0.0], [1.0, 0.0], [0.96, 0.28], [0.0, 1.0]], np.float32)
    # The centroid of the first and the last lies nearer to none of them than another does.
    labels = run_kmeans(points, np.array([0, 1, 2, 0], np.int32), 3)
    assert sorted(set(labels.tolist())) == list(range(len(set(labels.tolist()))))


def test_without_a_labelled_point_there_is_no_cluster() -> None:
    points = np.eye(3, dtype=np.float32)
    assert run_kmeans(points, np.full(3, -1, np.int32), 5).tolist() == [-1, -1, -1]
