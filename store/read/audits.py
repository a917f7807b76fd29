"""What people judged: whether an ask belongs to a theme. Small durable writes from several
processes (a terminal, a dashboard), so they lie in SQLite, beside the snapshots and in none of
them."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.files.connection import load_sql
from store.files.home import Home
from store.read.reader import Reader


@dataclass(frozen=True, slots=True)
class SavedAudit:
    """An audit of a theme that was judged whole."""

    theme_id: str
    audited_at: datetime
    """UTC and aware."""
    asks: int
    """Asks that the theme counted then."""
    near_misses: int
    """Asks next to it that some were drawn from."""
    drawn: Mapping[str, str]
    """Ask id -> the stratum it was drawn from."""
    belongs: Mapping[str, bool]
    """Ask id -> what people say now."""


def save_judgement(
    home: Home, theme_id: str, ask_id: str, belongs: bool, who: str, now: datetime
) -> None:
    """Keep one answer; a second answer about the same ask replaces the first."""
    with _open_database(home) as connection, connection:
        connection.execute(
            "INSERT OR REPLACE INTO judgements VALUES (:theme, :ask, :belongs, :at, :who)",
            {"theme": theme_id, "ask": ask_id, "belongs": int(belongs),
             "at": now.isoformat(), "who": who},
        )  # fmt: skip


def load_judgements(home: Home, theme_id: str) -> dict[str, bool]:
    """Ask id -> whether it belongs, of everything judged about this theme."""
    with _open_database(home) as connection:
        return _select_judgements(connection, theme_id)


def save_audit(
    home: Home, theme_id: str, asks: int, near_misses: int, drawn: Mapping[str, str], now: datetime
) -> None:
    """Keep how a theme was drawn from that is judged whole; a later audit replaces it."""
    with _open_database(home) as connection, connection:
        connection.execute(
            "INSERT OR REPLACE INTO audited VALUES (:theme, :at, :asks, :near, :drawn)",
            {"theme": theme_id, "at": now.isoformat(), "asks": asks, "near": near_misses,
             "drawn": json.dumps(dict(drawn), sort_keys=True)},
        )  # fmt: skip


def load_audits(home: Home) -> tuple[SavedAudit, ...]:
    """Every theme's newest audit that was judged whole, by theme."""
    if not _get_path(home).exists():
        return ()
    with _open_database(home) as connection:
        found = connection.execute(
            "SELECT theme_id, audited_at, asks, near_misses, drawn FROM audited ORDER BY theme_id"
        ).fetchall()
        return tuple(
            SavedAudit(
                theme, datetime.fromisoformat(at), asks, near, json.loads(drawn),
                _select_judgements(connection, theme),
            )
            for theme, at, asks, near, drawn in found
        )  # fmt: skip


def count_asks_by_theme(reader: Reader, theme_ids: Sequence[str]) -> dict[str, int]:
    """Theme id -> asks in it, of all times; themes without any are left out."""
    found = reader.run_query("themes/theme_sizes", themes=list(theme_ids))
    return {row["theme_id"]: row["asks"] for row in found}


def _select_judgements(connection: sqlite3.Connection, theme_id: str) -> dict[str, bool]:
    found = connection.execute(
        "SELECT ask_id, belongs FROM judgements WHERE theme_id = :theme ORDER BY ask_id",
        {"theme": theme_id},
    ).fetchall()
    return {ask_id: bool(belongs) for ask_id, belongs in found}


def _get_path(home: Home) -> Path:
    return home.path / "audits.sqlite"


@contextmanager
def _open_database(home: Home) -> Iterator[sqlite3.Connection]:
    home.create()
    path = _get_path(home)
    path.touch(mode=0o600, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        connection.executescript(load_sql("conversations/audits"))
        yield connection
