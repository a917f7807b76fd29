"""Splitting and declaring: what they make, and what they refuse."""

import pytest

from domain.errors import BadRequest
from pipeline.themes.decide import Conflict
from pipeline.themes.split_declare import declare_theme, split_theme
from tests.pipeline.identity import Workspace


def test_chosen_asks_leave_and_all_of_them_cannot(space: Workspace) -> None:
    theme = space.home_of("refund_course")
    members = sorted(space.read_members(theme))
    stranger = sorted(space.read_members(space.home_of("webinar_link")))[0]
    with pytest.raises(Conflict, match="Nothing would stay"):
        split_theme(space.settings, theme, "olena", space.now, members)
    with pytest.raises(Conflict, match="not in the theme"):
        split_theme(space.settings, theme, "olena", space.now, [stranger])
    done = split_theme(space.settings, theme, "olena", space.now, members[:2], label=" Half ")
    assert space.read_members(done.made[0]) == set(members[:2])
    assert space.read_members(theme) == set(members[2:])
    row = next(row for row in space.ranking().themes if row.id == done.made[0])
    assert row.label == "Half"


def test_examples_are_masked_before_they_are_kept(space: Workspace) -> None:
    with pytest.raises(BadRequest, match="--example"):
        declare_theme(space.settings, "Invoices", "olena", space.now)
    example = "send the invoice to ann@mail.example"
    done = declare_theme(space.settings, "Invoices", "olena", space.now, [example])
    assert done.made == (done.theme_id,)
    live = space.settings.store.path / "live.duckdb"
    assert b"ann@mail.example" not in live.read_bytes()
