"""Rankings with filters: a conversation counts once per theme at its first ask there, without
filters they are the reader's own counts, and no customer is known by a hash."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.asks import Ask
from domain.conversations import Agent, Conversation, Customer
from domain.periods import Period, parse_period
from store.files.home import Home
from store.read.audits import load_judgements, save_judgement
from store.read.ranking import Filters, count_filtered_totals, read_ranking_rows
from store.read.reader import Reader, open_reader
from store.read.signal_rows import (
    read_alarm_conversations,
    read_answers,
    read_handled_conversations,
    read_series,
)
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, conversation, home_at, merge, message, save_themes

ALL = parse_period("all", NOW)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three conversations of two customers: two about the link, one about both themes."""
    told = home_at(tmp_path)
    ann, bo = (
        Customer("ann", plan="pro", attributes=(("size", "large"),)),
        Customer("bo", plan="free"),
    )
    ira = Agent("ira", group="Billing")
    reply = message("https://a.example/live", "m2", author="agent", agent=ira, at=add_minutes(10))
    merge(
        told,
        [
            build_conversation("c-1", ann, reply, channel="chat", tags=("vip", "b2b"), rating=5.0),
            build_conversation("c-2", ann, channel="email", tags=("vip",), rating=2.0),
            build_conversation("c-3", bo, channel="chat"),
        ],
    )
    asks = [
        ask("a-1", "c-1", language="uk"),
        ask("a-2", "c-1", language="en", at=add_minutes(60)),
        ask("a-3", "c-2", at=add_minutes(60 * 24)),
        ask("a-4", "c-3"),
        ask("a-5", "c-3", at=add_minutes(5)),
        ask("a-6", "c-3", excluded="thanks"),
    ]
    save_all_asks(told, asks)
    save_themes(told, {"t-link": ["a-1", "a-2", "a-3", "a-4"], "t-pay": ["a-5"]})
    return told


def add_minutes(minutes: int) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def build_conversation(
    key: str, customer: Customer, *more: object, **fields: object
) -> Conversation:
    return conversation(key, message(key), *more, customer=customer, **fields)  # type: ignore[arg-type]


def save_all_asks(home: Home, asks: list[Ask]) -> None:
    with open_writer(home, "test", NOW) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, asks, 1)


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
        told = sum_by_part(reader, Filters())
        ranking = reader.compute_ranking(ALL)
        assert told == {row.id: (row.conversations, row.customers) for row in ranking.themes}
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
            told = sum_by_part(reader, Filters(), split=split)
            for (theme, part), counted in told.items():
                if part is not None:
                    assert sum_by_part(reader, Filters(**{split: part}))[theme] == counted
        told = sum_by_part(reader, Filters(), split="attribute", split_attribute="size")
        assert told["t-link", "large"] == (2, 1)


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


def test_series_add_up_to_counts_and_alarms_open_to_conversations(home: Home) -> None:
    edges = [add_minutes(-60), add_minutes(60), add_minutes(3000)]
    with open_reader(home) as reader:
        series = read_series(reader, edges)
        assert series.get_row("theme", "t-link").tolist() == [2, 1]
        assert series.get_row("all", "all").tolist() == [2, 1]
        assert series.get_row("channel", "email").tolist() == [0, 1]
        rows = read_alarm_conversations(reader, "theme", "t-link", edges[0], edges[1])
        assert [row["conversation_id"] for row in rows] == ["c-1", "c-3"]
        assert rows[0]["customers"] == 2


def test_answers_and_work_are_those_of_the_conversation(home: Home) -> None:
    with open_reader(home) as reader:
        said = {row["conversation_id"]: row["said"] for row in read_answers(reader, ALL, "t-link")}
        assert said == {"c-1": [(add_minutes(10), "https://a.example/live")], "c-2": [], "c-3": []}
        work = read_handled_conversations(reader, ALL)
    assert (work[0]["agents"], work[0]["answered_at"]) == ([1], add_minutes(10))


def test_the_second_judgement_of_an_ask_replaces_the_first(home: Home) -> None:
    save_judgement(home, "t-link", "a-1", True, "olena", NOW)
    save_judgement(home, "t-link", "a-1", False, "olena", NOW)
    save_judgement(home, "t-pay", "a-1", True, "olena", NOW)
    assert load_judgements(home, "t-link") == {"a-1": False}
