"""A change point is where old wordings stop and new ones begin, and nowhere else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.fit import find_themes
from clustering.identity.change_points import find_change_points, split_at_change_points
from domain.asks import Ask
from tests.clustering.builders import planted

DAY = 86_400.0
START = datetime(2026, 1, 1, tzinfo=UTC)


def one_group(count: int) -> NDArray[np.int32]:
    return np.zeros(count, dtype=np.int32)


def test_a_group_whose_wording_changes_one_day_has_its_change_point_there() -> None:
    _, vectors, _, truth = planted(groups=2, each=20)
    times = np.argsort(np.argsort(truth, kind="stable"), kind="stable").astype(np.float64) * DAY
    ((group, later),) = find_change_points(one_group(len(truth)), vectors, times)
    assert group == 0
    assert set(truth[later].tolist()) == {1}
    assert len(later) == 20


def test_parts_asked_about_side_by_side_make_no_change_point() -> None:
    _, vectors, _, truth = planted(groups=2, each=20)
    order = np.random.default_rng(3).permutation(len(truth))
    assert find_change_points(one_group(len(truth)), vectors, order.astype(np.float64) * DAY) == []


def test_a_part_that_begins_while_the_old_wording_goes_on_makes_no_change_point() -> None:
    _, vectors, _, truth = planted(groups=2, each=40)
    old, new = np.flatnonzero(truth == 0), np.flatnonzero(truth == 1)[:20]
    times = np.concatenate([np.arange(40.0) * 2, 40.0 + np.arange(20.0) * 2]) * DAY
    rows = np.concatenate([old, new])
    assert find_change_points(one_group(len(rows)), vectors[rows], times) == []


def test_asks_without_a_time_have_no_change_point() -> None:
    _, vectors, _, truth = planted(groups=2, each=20)
    assert find_change_points(one_group(len(truth)), vectors, np.full(len(truth), np.nan)) == []


def test_asks_after_a_change_point_become_a_described_group() -> None:
    texts, vectors, languages, truth = planted(groups=6, each=20)
    found = find_themes(texts, vectors, languages)
    merged = replace(found, labels=np.zeros(len(truth), np.int32), groups=found.groups[:1],
                  centroids=found.centroids[:1])  # fmt: skip
    at = [START + timedelta(days=int(truth[row] >= 3) * 30 + row % 20) for row in range(len(truth))]
    asks = [Ask(f"a{row:03}", "test", f"c{row}", f"c{row}", 0, text, text, languages[row], at[row])
            for row, text in enumerate(texts)]  # fmt: skip
    split, cut_from = split_at_change_points(merged, asks, vectors, vectors)
    assert cut_from == {1: 0}
    assert len(split.groups) == len(split.centroids) == 2
    assert set(truth[split.labels == 1].tolist()) == {3, 4, 5}
    assert all(split.labels[row] == 1 for row in split.groups[1].quotes)
    assert split.groups[0].label != split.groups[1].label
