"""The history tells what customers changed from what the grouping put right."""

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


def told(
    succession: Transitions,
    ids: list[str],
    asked: dict[str, NDArray[np.float64]],
    gone: list[KnownTheme],
) -> list[tuple[str, str, str | None]]:
    """Kinds with both themes, in a home whose other theme is asked about four times a day."""
    asked = asked | {"t-rest": np.repeat(daily(0, 60), 4)}
    known = [*gone, KnownTheme("t-a", frozenset({"a1"})), KnownTheme("t-rest", frozenset({"r1"}))]
    past = PriorThemes(themes={one.id: Theme(one.id, "", ()) for one in known})
    found = build_events(succession, [*ids, "t-rest"], asked, [], past, known, NOW)
    return [(one.kind, one.theme_id, one.other_id) for one in found]


def split_told(turned: frozenset[int], until: int = 30) -> list[tuple[str, str, str | None]]:
    passage = Flow("t-a", 1, 9)
    succession = Transitions(("t-a", None, "t-rest"), frozenset(), (passage,), (), turned)
    asked = {"t-a": daily(0, until), "t-new": daily(30, 60)}
    return told(succession, ["t-a", "t-new"], asked, [])


def merged_at(
    gone: NDArray[np.float64], into: NDArray[np.float64]
) -> list[tuple[str, str, str | None]]:
    succession = Transitions(("t-a", "t-rest"), frozenset(), (), (Flow("t-gone", 0, 9),))
    theme = KnownTheme("t-gone", frozenset({"g1"}), times=gone)
    return told(succession, ["t-a"], {"t-a": into}, [theme])


def test_a_part_cut_off_where_words_turned_was_split_by_customers() -> None:
    assert split_told(frozenset({1})) == [("split", "t-a", "t-new")]


def test_a_part_cut_off_beside_which_the_rest_goes_on_was_parted_by_the_grouping() -> None:
    assert split_told(frozenset({1}), until=60) == [("parted", "t-a", "t-new")]


def test_any_other_part_was_parted_by_the_grouping() -> None:
    assert split_told(frozenset()) == [("parted", "t-a", "t-new")]


def test_a_theme_that_fell_silent_as_another_began_was_merged_by_customers() -> None:
    assert merged_at(daily(0, 30), daily(30, 60)) == [("merged", "t-gone", "t-a")]


def test_themes_asked_about_side_by_side_were_joined_by_the_grouping() -> None:
    assert merged_at(daily(0, 60), daily(0, 60)) == [("joined", "t-gone", "t-a")]
