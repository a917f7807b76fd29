"""Values with defaults, so that a test shows only what matters."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from domain.asks import Ask
from domain.conversations import Conversation, Customer, Message
from domain.themes import Area, Assignment, Theme
from store.files.connection import fetch_rows
from store.files.home import Home
from store.read.attach import attach_newest
from store.write.staging import Staging
from store.write.theme_tables import GroupingRun
from store.write.writer import ImportCounts, open_writer

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MONDAY = datetime(2026, 2, 2, 9, tzinfo=UTC)


def message(text: str, key: str = "m1", **more: object) -> Message:
    """A public message of the customer."""
    told: dict[str, object] = {"author": "customer", "id": key, "at": MONDAY, **more}
    return Message(text=text, key=key, **told)  # type: ignore[arg-type]


def conversation(key: str, *messages: Message, **more: object) -> Conversation:
    """A protected conversation of the source "test"."""
    told: dict[str, object] = {
        "source": "test",
        "url": f"https://desk.example/{key}",
        "created_at": MONDAY,
        "customer": Customer(id=f"customer of {key}"),
        **more,
    }
    said = messages or (message(f"text of {key}"),)
    return Conversation(id=key, key=key, messages=said, **told)  # type: ignore[arg-type]


def ask(key: str, conversation_key: str, text: str = "where is the link", **more: object) -> Ask:
    """An English ask on the Monday."""
    told: dict[str, object] = {
        "source": "test",
        "part": 0,
        "text": text,
        "clean_text": text,
        "language": "en",
        "at": MONDAY,
        **more,
    }
    return Ask(id=key, conversation_key=conversation_key, conversation_id=conversation_key, **told)  # type: ignore[arg-type]


def merge(home: Home, conversations: Iterable[Conversation], now: datetime = NOW) -> ImportCounts:
    """Lay conversations over what the store knows, without cutting asks."""
    with Staging(home) as staging:
        for told in conversations:
            staging.add(told)
        with open_writer(home, "test", now) as writer:
            return writer.merge(staging, "test", "test.jsonl", "a test")


def save_asks(home: Home, asks: Sequence[Ask], now: datetime = NOW) -> None:
    """Conversations with exactly these asks."""
    keys = sorted({told.conversation_key for told in asks})
    merge(home, [conversation(key) for key in keys], now)
    with open_writer(home, "test", now) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, asks, 1)


def save_themes(
    home: Home,
    members: dict[str, Sequence[str]],
    now: datetime = NOW,
    areas: Sequence[Area] = (),
) -> None:
    """Themes with these asks, labelled by their ids."""
    themes = [
        Theme(
            name,
            f"Label of {name}",
            ("word",),
            tuple(asks[:3]),
            min_similarity=0.3,
            centroid=np.ones(2, np.float32),
        )
        for name, asks in members.items()
    ]
    told = [Assignment(key, name, 0.5) for name, asks in members.items() for key in asks]
    run = GroupingRun("multilingual", "f" * 64, {}, {"mean": np.zeros(2, np.float32)})
    with open_writer(home, "test", now) as writer:
        writer.save_grouping(run, themes, told, [], areas)


def fetch_snapshot_rows(home: Home, query: str) -> list[dict[str, Any]]:
    """What a statement finds in the tables of the newest snapshot."""
    with closing(attach_newest(home)[0]) as connection:
        return fetch_rows(connection, query)


def home_at(folder: Path) -> Home:
    """A fresh workspace."""
    return Home.from_path(folder / "home")


def days(count: float) -> timedelta:
    """A span of days."""
    return timedelta(days=count)
