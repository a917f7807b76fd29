"""What became of known themes: continued, split, merged, revived; found, not forced one to one."""

from datetime import UTC, datetime, timedelta

import numpy as np

from clustering.identity.matching import KnownTheme
from clustering.identity.takeover import NeighbourTheme, build_origin_events, find_origins
from clustering.identity.transitions import Flow, match_transitions

DAY = 86_400.0
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def asks(name: str, count: int, first: int = 0) -> frozenset[str]:
    return frozenset(f"{name}{number}" for number in range(first, first + count))


def test_a_part_of_a_theme_that_stands_alone_was_split_from_it() -> None:
    known = [KnownTheme("t-a", asks("a", 20))]
    told = match_transitions(known, [], [asks("a", 14), asks("a", 6, first=14) | asks("new", 3)])
    assert told.continues == ("t-a", None)
    assert told.splits == (Flow("t-a", 1, 6),)
    assert told.merges == ()


def test_a_theme_whose_asks_are_in_another_was_merged_into_it() -> None:
    known = [KnownTheme("t-a", asks("a", 20)), KnownTheme("t-b", asks("b", 6))]
    told = match_transitions(known, [], [asks("a", 20) | asks("b", 6)])
    assert told.continues == ("t-a",)
    assert told.merges == (Flow("t-b", 0, 6),)


def test_a_split_and_a_merger_can_happen_at_once() -> None:
    known = [KnownTheme("t-a", asks("a", 30)), KnownTheme("t-b", asks("b", 10))]
    told = match_transitions(known, [], [asks("a", 22) | asks("b", 10), asks("a", 8, first=22)])
    assert told.continues == ("t-a", None)
    assert told.splits == (Flow("t-a", 1, 8),)
    assert told.merges == (Flow("t-b", 0, 10),)


def test_a_group_of_new_asks_is_nobodys_part() -> None:
    known = [KnownTheme("t-a", asks("a", 20))]
    told = match_transitions(known, [], [asks("a", 15), asks("new", 9) | asks("a", 5, first=15)])
    assert told.continues == ("t-a", None)
    assert told.splits == ()


def test_a_theme_that_fell_into_many_parts_was_merged_into_none() -> None:
    known = [KnownTheme(f"t-{name}", asks(name, 12)) for name in "abcd"]
    parts = [asks(name, 12) | asks("d", 4, first=4 * n) for n, name in enumerate("abc")]
    told = match_transitions(known, [], parts)
    assert told.continues == ("t-a", "t-b", "t-c")
    assert told.merges == ()


def test_a_dead_theme_comes_back_with_its_id() -> None:
    former = [KnownTheme("t-old", asks("o", 8))]
    told = match_transitions(
        [KnownTheme("t-a", asks("a", 20))], former, [asks("a", 20), asks("o", 7)]
    )
    assert told.continues == ("t-a", "t-old")
    assert told.revived == {"t-old"}


def test_asks_that_surely_belonged_say_more_than_border_cases() -> None:
    weights = {f"a{n}": 1.0 if n < 4 else 0.0 for n in range(10)}
    known = [KnownTheme("t-a", asks("a", 10), weights=weights)]
    sure, border = asks("a", 4), asks("a", 5, first=4)
    assert match_transitions(known, [], [border, sure]).continues == (None, "t-a")


def steady(rate: float, start: float, end: float) -> np.ndarray:
    return np.arange(start * DAY, end * DAY, DAY / rate)


def test_a_theme_that_fell_silent_as_its_neighbour_arose_handed_over_to_it() -> None:
    near, far = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    silent = NeighbourTheme("t-silent", near.astype(np.float32), steady(1, 0, 60))
    lively = NeighbourTheme("t-lively", near.astype(np.float32), steady(1, 0, 80))
    other = NeighbourTheme("t-other", far.astype(np.float32), steady(4, 0, 80))
    own = near.astype(np.float32)
    assert find_origins(own, steady(1, 60, 80), [lively, other, silent]) == ["t-silent"]


def test_when_everybody_falls_silent_nobody_handed_over() -> None:
    near = np.array([1.0, 0.0], np.float32)
    quiet = [NeighbourTheme(f"t-{n}", near, steady(1, 0, 60)) for n in range(3)]
    assert find_origins(near, steady(1, 60, 80), quiet) == []


def test_one_origin_is_a_split_several_are_a_merger_none_is_a_birth() -> None:
    assert [told.kind for told in build_origin_events("t-n", [], 9, NOW)] == ["born"]
    (split,) = build_origin_events("t-n", ["t-a"], 9, NOW)
    assert (split.kind, split.theme_id, split.other_id) == ("split", "t-a", "t-n")
    merged = build_origin_events("t-n", ["t-b", "t-a"], 9, NOW + timedelta(days=1))
    assert [(told.theme_id, told.other_id) for told in merged] == [("t-a", "t-n"), ("t-b", "t-n")]
