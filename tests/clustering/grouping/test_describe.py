"""Groups are described by their most representative asks, of their commonest kind first."""

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.deduplicate import Points, deduplicate
from clustering.grouping.describe import describe_groups
from clustering.neighbours.centroids import compute_centroids
from domain.themes import Group
from tests.clustering.builders import planted


def described(
    kinds: list[str] | None = None,
) -> tuple[Points, NDArray[np.int32], tuple[Group, ...]]:
    """Two groups, the first with its most central ask as row 0, described."""
    texts, vectors, languages, truth = planted(groups=2, each=10)
    middle = vectors[truth == 0].mean(axis=0)
    vectors[0] = middle / np.linalg.norm(middle)
    points = deduplicate(texts, vectors, languages)
    labels = truth[points.rows].astype(np.int32)
    centroids = compute_centroids(points.vectors, labels)
    own_kinds = None if kinds is None else [kinds[row] for row in points.rows]
    thresholds = np.array([0.25, 0.5], np.float32)
    groups = describe_groups(points, points.vectors, labels, centroids, thresholds, own_kinds)
    return points, labels, groups


def test_quotes_are_rows_of_the_asks_of_the_group() -> None:
    _, _, (first, second) = described()
    assert all(row < 10 for row in first.quotes)
    assert all(row >= 10 for row in second.quotes)
    assert len(first.quotes) == len(second.quotes) == 3


def test_a_group_has_its_own_threshold_and_a_label() -> None:
    _, _, groups = described()
    assert [group.min_similarity for group in groups] == [0.25, 0.5]
    assert all(group.label and group.keywords for group in groups)
    assert groups[0].label != groups[1].label


def test_an_ask_of_another_kind_is_not_quoted_first_however_central() -> None:
    assert described()[2][0].quotes[0] == 0
    kinds = ["complaint"] + ["praise"] * 9 + ["bug"] * 10
    assert described(kinds)[2][0].quotes[0] != 0
