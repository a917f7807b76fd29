"""Splits, merges and moves are accepted only on clear evidence."""

import numpy as np
from numpy.typing import NDArray

from clustering.identity.hysteresis import accept_changes
from clustering.identity.transitions import Flow, Transitions
from tests.clustering.builders import planted, unit

DAY = 86_400.0


def rows_of(truth: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    return [np.flatnonzero(truth == number) for number in np.unique(truth)]


def make_transitions(splits: tuple[Flow, ...] = (), merges: tuple[Flow, ...] = ()) -> Transitions:
    """Six themes that continue, and a seventh group where one was split off."""
    fresh = (None,) * len(splits)
    return Transitions((*(f"t-{n}" for n in range(6)), *fresh), frozenset(), splits, merges)


def unknown(truth: NDArray[np.int64]) -> NDArray[np.float64]:
    """Times of asks that have none."""
    return np.full(len(truth), np.nan)


def test_a_split_through_the_middle_of_a_theme_is_rejected() -> None:
    _, vectors, _, truth = planted(groups=6, each=20)
    first, *rest = rows_of(truth)
    groups = [first[:10], *rest, first[10:]]
    transitions = make_transitions(splits=(Flow("t-0", 6, 10),))
    rejected = accept_changes(transitions, groups, {}, vectors, unknown(truth))
    assert rejected.rejected_splits == {6: "t-0"}


def test_a_split_between_two_themes_that_were_one_is_accepted() -> None:
    _, vectors, _, truth = planted(groups=7, each=20)
    transitions = make_transitions(splits=(Flow("t-0", 6, 20),))
    rejected = accept_changes(transitions, rows_of(truth), {}, vectors, unknown(truth))
    assert rejected.rejected_splits == {}


def test_a_merge_of_two_separate_themes_is_rejected() -> None:
    _, vectors, _, truth = planted(groups=7, each=20)
    *rest, last = rows_of(truth)
    groups = [np.concatenate([rest[0], last]), *rest[1:]]
    transitions = make_transitions(merges=(Flow("t-6", 0, 20),))
    rejected = accept_changes(transitions, groups, {"t-6": last}, vectors, unknown(truth))
    assert rejected.locked == {"t-6"}


def test_a_merge_of_two_halves_of_one_theme_is_accepted() -> None:
    _, vectors, _, truth = planted(groups=6, each=20)
    groups = rows_of(truth)
    transitions = make_transitions(merges=(Flow("t-6", 0, 8),))
    rejected = accept_changes(transitions, groups, {"t-6": groups[0][:8]}, vectors, unknown(truth))
    assert rejected.locked == frozenset()


def test_a_separate_theme_dispersed_over_many_groups_stays() -> None:
    _, vectors, _, truth = planted(groups=7, each=20)
    *rest, last = rows_of(truth)
    groups = [np.append(rows, last[n * 3 : n * 3 + 3]) for n, rows in enumerate(rest)]
    rejected = accept_changes(make_transitions(), groups, {"t-6": last}, vectors, unknown(truth))
    assert rejected.locked == {"t-6"}


def test_borderline_asks_dispersed_over_many_groups_are_no_theme() -> None:
    _, vectors, _, truth = planted(groups=6, each=20)
    groups = rows_of(truth)
    strays = np.array([rows[0] for rows in groups])
    rejected = accept_changes(make_transitions(), groups, {"t-6": strays}, vectors, unknown(truth))
    assert rejected.locked == frozenset()


def test_a_move_is_rejected_while_the_asks_are_more_similar_to_those_they_leave() -> None:
    _, vectors, _, truth = planted(groups=6, each=20)
    first, second, *rest = rows_of(truth)
    groups = [first[6:], np.append(second, first[:6]), *rest]
    known = {"t-0": first, "t-1": second}
    rejected = accept_changes(make_transitions(), groups, known, vectors, unknown(truth))
    assert rejected.rejected_moves == {int(row): "t-0" for row in first[:6]}


def test_a_move_to_more_similar_asks_is_accepted() -> None:
    _, vectors, _, truth = planted(groups=6, each=20)
    first, second, *rest = rows_of(truth)
    known = {"t-0": np.append(first, second[:6]), "t-1": second[6:]}
    rejected = accept_changes(
        make_transitions(), [first, second, *rest], known, vectors, unknown(truth)
    )
    assert rejected.rejected_moves == {}


def test_a_split_without_a_wide_gap_is_accepted_when_the_parts_are_disjoint_in_time() -> None:
    _, vectors, _, truth = planted(groups=7, each=40, noise=0.9)
    first, *rest = rows_of(truth)
    middle, last = vectors[first].mean(axis=0), vectors[rest[-1]].mean(axis=0)
    vectors = vectors.copy()
    # The second half of the first theme lies a little towards another one.
    vectors[first[20:]] = unit(vectors[first[20:]] + 0.25 * (last - middle))
    groups = [first[:20], *rest[:-1], first[20:]]
    transitions = make_transitions(splits=(Flow("t-0", 6, 20),))
    known = {f"t-{n}": rows for n, rows in enumerate([first, *rest[:-1]])}
    always = np.tile(np.arange(40.0), 7) * 4 * DAY
    assert accept_changes(transitions, groups, known, vectors, always).rejected_splits == {}
    side_by_side = always.copy()
    side_by_side[first] = np.tile(np.arange(20.0), 2) * 8 * DAY
    assert accept_changes(transitions, groups, known, vectors, side_by_side).rejected_splits == {
        6: "t-0"
    }
