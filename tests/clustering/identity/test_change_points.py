"""A group turns where old words fall silent and new ones begin; nowhere else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.fit import find_themes
from clustering.identity.change_points import find_change_points, split_at_change_points
from clustering.identity.matching import KnownTheme
from clustering.identity.transitions import Flow, match_transitions
from domain.asks import Ask
from tests.clustering.builders import planted

DAY = 86_400.0
START = datetime(2026, 1, 1, tzinfo=UTC)


def one_group(count: int) -> NDArray[np.int32]:
    return np.zeros(count, dtype=np.int32)


def test_a_group_whose_words_change_one_day_turns_on_that_day() -> None:
    _, vectors, _, truth = planted(groups=2, each=20)
    times = np.argsort(np.argsort(truth, kind="stable"), kind="stable").astype(np.float64) * DAY
    ((group, later),) = find_change_points(one_group(len(truth)), vectors, times)
    assert group == 0
    assert set(truth[later].tolist()) == {1}
    assert len(later) == 20


def test_a_group_whose_parts_are_asked_about_side_by_side_does_not_turn() -> None:
    _, vectors, _, truth = planted(groups=2, each=20)
    order = np.random.default_rng(3).permutation(len(truth))
    assert find_change_points(one_group(len(truth)), vectors, order.astype(np.float64) * DAY) == []


def test_a_part_that_begins_while_the_old_words_go_on_is_no_turn() -> None:
    _, vectors, _, truth = planted(groups=2, each=40)
    old, new = np.flatnonzero(truth == 0), np.flatnonzero(truth == 1)[:20]
    times = np.concatenate([np.arange(40.0) * 2, 40.0 + np.arange(20.0) * 2]) * DAY
    rows = np.concatenate([old, new])
    assert find_change_points(one_group(len(rows)), vectors[rows], times) == []


def test_asks_without_a_time_turn_nowhere() -> None:
    _, vectors, _, truth = planted(groups=2, each=20)
    assert find_change_points(one_group(len(truth)), vectors, np.full(len(truth), np.nan)) == []


def test_what_came_after_a_turn_is_a_named_group_of_its_own() -> None:
    texts, vectors, languages, truth = planted(groups=6, each=20)
    found = find_themes(texts, vectors, languages)
    one = replace(found, labels=np.zeros(len(truth), np.int32), groups=found.groups[:1],
                  centroids=found.centroids[:1])  # fmt: skip
    at = [START + timedelta(days=int(truth[row] >= 3) * 30 + row % 20) for row in range(len(truth))]
    asks = [Ask(f"a{row:03}", "test", f"c{row}", f"c{row}", 0, text, text, languages[row], at[row])
            for row, text in enumerate(texts)]  # fmt: skip
    parted, cut_from = split_at_change_points(one, asks, vectors, vectors)
    assert cut_from == {1: 0}
    assert len(parted.groups) == len(parted.centroids) == 2
    assert set(truth[parted.labels == 1].tolist()) == {3, 4, 5}
    assert all(parted.labels[row] == 1 for row in parted.groups[1].quotes)
    assert parted.groups[0].label != parted.groups[1].label


def test_a_theme_goes_on_in_its_old_words_though_the_new_ones_are_more() -> None:
    old, new = frozenset(f"o{n}" for n in range(8)), frozenset(f"n{n}" for n in range(20))
    known = [KnownTheme("t-a", old | new)]
    assert match_transitions(known, [], [old, new]).continues == (None, "t-a")
    told = match_transitions(known, [], [old, new], cut_from={1: 0})
    assert told.continues == ("t-a", None)
    assert told.splits == (Flow("t-a", 1, 20),)
