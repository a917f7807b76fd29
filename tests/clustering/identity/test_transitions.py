"""Known themes are continued, split, merged or revived as their asks went."""

from clustering.identity.matching import KnownTheme
from clustering.identity.transitions import Flow, find_alike, match_transitions


def asks(name: str, count: int, first: int = 0) -> frozenset[str]:
    return frozenset(f"{name}{number}" for number in range(first, first + count))


def test_a_part_of_a_theme_in_a_group_of_its_own_was_split_from_it() -> None:
    known = [KnownTheme("t-a", asks("a", 20))]
    found = match_transitions(known, [], [asks("a", 14), asks("a", 6, first=14) | asks("new", 3)])
    assert found.continues == ("t-a", None)
    assert found.splits == (Flow("t-a", 1, 6),)
    assert found.merges == ()


def test_a_theme_whose_asks_are_in_another_was_merged_into_it() -> None:
    known = [KnownTheme("t-a", asks("a", 20)), KnownTheme("t-b", asks("b", 6))]
    found = match_transitions(known, [], [asks("a", 20) | asks("b", 6)])
    assert found.continues == ("t-a",)
    assert found.merges == (Flow("t-b", 0, 6),)


def test_a_split_and_a_merger_can_happen_at_once() -> None:
    known = [KnownTheme("t-a", asks("a", 30)), KnownTheme("t-b", asks("b", 10))]
    found = match_transitions(known, [], [asks("a", 22) | asks("b", 10), asks("a", 8, first=22)])
    assert found.continues == ("t-a", None)
    assert found.splits == (Flow("t-a", 1, 8),)
    assert found.merges == (Flow("t-b", 0, 10),)


def test_a_group_of_mostly_new_asks_is_no_split() -> None:
    known = [KnownTheme("t-a", asks("a", 20))]
    found = match_transitions(known, [], [asks("a", 15), asks("new", 9) | asks("a", 5, first=15)])
    assert found.continues == ("t-a", None)
    assert found.splits == ()


def test_a_theme_dispersed_over_many_groups_was_merged_into_none() -> None:
    known = [KnownTheme(f"t-{name}", asks(name, 12)) for name in "abcd"]
    parts = [asks(name, 12) | asks("d", 4, first=4 * n) for n, name in enumerate("abc")]
    found = match_transitions(known, [], parts)
    assert found.continues == ("t-a", "t-b", "t-c")
    assert found.merges == ()


def test_a_retired_theme_comes_back_with_its_id() -> None:
    former = [KnownTheme("t-old", asks("o", 8))]
    found = match_transitions(
        [KnownTheme("t-a", asks("a", 20))], former, [asks("a", 20), asks("o", 7)]
    )
    assert found.continues == ("t-a", "t-old")
    assert found.revived == {"t-old"}


def test_confident_asks_weigh_more_than_borderline_ones() -> None:
    weights = {f"a{n}": 1.0 if n < 4 else 0.0 for n in range(10)}
    known = [KnownTheme("t-a", asks("a", 10), weights=weights)]
    sure, border = asks("a", 4), asks("a", 5, first=4)
    assert match_transitions(known, [], [border, sure]).continues == (None, "t-a")


def test_the_earlier_group_continues_a_theme_at_a_change_point_though_the_later_is_larger() -> None:
    old, new = asks("old", 8), asks("new", 20)
    known = [KnownTheme("t-a", old | new)]
    assert match_transitions(known, [], [old, new]).continues == (None, "t-a")
    found = match_transitions(known, [], [old, new], cut_from={1: 0})
    assert found.continues == ("t-a", None)
    assert found.splits == (Flow("t-a", 1, 20),)
    assert found.after_change_point == {1}


def test_a_held_theme_is_alike_to_the_groups_its_asks_would_go_to() -> None:
    known = [KnownTheme("t-a", asks("a", 20)), KnownTheme("t-b", asks("b", 20))]
    groups = [asks("a", 17) | asks("b", 20), asks("a", 2, first=17), asks("a", 1, first=19)]
    assert find_alike(known, {"t-a"}, groups) == {
        0: frozenset({"t-a"}),
        1: frozenset({"t-a"}),
        2: frozenset(),
    }
