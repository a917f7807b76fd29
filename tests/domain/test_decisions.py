"""What all standing events come to: the newest word wins, an undone one never was, no circle."""

from datetime import UTC, datetime
from typing import Any

from domain.decisions import EventKind, ThemeEvent, find_standing_events, replay

AT = datetime(2026, 3, 1, tzinfo=UTC)


def event(no: int, kind: EventKind, theme: str = "t-a", **told: Any) -> ThemeEvent:
    return ThemeEvent(no, AT, "olena", kind, theme, told)


def test_an_undo_can_be_undone() -> None:
    told = [
        event(1, "rename", label="A", language=None),
        event(2, "undo", event=1),
        event(3, "undo", event=2),
    ]
    assert find_standing_events(told[:2]) == {2}
    assert find_standing_events(told) == {1, 3}
    assert replay(told).overrules["t-a"].label == "A"


def test_undoing_a_rename_gives_back_the_name_before() -> None:
    told = [
        event(1, "rename", label="First", language=None),
        event(2, "rename", label="Second", language=None),
        event(3, "undo", event=2),
    ]
    assert replay(told).overrules["t-a"].label == "First"


def test_names_are_kept_by_language() -> None:
    told = [
        event(1, "rename", label="Ссылка", language="ru"),
        event(2, "rename", label="Link", language=None),
        event(3, "rename", label="Посилання", language="uk"),
    ]
    said = replay(told).overrules["t-a"]
    assert (said.label, said.labels) == ("Link", (("ru", "Ссылка"), ("uk", "Посилання")))
    told.append(event(4, "rename", label=None, language="ru"))
    assert replay(told).overrules["t-a"].labels == (("uk", "Посилання"),)


def test_mergers_are_followed_to_their_end() -> None:
    told = [event(1, "merge", "t-a", into="t-b"), event(2, "merge", "t-b", into="t-c")]
    overlay = replay(told)
    assert [overlay.resolve_theme(theme) for theme in ("t-a", "t-b", "t-c")] == ["t-c"] * 3
    assert overlay.find_merge_roots() == {"t-a": "t-c", "t-b": "t-c", "t-c": "t-c"}


def test_mergers_that_an_undo_closes_to_a_circle_end_at_the_newer_word() -> None:
    told = [
        event(1, "merge", "t-a", into="t-b"),
        event(2, "undo", event=1),
        event(3, "merge", "t-b", into="t-a"),
        event(4, "undo", event=2),
    ]
    overlay = replay(told)
    assert {overlay.resolve_theme("t-a"), overlay.resolve_theme("t-b")} == {"t-a"}


def test_the_last_move_of_an_ask_wins_and_undoing_it_brings_back_the_one_before() -> None:
    told = [event(1, "move", "t-a", asks=["x", "y"]), event(2, "move", "", asks=["x"])]
    assert replay(told).placed == {"x": None, "y": "t-a"}
    assert replay([*told, event(3, "undo", event=2)]).placed == {"x": "t-a", "y": "t-a"}


def test_a_split_that_is_undone_sends_its_part_back() -> None:
    part = {"id": "t-new", "label": "New", "asks": ["x"]}
    told = [event(1, "split", "t-a", into=[part])]
    overlay = replay(told)
    assert overlay.placed == {"x": "t-new"}
    assert overlay.find_locked() == {"t-a", "t-new"}
    undone = replay([*told, event(2, "undo", event=1)])
    assert undone.placed == {}
    assert undone.resolve_theme("t-new") == "t-a"
    assert undone.unmade == {"t-new": "t-a"}


def test_a_declared_theme_that_is_undone_holds_nothing() -> None:
    told = [event(1, "declare", "t-d", label="D", asks=["x"], examples=["where is it"])]
    assert replay(told).made["t-d"].examples == ("where is it",)
    undone = replay([*told, event(2, "undo", event=1)])
    assert undone.resolve_theme("t-d") is None
    assert "t-d" in undone.redirects
