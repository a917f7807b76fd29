"""A theme replaces a neighbour whose share dropped, more than by chance, when it began."""

from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from clustering.identity.takeover import (
    NeighbourTheme,
    build_origin_events,
    find_origins,
    has_declined,
    is_disjoint_in_time,
    is_replaced_by,
)

DAY = 86_400.0
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def daily(start: int, end: int, rate: int = 1) -> NDArray[np.float64]:
    return np.repeat(np.arange(start, end, dtype=np.float64) * DAY, rate)


def towards(cosine: float) -> NDArray[np.float32]:
    return np.array([cosine, np.sqrt(1 - cosine**2)], dtype=np.float32)


STEADY = [daily(0, 160, 2), daily(0, 160), daily(0, 160)]


def test_a_theme_that_stopped_when_the_new_one_began_is_replaced() -> None:
    assert is_replaced_by(daily(0, 120), daily(120, 160), STEADY)


def test_a_theme_is_not_replaced_when_its_share_falls_because_others_begin() -> None:
    others = [*STEADY, *(daily(118, 160, 4) for _ in range(6))]
    slower = np.concatenate([daily(0, 120), daily(120, 160)[::2]])
    assert not is_replaced_by(slower, daily(120, 160), others)


def test_half_the_share_is_a_decline_but_no_replacement() -> None:
    old = np.concatenate([daily(0, 120), daily(120, 160)[::3]])
    assert has_declined(old, daily(120, 160), STEADY)
    assert not is_replaced_by(old, daily(120, 160), STEADY)


def test_a_theme_asked_about_as_before_did_not_decline() -> None:
    assert not has_declined(daily(0, 160), daily(120, 160), STEADY)


def test_a_few_asks_less_may_be_chance() -> None:
    assert not has_declined(daily(0, 160)[::40], daily(150, 160), STEADY)


def origins(cosine: float, until: int) -> list[str]:
    """Of a new theme since day 120, when a neighbour of this cosine stopped."""
    stopped = NeighbourTheme("t-stopped", towards(cosine), daily(0, 120))
    far = [NeighbourTheme(f"t-{n}", towards(-0.2), times[times < until * DAY])
           for n, times in enumerate(STEADY)]  # fmt: skip
    return find_origins(towards(1.0), daily(120, until), [stopped, *far])


def test_a_theme_that_stopped_but_is_not_similar_is_no_origin() -> None:
    assert origins(0.4, until=160) == ["t-stopped"]
    assert origins(0.3, until=160) == []


def test_the_more_similar_a_theme_the_less_evidence_is_needed() -> None:
    assert origins(0.8, until=125) == ["t-stopped"]
    assert origins(0.4, until=125) == []


def test_two_themes_are_disjoint_in_time_in_either_order_but_not_side_by_side() -> None:
    early, late = daily(0, 120), daily(120, 160)
    assert is_disjoint_in_time(early, late, STEADY)
    assert is_disjoint_in_time(late, early, STEADY)
    assert not is_disjoint_in_time(daily(0, 160), daily(0, 160), STEADY)


def test_asks_without_a_time_are_no_evidence() -> None:
    unknown = np.full(40, np.nan)
    assert not is_replaced_by(daily(0, 120), unknown, STEADY)
    assert not is_replaced_by(unknown, daily(120, 160), STEADY)


def test_the_origin_is_the_near_theme_that_stopped_when_the_new_one_began() -> None:
    near, far = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    stopped = NeighbourTheme("t-stopped", near.astype(np.float32), daily(0, 60))
    steady = NeighbourTheme("t-steady", near.astype(np.float32), daily(0, 80))
    other = NeighbourTheme("t-other", far.astype(np.float32), daily(0, 80, 4))
    own = near.astype(np.float32)
    assert find_origins(own, daily(60, 80), [steady, other, stopped]) == ["t-stopped"]


def test_when_all_themes_stop_none_was_replaced() -> None:
    near = np.array([1.0, 0.0], np.float32)
    stopped = [NeighbourTheme(f"t-{n}", near, daily(0, 60)) for n in range(3)]
    assert find_origins(near, daily(60, 80), stopped) == []


def test_one_origin_is_a_split_several_are_a_merger_none_is_a_birth() -> None:
    assert [event.kind for event in build_origin_events("t-n", [], 9, NOW)] == ["born"]
    (split,) = build_origin_events("t-n", ["t-a"], 9, NOW)
    assert (split.kind, split.theme_id, split.other_id) == ("split", "t-a", "t-n")
    merged = build_origin_events("t-n", ["t-b", "t-a"], 9, NOW)
    assert [(event.theme_id, event.other_id) for event in merged] == [
        ("t-a", "t-n"),
        ("t-b", "t-n"),
    ]


def test_a_theme_worded_like_all_its_origins_was_parted_by_the_grouping() -> None:
    (parted,) = build_origin_events("t-n", ["t-a"], 9, NOW, {"t-a", "t-b"})
    assert (parted.kind, parted.theme_id, parted.other_id) == ("parted", "t-a", "t-n")
    (split,) = build_origin_events("t-n", ["t-a"], 9, NOW, {"t-b"})
    assert split.kind == "split"
