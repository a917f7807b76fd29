"""What people judged: whether an ask belongs to a theme. Small durable writes from several
processes (a terminal, a dashboard), so they lie in SQLite, beside the snapshots and in none of
them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from store.database import sql
from store.home import Home


def save_judgement(
    home: Home, theme_id: str, ask_id: str, belongs: bool, who: str, now: datetime
) -> None:
    """Keep one answer; a second answer about the same ask replaces the first."""
    with _opened(home) as connection, connection:
        connection.execute(
            "INSERT OR REPLACE INTO judgements VALUES (:theme, :ask, :belongs, :at, :who)",
            {"theme": theme_id, "ask": ask_id, "belongs": int(belongs),
             "at": now.isoformat(), "who": who},
        )  # fmt: skip


def judgements(home: Home, theme_id: str) -> dict[str, bool]:
    """Ask id -> whether it belongs, of everything judged about this theme."""
    with _opened(home) as connection:
        found = connection.execute(
            "SELECT ask_id, belongs FROM judgements WHERE theme_id = :theme ORDER BY ask_id",
            {"theme": theme_id},
        ).fetchall()
    return {ask_id: bool(belongs) for ask_id, belongs in found}


@contextmanager
def _opened(home: Home) -> Iterator[sqlite3.Connection]:
    home.create()
    path = home.path / "audits.sqlite"
    path.touch(mode=0o600, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        connection.executescript(sql("audits"))
        yield connection
