"""The spanning tree is one of the mutual reachability distances, and one on every machine."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial.distance import cdist

from clustering.neighbours.spanning_tree import build_spanning_tree
from tests.clustering.builders import planted, unit


def compute_mutual_reachability(points: NDArray[np.float32], k: int) -> NDArray[np.float64]:
    """By the definition, from every distance."""
    distances = cdist(points.astype(np.float64), points.astype(np.float64))
    cores = np.sort(distances, axis=1)[:, k]
    return np.asarray(np.maximum(distances, np.maximum(cores[:, None], cores[None, :])))


def test_the_lengths_are_those_of_a_spanning_tree_by_the_definition() -> None:
    _, points, _, _ = planted(groups=5, each=30, noise=0.8)
    sources, ends, lengths = build_spanning_tree(points, 3)
    reachability = compute_mutual_reachability(points, 3)
    np.testing.assert_allclose(lengths, reachability[sources, ends], rtol=1e-4)
    expected = np.sort(minimum_spanning_tree(reachability).data)
    np.testing.assert_allclose(lengths, expected, rtol=1e-4)
    assert set(sources) | set(ends) == set(range(len(points)))


def test_the_tree_does_not_depend_on_the_order_of_the_rows() -> None:
    _, points, _, _ = planted(groups=5, each=30, noise=0.8)
    reachability = compute_mutual_reachability(points, 3)
    order = np.random.default_rng(6).permutation(len(points))
    sources, ends, _ = build_spanning_tree(points, 3)
    other_sources, other_ends, _ = build_spanning_tree(points[order], 3)
    edges = {frozenset(edge) for edge in zip(sources.tolist(), ends.tolist(), strict=True)}
    others = zip(order[other_sources].tolist(), order[other_ends].tolist(), strict=True)
    assert {frozenset(edge) for edge in others} == edges
    # Otherwise it might: many pairs are equally far.
    assert len(np.unique(reachability[sources, ends].round(9))) < len(sources)


def test_lengths_that_are_equal_are_told_apart_and_hardly_change() -> None:
    points = unit(np.ones((9, 4)) + np.repeat(np.eye(4)[:3], 3, axis=0))
    lengths = build_spanning_tree(points, 2)[2]
    assert (np.diff(lengths) > 0).all()
    assert lengths[0] > 0
    assert (lengths[:6] < 1e-3).all()
