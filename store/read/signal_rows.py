"""Count series, and conversations with their replies, for `signals`; read from one snapshot.

Invariants: spans of a theme add up to its count over their whole; days are cut in the workspace's
time zone before SQL; no keyed hash leaves this file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from domain.periods import Period
from store.read.reader import Reader
from store.tables.rows import to_aware_utc, to_naive_utc, to_query_bounds

Scope = Literal["all", "theme", "language", "channel"]


@dataclass(frozen=True, slots=True)
class Series:
    """Conversations of many series in the same spans of time."""

    names: tuple[tuple[Scope, str], ...]
    """What each row counts: ("theme", its id), ("all", "all"), ("language", "uk") ..."""
    counts: NDArray[np.float64]
    """(len(names), spans)."""

    def get_row(self, sort: Scope, name: str) -> NDArray[np.float64]:
        """(spans,) one row; zeros where nothing was counted."""
        if (sort, name) in self.names:
            return np.asarray(self.counts[self.names.index((sort, name))])
        return np.zeros(self.counts.shape[1])


def read_series(reader: Reader, edges: Sequence[datetime]) -> Series:
    """Conversations of every theme, language and channel and of all, in the spans between `edges`
    (n + 1 aware instants, ascending), each at its first ask there."""
    found = reader.run_query("counts/signal_series", edges=[to_naive_utc(edge) for edge in edges])
    names = tuple(dict.fromkeys((row["sort"], row["name"]) for row in found))
    place = {name: row for row, name in enumerate(names)}
    counts = np.zeros((len(names), max(len(edges) - 1, 0)))
    for row in found:
        counts[place[row["sort"], row["name"]], row["place"]] = row["conversations"]
    return Series(names, counts)


def count_asks_by_span(reader: Reader, edges: Sequence[datetime]) -> NDArray[np.float64]:
    """(n,) all asks in each span, excluded ones too: which days have data."""
    asks = np.zeros(max(len(edges) - 1, 0))
    for row in reader.run_query(
        "counts/asks_by_span", edges=[to_naive_utc(edge) for edge in edges]
    ):
        asks[row["place"]] = row["asks"]
    return asks


def read_alarm_conversations(
    reader: Reader, sort: Scope, name: str, start: datetime, end: datetime
) -> list[dict[str, Any]]:
    """The conversations behind an alarm, oldest first; how many and of how many known customers
    stand in each row as `total` and `customers`."""
    found = reader.run_query(
        "conversations/alarm_conversations",
        sort=sort,
        name=name,
        start=to_naive_utc(start),
        end=to_naive_utc(end),
    )
    return [{**row, "asked_at": to_aware_utc(row["asked_at"])} for row in found]


def read_answers(
    reader: Reader, period: Period, theme_id: str | None = None
) -> list[dict[str, Any]]:
    """A row for each theme's conversation; `said` holds the agents' public replies, as (time,
    text), until the next ask about another theme."""
    cases: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in reader.run_query(
        "conversations/answers",
        theme=theme_id,
        **to_query_bounds(period),
    ):
        key = (row["theme_id"], row["source"], row["conversation_key"])
        case = cases.setdefault(
            key,
            {
                "theme_id": row["theme_id"],
                "conversation_id": row["conversation_id"],
                "page": row["page"],
                "asked_at": to_aware_utc(row["asked_at"]),
                "said": [],
            },
        )
        if row["written_at"] is not None:
            case["said"].append((to_aware_utc(row["written_at"]), row["text"]))
    return list(cases.values())


def read_handled_conversations(reader: Reader, period: Period) -> list[dict[str, Any]]:
    """The work in each conversation of the period, oldest first."""
    found = reader.run_query("conversations/handled", **to_query_bounds(period))
    times = ("asked_at", "answered_at", "closed_at")
    return [{**row, **{name: to_aware_utc(row[name]) for name in times}} for row in found]


def read_rated_conversations(reader: Reader, period: Period) -> list[dict[str, Any]]:
    """Source, customer (a number; None where unknown), rating and `themes` of each rated one."""
    return reader.run_query("conversations/rated", **to_query_bounds(period))


def read_episodes(
    reader: Reader, period: Period, theme_id: str | None = None
) -> list[dict[str, Any]]:
    """A row for each theme's conversation; `said` holds its public messages as (author, time,
    text), from the first ask to the next ask about another theme."""
    cases: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in reader.run_query(
        "conversations/episodes", theme=theme_id, **to_query_bounds(period)
    ):
        key = (row["theme_id"], row["source"], row["conversation_key"])
        case = cases.setdefault(
            key,
            {
                **{
                    name: row[name]
                    for name in ("theme_id", "conversation_id", "customer", "status")
                },
                "asked_at": to_aware_utc(row["asked_at"]),
                "closed_at": to_aware_utc(row["closed_at"]),
                "said": [],
            },
        )
        case["said"].append((row["author"], to_aware_utc(row["written_at"]), row["text"]))
    return list(cases.values())


def read_waiting(reader: Reader, start: datetime, end: datetime) -> list[dict[str, Any]]:
    """Conversations in which the customer wrote last, within [start, end); `said` holds (time,
    text) of what they wrote since the team's last message, the oldest first."""
    cases: dict[tuple[str, str], dict[str, Any]] = {}
    for row in reader.run_query(
        "conversations/waiting", start=to_naive_utc(start), end=to_naive_utc(end)
    ):
        case = cases.setdefault(
            (row["source"], row["conversation_key"]),
            {**row, "closed_at": to_aware_utc(row["closed_at"]), "said": []},
        )
        case["said"].append((to_aware_utc(row["written_at"]), row["text"]))
    return list(cases.values())


def read_asked_by_customers(reader: Reader, period: Period) -> list[dict[str, Any]]:
    """Customer (a number), theme and time of each known customer's conversation in a theme, oldest
    first."""
    found = reader.run_query("conversations/asked_by_customer", **to_query_bounds(period))
    return [{**row, "first_at": to_aware_utc(row["first_at"])} for row in found]


def read_replies(reader: Reader, period: Period) -> list[dict[str, Any]]:
    """Agents' public replies, oldest first: written_at, asked_at (the customer's last message
    before), agent and conversation (numbers; agent None where unknown), theme_id."""
    found = reader.run_query("conversations/replies", **to_query_bounds(period))
    times = ("written_at", "asked_at")
    return [{**row, **{name: to_aware_utc(row[name]) for name in times}} for row in found]


def read_first_words(reader: Reader, period: Period) -> list[dict[str, Any]]:
    """Theme, clean_text and customer (a number, negative where unknown) of each theme's first ask
    in each conversation."""
    return reader.run_query("conversations/first_words", **to_query_bounds(period))


def read_described(reader: Reader, period: Period, theme_id: str) -> list[dict[str, Any]]:
    """Customer, `is_in_theme`, languages, channel, plan, country and attributes ("name=value") of
    each conversation that counts in a theme."""
    return reader.run_query("conversations/described", theme=theme_id, **to_query_bounds(period))
