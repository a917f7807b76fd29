"""What is known of a theme before a regrouping: its age, and where people merged it."""

from datetime import UTC, datetime, timedelta

from clustering.identity.prior import PriorThemes
from domain.themes import Theme

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def born(days_ago: int) -> Theme:
    return Theme("t-a", "", (), born_at=NOW - timedelta(days=days_ago))


def test_the_origin_of_a_theme_is_awaited_for_84_days_unless_it_is_explained() -> None:
    assert PriorThemes(themes={"t-a": born(84)}).awaits_origin("t-a", NOW)
    assert not PriorThemes(themes={"t-a": born(85)}).awaits_origin("t-a", NOW)
    assert not PriorThemes(themes={"t-a": born(1)}, explained={"t-a"}).awaits_origin("t-a", NOW)


def test_a_theme_is_unconfirmed_until_a_regrouping_has_seen_it() -> None:
    themes = {"t-a": born(5)}
    assert PriorThemes(themes=themes, since=NOW - timedelta(days=6)).is_unconfirmed("t-a")
    assert not PriorThemes(themes=themes, since=NOW - timedelta(days=5)).is_unconfirmed("t-a")
    assert not PriorThemes(themes=themes).is_unconfirmed("t-a")


def test_an_unknown_theme_or_one_without_a_birth_awaits_nothing() -> None:
    prior = PriorThemes(themes={"t-b": Theme("t-b", "", ())}, since=NOW)
    assert not prior.awaits_origin("t-a", NOW)
    assert not prior.awaits_origin("t-b", NOW)
    assert not prior.is_unconfirmed("t-b")


def test_a_merged_theme_has_the_id_of_the_theme_it_was_merged_into() -> None:
    prior = PriorThemes(merge_roots={"t-a": "t-root"})
    assert prior.to_canonical_id("t-a") == "t-root"
    assert prior.to_canonical_id("t-other") == "t-other"
