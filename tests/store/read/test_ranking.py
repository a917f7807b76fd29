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
from store.read.audits import judgements, save_judgement
from store.read.ranking import Filters, filtered_totals, ranked_rows
from store.read.reader import Reader, open_reader
from store.read.signal_rows import alarm_conversations, answers, handled, series_between
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
    reply = message("https://a.example/live", "m2", author="agent", agent=ira, at=later(10))
    merge(
        told,
        [
            talk("c-1", ann, reply, channel="chat", tags=("vip", "b2b"), rating=5.0),
            talk("c-2", ann, channel="email", tags=("vip",), rating=2.0),
            talk("c-3", bo, channel="chat"),
        ],
    )
    asks = [
        ask("a-1", "c-1", language="uk"),
        ask("a-2", "c-1", language="en", at=later(60)),
        ask("a-3", "c-2", at=later(60 * 24)),
        ask("a-4", "c-3"),
        ask("a-5", "c-3", at=later(5)),
        ask("a-6", "c-3", excluded="thanks"),
    ]
    save(told, asks)
    save_themes(told, {"t-link": ["a-1", "a-2", "a-3", "a-4"], "t-pay": ["a-5"]})
    return told


def later(minutes: int) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def talk(key: str, customer: Customer, *more: object, **fields: object) -> Conversation:
    return conversation(key, message(key), *more, customer=customer, **fields)  # type: ignore[arg-type]


def save(home: Home, asks: list[Ask]) -> None:
    with open_writer(home, "test", NOW) as writer:
        for batch in writer.pending(1):
            writer.save_asks(batch, asks, 1)


def counts(reader: Reader, filters: Filters, **more: object) -> dict[Any, tuple[float, float]]:
    rows = ranked_rows(reader, ALL, filters, **more)  # type: ignore[arg-type]
    return {
        (row["theme_id"], row["part"]) if more else row["theme_id"]: (
            row["conversations"],
            row["customers"],
        )
        for row in rows
    }


def test_without_filters_the_counts_are_those_of_the_ranking(home: Home) -> None:
    with open_reader(home) as reader:
        told = counts(reader, Filters())
        ranking = reader.ranking(ALL)
        assert told == {row.id: (row.conversations, row.customers) for row in ranking.themes}
        assert filtered_totals(reader, ALL, Filters()) == ranking.totals


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
        assert counts(reader, filters).get("t-link", (0, 0))[0] == conversations


def test_parts_tell_the_same_as_filters(home: Home) -> None:
    with open_reader(home) as reader:
        for split in ("channel", "language", "tag", "group", "plan"):
            told = counts(reader, Filters(), split=split)
            for (theme, part), counted in told.items():
                if part is not None:
                    assert counts(reader, Filters(**{split: part}))[theme] == counted
        told = counts(reader, Filters(), split="attribute", split_attribute="size")
        assert told["t-link", "large"] == (2, 1)


def test_squares_are_over_customers_and_plans_have_their_worth(home: Home) -> None:
    with open_reader(home) as reader:
        (link,) = [
            row
            for row in ranked_rows(reader, ALL, Filters(), {"pro": 20.0})
            if row["theme_id"] == "t-link"
        ]
    assert (link["conversations"], link["conversations_squares"]) == (3, 5)
    assert (link["worth"], link["worth_squares"]) == (20, 400)
    assert (link["ratings"], link["rated"]) == (7, 2)


def test_the_period_before_stands_apart(home: Home) -> None:
    day = Period("d", later(0).date() + timedelta(days=1), later(0).date() + timedelta(days=2))
    with open_reader(home) as reader:
        rows = {row["is_before"]: row for row in ranked_rows(reader, day, Filters(tag="vip"))}
    assert rows[False]["conversations"] == rows[True]["conversations"] == 1


def test_a_ranking_follows_a_new_grouping_and_a_new_import(home: Home) -> None:
    save_themes(home, {"t-new": ["a-1", "a-4"]})
    with open_reader(home) as reader:
        assert counts(reader, Filters()) == {"t-new": (2, 2)}
    merge(home, [conversation("c-1", message("c-1"), channel="phone")])
    with open_reader(home) as reader:
        assert counts(reader, Filters(channel="phone")) == {"t-new": (1, 1)}


def test_series_add_up_to_counts_and_alarms_open_to_conversations(home: Home) -> None:
    edges = [later(-60), later(60), later(3000)]
    with open_reader(home) as reader:
        series = series_between(reader, edges)
        assert series.of("theme", "t-link").tolist() == [2, 1]
        assert series.of("all", "all").tolist() == [2, 1]
        assert series.of("channel", "email").tolist() == [0, 1]
        rows = alarm_conversations(reader, "theme", "t-link", edges[0], edges[1])
        assert [row["conversation_id"] for row in rows] == ["c-1", "c-3"]
        assert rows[0]["customers"] == 2


def test_answers_and_work_are_those_of_the_conversation(home: Home) -> None:
    with open_reader(home) as reader:
        said = {row["conversation_id"]: row["said"] for row in answers(reader, ALL, "t-link")}
        assert said == {"c-1": [(later(10), "https://a.example/live")], "c-2": [], "c-3": []}
        work = handled(reader, ALL)
    assert (work[0]["agents"], work[0]["answered_at"]) == ([1], later(10))


def test_the_second_judgement_of_an_ask_replaces_the_first(home: Home) -> None:
    save_judgement(home, "t-link", "a-1", True, "olena", NOW)
    save_judgement(home, "t-link", "a-1", False, "olena", NOW)
    save_judgement(home, "t-pay", "a-1", True, "olena", NOW)
    assert judgements(home, "t-link") == {"a-1": False}
