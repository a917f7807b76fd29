"""Drill-down: the conversations and asks behind a count, read from one snapshot.

Invariants: a listing holds exactly as many rows as the total it opens; pages have no gap and no
repeat. Rows are dictionaries with `asked_at` aware, and `total`, how many there are in all.
"""

from collections.abc import Sequence
from typing import Any, Literal

from domain.conversations import Agent, Conversation, Message
from domain.counts import ConversationPage
from domain.periods import Period
from store.read.reader import Reader
from store.tables.rows import PageCursor, to_aware_utc, to_query_bounds

ListingKind = Literal["asks", "themed", "unthemed", "excluded", "conversations"]
"""Which of a period's `Totals` a listing opens."""


def read_conversation_page(
    reader: Reader, theme_id: str, period: Period, limit: int, after: PageCursor | None
) -> ConversationPage:
    """The next `limit` conversations behind a theme's count after the cursor; the first ones where
    it is None."""
    found = reader.read_theme_conversations(theme_id, period, limit + 1, after=after)
    counted = found or reader.read_theme_conversations(theme_id, period, 1)
    total = counted[0]["total"] if counted else 0
    return ConversationPage(tuple(found[:limit]), total, has_more=len(found) > limit)


def read_conversations_by_theme(reader: Reader, period: Period) -> dict[str, list[dict[str, Any]]]:
    """Theme id -> the conversations behind its count, newest first, with their first ask there."""
    by_theme: dict[str, list[dict[str, Any]]] = {}
    for row in reader.read_theme_conversations(None, period):
        by_theme.setdefault(row["theme_id"], []).append(row)
    return by_theme


def list_asks(
    reader: Reader,
    kind: ListingKind,
    period: Period,
    theme_id: str | None = None,
    limit: int = 25,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """The asks behind a total, newest first, of one theme where it is named.

    With `conversations` each conversation is listed once, with its first ask of the period.
    """
    found = reader.run_query(
        "conversations/listed_asks",
        kind=kind,
        theme=theme_id,
        limit=limit,
        offset=offset,
        **to_query_bounds(period),
    )
    return [{**row, "asked_at": to_aware_utc(row["asked_at"])} for row in found]


def list_asks_by_id(reader: Reader, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Ask id -> its row as `list_asks` returns it, without `total`; unknown ids are left out."""
    found = reader.run_query("conversations/listed_by_id", ids=list(ids))
    return {row["ask_id"]: {**row, "asked_at": to_aware_utc(row["asked_at"])} for row in found}


def read_answered_conversations(reader: Reader) -> list[Conversation]:
    """Every conversation with an agent's public message; of the customer's messages only that they
    are there, without a word."""
    found = []
    for row in reader.run_query("conversations/answered_conversations"):
        messages = tuple(
            Message(
                author=message["author"],
                text=message["text"],
                id=message["id"],
                at=to_aware_utc(message["written_at"]),
                agent=Agent(message["agent"]) if message["agent"] else None,
                public=message["public"],
                position=message["position"],
            )
            for message in row["messages"]
        )
        found.append(Conversation(row["source"], messages, id=row["conversation_id"]))
    return found
