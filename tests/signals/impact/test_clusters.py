"""Intervals where one customer may count many times."""

import numpy as np
import pytest

from signals.impact.clusters import (
    compare_groups,
    compare_means,
    compute_clustered_share_interval,
)
from signals.statistics.intervals import compute_share_interval


def test_of_different_customers_it_is_wilsons_interval() -> None:
    hits = [1] * 12 + [0] * 28
    low, high = compute_clustered_share_interval(hits, range(40))
    expected = compute_share_interval(12, 40)
    assert (low, high) == pytest.approx(tuple(expected), abs=0.01)


def test_one_persons_many_conversations_are_worth_less_than_as_many_peoples() -> None:
    hits = np.repeat([1, 0, 1, 0, 0], 8)
    low, high = compute_clustered_share_interval(hits, np.repeat(range(5), 8))
    alone = compute_clustered_share_interval(hits, range(40))
    assert high - low > 1.8 * (alone[1] - alone[0])


def test_where_all_end_alike_the_number_of_people_counts() -> None:
    assert compute_clustered_share_interval([], []) == (0.0, 1.0)
    assert compute_clustered_share_interval([0] * 10, range(10))[0] == 0.0
    few = compute_clustered_share_interval([0] * 30, np.repeat(range(3), 10))
    many = compute_clustered_share_interval([0] * 30, range(30))
    assert few[1] > 2 * many[1]


def test_the_mean_of_the_rest_is_compared_with_the_mean_of_all() -> None:
    values = np.array([1.0] * 20 + [5.0] * 60)
    among = np.arange(80) < 20
    difference, low, high = compare_means(values, among, range(80))
    assert difference == pytest.approx(5.0 - 4.0)
    assert low < 1.0 < high
    turned = compare_means(values, among, np.arange(80) // 10)
    assert turned[2] - turned[1] > 1.5 * (high - low)


def test_two_groups_are_compared_with_an_interval_and_a_p() -> None:
    values = np.array([1] * 45 + [0] * 15 + [1] * 30 + [0] * 90)
    among = np.arange(180) < 60
    difference, low, high, p = compare_groups(values, among, range(180))
    assert difference == pytest.approx(0.75 - 0.25)
    assert low < 0.5 < high
    assert p < 1e-6
    same = compare_groups(np.tile([0, 1], 90), among, range(180))
    assert same[3] > 0.5
    assert same[1] < 0 < same[2]
