"""Themes keep their ids: one to one, by shared asks, then by centroid; ids are never reused."""

import numpy as np

from clustering.identity.matching import KnownTheme, make_theme_id, match_themes


def asks(*names: str) -> frozenset[str]:
    return frozenset(names)


def test_a_group_that_kept_its_asks_keeps_its_id() -> None:
    known = [KnownTheme("t-a", asks("1", "2", "3")), KnownTheme("t-b", asks("4", "5"))]
    assert match_themes(known, [asks("4", "5", "6"), asks("1", "2", "3")]) == ["t-b", "t-a"]


def test_a_split_leaves_the_id_with_the_larger_part() -> None:
    known = [KnownTheme("t-a", asks(*"12345678"))]
    assert match_themes(known, [asks("1", "2"), asks(*"345678")]) == [None, "t-a"]


def test_a_merger_takes_the_id_it_shares_more_with() -> None:
    known = [KnownTheme("t-a", asks("1", "2")), KnownTheme("t-b", asks("3", "4", "5", "6"))]
    assert match_themes(known, [asks(*"123456")]) == ["t-b"]


def test_new_asks_do_not_take_an_id_away() -> None:
    known = [KnownTheme("t-a", asks("1", "2", "3"))]
    grown = asks("1", "2", "3", *(f"new{i}" for i in range(100)))
    assert match_themes(known, [grown]) == ["t-a"]


def test_a_stray_shared_ask_is_not_evidence() -> None:
    known = [KnownTheme("t-a", asks(*(str(i) for i in range(30))))]
    fresh = asks("0", *(f"old{i}" for i in range(30)))
    rest = asks(*(str(i) for i in range(1, 30)))
    assert match_themes(known, [fresh, rest]) == [None, "t-a"]


def test_the_assignment_is_best_as_a_whole() -> None:
    known = [KnownTheme("t-a", asks("1", "2", "3", "4")), KnownTheme("t-b", asks("5", "6"))]
    groups = [asks("1", "2"), asks("3", "4", "5", "6")]
    assert match_themes(known, groups) == ["t-a", "t-b"]


def test_centroids_speak_where_no_ask_is_shared() -> None:
    near = np.array([1.0, 0.0], dtype=np.float32)
    known = [KnownTheme("t-a", asks("1", "2"), near)]
    centroids = np.array([[0.0, 1.0], [1.0, 0.0]], dtype=np.float32)
    assert match_themes(known, [asks("8"), asks("9")], centroids) == [None, "t-a"]


def test_nothing_known_gives_only_new_themes() -> None:
    assert match_themes([], [asks("1"), asks("2")]) == [None, None]
    assert match_themes([KnownTheme("t-a", asks("1"))], []) == []


def test_order_of_the_known_does_not_matter() -> None:
    known = [KnownTheme("t-b", asks("1", "2")), KnownTheme("t-a", asks("3", "4"))]
    groups = [asks("1", "3"), asks("2", "4")]
    assert match_themes(known, groups) == match_themes(known[::-1], groups)


def test_an_id_follows_from_its_seed() -> None:
    theme_id = make_theme_id("where is my link", ())
    assert theme_id == make_theme_id("where is my link", ())
    assert theme_id.startswith("t-")
    assert len(theme_id) == 12


def test_an_id_is_never_given_twice() -> None:
    first = make_theme_id("where is my link", ())
    second = make_theme_id("where is my link", {first})
    assert second not in {first, make_theme_id("where is my link", {first, second})}
