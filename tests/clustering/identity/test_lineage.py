"""Events show whether customers changed or the grouping was put right."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from clustering.identity.lineage import build_events
from clustering.identity.matching import KnownTheme
from clustering.identity.prior import PriorThemes
from clustering.identity.transitions import Flow, Transitions
from domain.themes import Theme

DAY = 86_400.0
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def daily(first: int, end: int) -> NDArray[np.float64]:
    return np.arange(first, end, dtype=np.float64) * DAY


def events(
    transitions: Transitions,
    ids: list[str],
    times_of: dict[str, NDArray[np.float64]],
    gone: list[KnownTheme],
) -> list[tuple[str, str, str | None]]:
    """Kinds with both themes, in a workspace whose other theme is asked about four times a day."""
    times_of = times_of | {"t-rest": np.repeat(daily(0, 60), 4)}
    known = [*gone, KnownTheme("t-a", frozenset({"a1"})), KnownTheme("t-rest", frozenset({"r1"}))]
    prior = PriorThemes(themes={theme.id: Theme(theme.id, "", ()) for theme in known})
    found = build_events(transitions, [*ids, "t-rest"], times_of, [], prior, known, NOW, {})
    return [(event.kind, event.theme_id, event.other_id) for event in found]


def split_events(
    after_change_point: frozenset[int], until: int = 30
) -> list[tuple[str, str, str | None]]:
    flow = Flow("t-a", 1, 9)
    transitions = Transitions(("t-a", None, "t-rest"), frozenset(), (flow,), (), after_change_point)
    times_of = {"t-a": daily(0, until), "t-new": daily(30, 60)}
    return events(transitions, ["t-a", "t-new"], times_of, [])


def merge_events(
    gone: NDArray[np.float64], into: NDArray[np.float64]
) -> list[tuple[str, str, str | None]]:
    transitions = Transitions(("t-a", "t-rest"), frozenset(), (), (Flow("t-gone", 0, 9),))
    theme = KnownTheme("t-gone", frozenset({"g1"}), times=gone)
    return events(transitions, ["t-a"], {"t-a": into}, [theme])


def test_a_part_after_a_change_point_was_split_by_customers() -> None:
    assert split_events(frozenset({1})) == [("split", "t-a", "t-new")]


def test_a_part_beside_which_the_rest_goes_on_was_parted_by_the_grouping() -> None:
    assert split_events(frozenset({1}), until=60) == [("parted", "t-a", "t-new")]


def test_any_other_part_was_parted_by_the_grouping() -> None:
    assert split_events(frozenset()) == [("parted", "t-a", "t-new")]


def test_a_theme_that_stopped_as_another_began_was_merged_by_customers() -> None:
    assert merge_events(daily(0, 30), daily(30, 60)) == [("merged", "t-gone", "t-a")]


def test_themes_asked_about_side_by_side_were_joined_by_the_grouping() -> None:
    assert merge_events(daily(0, 60), daily(0, 60)) == [("joined", "t-gone", "t-a")]


def origin_events(alike: dict[str, set[str]]) -> list[tuple[str, str | None]]:
    """Of t-new, which emerged when t-old, near to it, stopped."""
    times_of = {"t-old": daily(0, 30), "t-new": daily(30, 60), "t-rest": np.repeat(daily(0, 60), 4)}
    near, far = np.eye(2, dtype=np.float32)
    themes = [Theme("t-old", "", (), centroid=near), Theme("t-new", "", (), centroid=near)]
    themes.append(Theme("t-rest", "", (), centroid=far))
    prior = PriorThemes(themes={theme.id: replace(theme, born_at=NOW) for theme in themes})
    known = [KnownTheme(theme.id, frozenset({theme.id})) for theme in themes]
    transitions = Transitions(("t-new", "t-rest"), frozenset(), (), ())
    found = build_events(
        transitions, ["t-new", "t-rest"], times_of, themes, prior, known, NOW, alike
    )
    return [(event.kind, event.other_id) for event in found]


def test_a_theme_that_emerged_as_another_stopped_was_split_from_it() -> None:
    assert origin_events({}) == [("split", "t-new")]


def test_it_was_parted_where_the_grouping_would_put_the_old_asks_with_it() -> None:
    assert origin_events({"t-new": {"t-old"}}) == [("parted", "t-new")]
