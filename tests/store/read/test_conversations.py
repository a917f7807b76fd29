"""A listing holds exactly as many rows as the total it opens; pages have no gap and no repeat."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from domain.periods import Period
from store.files.home import Home
from store.read.conversations import (
    ListingKind,
    list_asks,
    list_asks_by_id,
    read_conversation_page,
    read_conversations_by_theme,
)
from store.read.reader import open_reader
from store.tables.rows import PageCursor
from tests.builders import MONDAY, ask, days, home_at, save_asks, save_themes

FEBRUARY = Period("2026-02", date(2026, 2, 1), date(2026, 3, 1), "Europe/Kyiv")
ALL = Period("all", None, None)


def test_the_conversations_listed_are_those_counted(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [
        ask("a1", "c1"), ask("a2", "c1", "again", at=MONDAY + days(1)),
        ask("a3", "c2", at=MONDAY - days(40)), ask("a4", "c2", at=MONDAY),
        ask("a5", "c3", at=None), ask("a6", "c4", at=MONDAY + days(2)),
    ])  # fmt: skip
    save_themes(home, {"t-1": ["a1", "a2", "a3", "a4", "a5"], "t-2": ["a6"]})
    with open_reader(home) as reader:
        for period in (FEBRUARY, ALL):
            listed = read_conversations_by_theme(reader, period)
            for count in reader.compute_ranking(period).themes:
                counted = reader.read_theme_conversations(count.id, period)
                names = ("conversation_id", "url", "source", "asked_at", "language", "text")
                assert [[row[name] for name in names] for row in listed[count.id]] == [
                    [row[name] for name in names] for row in counted
                ]
                assert len(counted) == count.conversations


@pytest.mark.parametrize("kind", get_args(ListingKind))
def test_a_listing_has_as_many_rows_as_its_total(home: Home, kind: ListingKind) -> None:
    with open_reader(home) as reader:
        rows = list_asks(reader, kind, ALL)
        assert len(rows) == getattr(reader.count_totals(ALL), kind)
        assert {row["total"] for row in rows} <= {len(rows)}
        first = list_asks_by_id(reader, [rows[0]["ask_id"]]) if rows else {}
    for row in first.values():
        assert row == {name: value for name, value in rows[0].items() if name != "total"}


def test_pages_follow_each_other_without_gap_or_repeat(home: Home) -> None:
    after, seen = None, []
    with open_reader(home) as reader:
        for more_follow in (True, True, False):
            page = read_conversation_page(reader, "t-link", ALL, 1, after)
            assert (page.total, page.has_more) == (3, more_follow)
            seen += [row["conversation_id"] for row in page.rows]
            (row,) = page.rows
            after = PageCursor(
                row["asked_at"], row["source"], row["conversation_id"], row["ask_id"]
            )
        assert read_conversation_page(reader, "t-link", ALL, 1, after).rows == ()
    assert seen == ["c-2", "c-1", "c-3"]
