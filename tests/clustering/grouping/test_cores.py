"""Cores: dense places are found, joined as the granularity says, and never into giants."""

import numpy as np
from hdbscan import HDBSCAN

from clustering.grouping.cores import (
    choose_n_clusters,
    cluster_tree,
    find_cores,
    join_cores,
    stride_sample,
)
from clustering.neighbours.spanning_tree import build_spanning_tree
from tests.clustering.builders import agree, planted, unit


def test_every_dense_place_has_a_core_of_its_own() -> None:
    _, vectors, _, truth = planted(groups=5, each=20)
    cores = find_cores(vectors)
    assert {cores[truth == group].max() >= 0 for group in range(5)} == {True}
    assert agree(cores, truth) > 0.8
    for core in range(int(cores.max()) + 1):
        assert len(set(truth[cores == core].tolist())) == 1


def test_too_few_points_have_no_core() -> None:
    assert find_cores(np.eye(3, dtype=np.float32)).tolist() == [-1, -1, -1]


def test_clusters_of_the_tree_are_those_that_hdbscan_finds_among_the_points() -> None:
    _, points, _, _ = planted(groups=8, each=70, noise=0.7)
    # With one neighbour no two edges are of one length, so that their order is not in question.
    ours = cluster_tree(*build_spanning_tree(points, 1), 3)
    options = {"min_cluster_size": 3, "min_samples": 1, "cluster_selection_method": "leaf"}
    theirs = HDBSCAN(**options).fit(points.astype(np.float64)).labels_
    pairs = set(zip(ours.tolist(), theirs.tolist(), strict=True))
    assert len(pairs) == len(set(ours.tolist())) == len(set(theirs.tolist())) > 8
    np.testing.assert_array_equal(ours < 0, theirs < 0)


def test_near_centroids_are_joined_and_far_ones_are_not() -> None:
    near = unit(np.array([[1.0, 0.0, 0.05], [1.0, 0.05, 0.0], [0.0, 1.0, 0.0]]))
    first, second, third = join_cores(near, 3_000, "normal").tolist()
    assert first == second != third
    assert join_cores(near[:1], 3_000, "normal").tolist() == [0]


def test_a_coarser_granularity_and_fewer_points_leave_fewer_themes() -> None:
    heights = np.linspace(0.6, 2.0, 40)
    coarse, normal, fine = (
        choose_n_clusters(heights, 3_000, granularity)
        for granularity in ("coarse", "normal", "fine")
    )
    assert coarse < normal < fine
    assert choose_n_clusters(heights, 3_000, "normal") < choose_n_clusters(
        heights, 12_000, "normal"
    )


def test_no_cores_are_joined_above_the_greatest_height() -> None:
    low, high = np.zeros(90), np.full(10, 1.62)
    assert choose_n_clusters(np.append(low, high), 3_000, "coarse") == 11
    assert choose_n_clusters(np.append(low, high - 0.03), 3_000, "coarse") == 1


def test_a_sample_is_spread_evenly_from_the_first_row_to_the_last() -> None:
    assert stride_sample(9, 5).tolist() == [0, 2, 4, 6, 8]
    assert stride_sample(3, 5).tolist() == [0, 1, 2]
