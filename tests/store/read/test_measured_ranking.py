"""Rankings with filters: a conversation counts once per theme at its first ask there, without
filters they are the reader's own counts, and no customer is known by a hash."""

from datetime import timedelta
from typing import Any

import pytest

from domain.periods import Period, parse_period
from store.files.home import Home
from store.read.measured_ranking import (
    AreaMapping,
    Filters,
    count_filtered_totals,
    read_ranking_rows,
)
from store.read.reader import Reader, open_reader
from tests.builders import NOW, conversation, merge, message, save_themes
from tests.store.read.conftest import add_minutes

ALL = parse_period("all", NOW)


def sum_by_part(reader: Reader, filters: Filters, **more: object) -> dict[Any, tuple[float, float]]:
    rows = read_ranking_rows(reader, ALL, filters, **more)  # type: ignore[arg-type]
    return {
        (row["theme_id"], row["part"]) if more else row["theme_id"]: (
            row["conversations"],
            row["customers"],
        )
        for row in rows
    }


def test_without_filters_the_counts_are_those_of_the_ranking(home: Home) -> None:
    with open_reader(home) as reader:
        counts = sum_by_part(reader, Filters())
        ranking = reader.compute_ranking(ALL)
        assert counts == {row.id: (row.conversations, row.customers) for row in ranking.themes}
        assert count_filtered_totals(reader, ALL, Filters()) == ranking.totals


@pytest.mark.parametrize(
    ("filters", "conversations"),
    [
        (Filters(channel="chat"), 2),
        (Filters(plan="pro", tag="b2b"), 1),
        (Filters(tag="vip"), 2),
        (Filters(group="Billing"), 1),
        (Filters(attribute=("size", "large")), 2),
        (Filters(language="uk"), 1),
        (Filters(language="en"), 3),
        (Filters(country="UA"), 0),
    ],
)
def test_filters_let_through_what_they_name(
    home: Home, filters: Filters, conversations: int
) -> None:
    with open_reader(home) as reader:
        assert sum_by_part(reader, filters).get("t-link", (0, 0))[0] == conversations


def test_parts_tell_the_same_as_filters(home: Home) -> None:
    with open_reader(home) as reader:
        for split in ("channel", "language", "tag", "group", "plan"):
            counts = sum_by_part(reader, Filters(), split=split)
            for (theme, part), counted in counts.items():
                if part is not None:
                    assert sum_by_part(reader, Filters(**{split: part}))[theme] == counted
        counts = sum_by_part(reader, Filters(), split="attribute", split_attribute="size")
        assert counts["t-link", "large"] == (2, 1)


def test_squares_are_over_customers_and_plans_have_their_worth(home: Home) -> None:
    with open_reader(home) as reader:
        (link,) = [
            row
            for row in read_ranking_rows(reader, ALL, Filters(), {"pro": 20.0})
            if row["theme_id"] == "t-link"
        ]
    assert (link["conversations"], link["conversations_squares"]) == (3, 5)
    assert (link["worth"], link["worth_squares"]) == (20, 400)
    assert (link["ratings"], link["rated"]) == (7, 2)


def test_the_period_before_stands_apart(home: Home) -> None:
    day = Period(
        "d", add_minutes(0).date() + timedelta(days=1), add_minutes(0).date() + timedelta(days=2)
    )
    with open_reader(home) as reader:
        rows = {row["is_before"]: row for row in read_ranking_rows(reader, day, Filters(tag="vip"))}
    assert rows[False]["conversations"] == rows[True]["conversations"] == 1


def test_a_ranking_follows_a_new_grouping_and_a_new_import(home: Home) -> None:
    save_themes(home, {"t-new": ["a-1", "a-4"]})
    with open_reader(home) as reader:
        assert sum_by_part(reader, Filters()) == {"t-new": (2, 2)}
    merge(home, [conversation("c-1", message("c-1"), channel="phone")])
    with open_reader(home) as reader:
        assert sum_by_part(reader, Filters(channel="phone")) == {"t-new": (1, 1)}


def test_a_conversation_counts_once_per_area_and_part(home: Home) -> None:
    themes, areas = ("t-link", "t-pay"), ("ar", "ar")
    with open_reader(home) as reader:
        whole = sum_by_part(reader, Filters(), units=AreaMapping(themes, areas))
        by_theme = AreaMapping(themes, areas, ("open", "shipped"))
        parts = sum_by_part(reader, Filters(), units=by_theme)
        chat = sum_by_part(reader, Filters(channel="chat"), units=AreaMapping(themes, areas))
    assert whole == {("ar", None): (3, 2)}
    assert parts == {("ar", "open"): (3, 2), ("ar", "shipped"): (1, 1)}
    assert chat == {("ar", None): (2, 2)}
