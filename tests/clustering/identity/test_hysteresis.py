"""A regrouping is believed only where it says clearly that something changed."""

import numpy as np
from numpy.typing import NDArray

from clustering.identity.hysteresis import accept_changes
from clustering.identity.transitions import Flow, Transitions
from tests.clustering.builders import planted


def rows_of(truth: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    return [np.flatnonzero(truth == number) for number in np.unique(truth)]


def told_of(splits: tuple[Flow, ...] = (), merges: tuple[Flow, ...] = ()) -> Transitions:
    """Six themes that go on, and a seventh group where one was split off."""
    fresh = (None,) * len(splits)
    return Transitions((*(f"t-{n}" for n in range(6)), *fresh), frozenset(), splits, merges)


def nothing(count: int) -> NDArray[np.float64]:
    return np.full(count, np.nan)


def test_a_split_across_the_midst_of_a_theme_is_not_believed() -> None:
    _, vectors, _, truth = planted(groups=6, each=20)
    first, *rest = rows_of(truth)
    groups = [first[:10], *rest, first[10:]]
    told = told_of(splits=(Flow("t-0", 6, 10),))
    verdicts = accept_changes(told, groups, {}, vectors, nothing(len(truth)))
    assert verdicts.rejected_splits == {6: "t-0"}


def test_a_split_between_two_themes_that_were_one_is_believed() -> None:
    _, vectors, _, truth = planted(groups=7, each=20)
    told = told_of(splits=(Flow("t-0", 6, 20),))
    verdicts = accept_changes(told, rows_of(truth), {}, vectors, nothing(len(truth)))
    assert verdicts.rejected_splits == {}


def test_a_merger_of_two_themes_that_stand_apart_is_not_believed() -> None:
    _, vectors, _, truth = planted(groups=7, each=20)
    *rest, last = rows_of(truth)
    groups = [np.concatenate([rest[0], last]), *rest[1:]]
    told = told_of(merges=(Flow("t-6", 0, 20),))
    verdicts = accept_changes(told, groups, {"t-6": last}, vectors, nothing(len(truth)))
    assert verdicts.locked == {"t-6"}


def test_a_merger_of_two_halves_of_one_theme_is_believed() -> None:
    _, vectors, _, truth = planted(groups=6, each=20)
    groups = rows_of(truth)
    told = told_of(merges=(Flow("t-6", 0, 8),))
    verdicts = accept_changes(told, groups, {"t-6": groups[0][:8]}, vectors, nothing(len(truth)))
    assert verdicts.locked == frozenset()


def test_a_theme_strewn_over_many_groups_stays_when_it_stands_apart() -> None:
    _, vectors, _, truth = planted(groups=7, each=20)
    *rest, last = rows_of(truth)
    groups = [np.append(rows, last[n * 3 : n * 3 + 3]) for n, rows in enumerate(rest)]
    verdicts = accept_changes(told_of(), groups, {"t-6": last}, vectors, nothing(len(truth)))
    assert verdicts.locked == {"t-6"}


def test_border_cases_strewn_over_many_groups_are_no_theme() -> None:
    _, vectors, _, truth = planted(groups=6, each=20)
    groups = rows_of(truth)
    strays = np.array([rows[0] for rows in groups])
    verdicts = accept_changes(told_of(), groups, {"t-6": strays}, vectors, nothing(len(truth)))
    assert verdicts.locked == frozenset()


def test_asks_that_went_over_together_stay_while_they_are_more_like_those_they_would_leave() -> (
    None
):
    _, vectors, _, truth = planted(groups=6, each=20)
    first, second, *rest = rows_of(truth)
    groups = [first[6:], np.append(second, first[:6]), *rest]
    known = {"t-0": first, "t-1": second}
    verdicts = accept_changes(told_of(), groups, known, vectors, nothing(len(truth)))
    assert verdicts.rejected_moves == {int(row): "t-0" for row in first[:6]}


def test_asks_that_are_more_like_those_they_go_to_are_let_go() -> None:
    _, vectors, _, truth = planted(groups=6, each=20)
    first, second, *rest = rows_of(truth)
    known = {"t-0": np.append(first, second[:6]), "t-1": second[6:]}
    verdicts = accept_changes(
        told_of(), [first, second, *rest], known, vectors, nothing(len(truth))
    )
    assert verdicts.rejected_moves == {}
