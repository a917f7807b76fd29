"""Audits: people's yes or no to whether an ask belongs to a theme; and who was told of a fix.

They are small durable writes from several processes (a terminal, a dashboard), so they lie in
SQLite beside the snapshots.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.errors import DamagedStore, DiskFull, EarshotError, StoreBusy
from store.files.connection import load_sql
from store.files.home import Home
from store.read.reader import Reader


@dataclass(frozen=True, slots=True)
class SavedAudit:
    """A finished audit of one theme: every sampled ask was judged."""

    theme_id: str
    audited_at: datetime
    """UTC and aware."""
    asks: int
    """Asks that counted in the theme then."""
    near_misses: int
    """Asks of other themes or none, near enough to be sampled from."""
    drawn: Mapping[str, str]
    """Ask id -> the stratum it was sampled from."""
    belongs: Mapping[str, bool]
    """Ask id -> what people say now."""


def save_judgement(
    home: Home, theme_id: str, ask_id: str, belongs: bool, who: str, now: datetime
) -> None:
    """Keep one answer; a second answer about the same ask replaces the first."""
    with _open_database(home) as connection, connection:
        connection.execute(
            load_sql("audits/save_judgement"),
            {
                "theme": theme_id,
                "ask": ask_id,
                "belongs": int(belongs),
                "at": now.isoformat(),
                "who": who,
            },
        )


def load_judgements(home: Home, theme_id: str) -> dict[str, bool]:
    """Ask id -> whether it belongs, of every ask that was judged for this theme."""
    with _open_database(home) as connection:
        return _select_judgements(connection, theme_id)


def save_audit(
    home: Home, theme_id: str, asks: int, near_misses: int, drawn: Mapping[str, str], now: datetime
) -> None:
    """Keep the sample of a finished audit; a later audit of the theme replaces it."""
    with _open_database(home) as connection, connection:
        connection.execute(
            load_sql("audits/save_audit"),
            {
                "theme": theme_id,
                "at": now.isoformat(),
                "asks": asks,
                "near_misses": near_misses,
                "drawn": json.dumps(dict(drawn), sort_keys=True),
            },
        )


def load_audits(home: Home) -> tuple[SavedAudit, ...]:
    """Every theme's newest finished audit, by theme id."""
    if not _get_path(home).exists():
        return ()
    with _open_database(home) as connection:
        found = connection.execute(load_sql("audits/audits")).fetchall()
        return tuple(
            SavedAudit(
                theme, datetime.fromisoformat(at), asks, near, json.loads(drawn),
                _select_judgements(connection, theme),
            )
            for theme, at, asks, near, drawn in found
        )  # fmt: skip


def load_told(home: Home, theme_id: str) -> dict[str, datetime]:
    """Ask id -> when it was marked as told, of one theme."""
    if not _get_path(home).exists():
        return {}
    with _open_database(home) as connection:
        found = connection.execute(load_sql("audits/told"), {"theme": theme_id}).fetchall()
    return {ask: datetime.fromisoformat(at) for ask, at in found}


def save_told(home: Home, theme_id: str, asks: Sequence[str], who: str, now: datetime) -> None:
    """Mark asks as told; one marked before keeps its moment."""
    with _open_database(home) as connection, connection:
        connection.executemany(
            load_sql("audits/save_told"),
            [{"theme": theme_id, "ask": ask, "at": now.isoformat(), "who": who} for ask in asks],
        )


def forget_told(home: Home, theme_id: str) -> int:
    """Take back every mark of a theme; how many there were."""
    with _open_database(home) as connection, connection:
        return connection.execute(load_sql("audits/forget_told"), {"theme": theme_id}).rowcount


def count_asks_by_theme(reader: Reader, theme_ids: Sequence[str]) -> dict[str, int]:
    """Theme id -> asks in it, of all times; themes without any are left out."""
    found = reader.run_query("themes/theme_sizes", themes=list(theme_ids))
    return {row["theme_id"]: row["asks"] for row in found}


def _select_judgements(connection: sqlite3.Connection, theme_id: str) -> dict[str, bool]:
    found = connection.execute(load_sql("audits/judgements"), {"theme": theme_id}).fetchall()
    return {ask_id: bool(belongs) for ask_id, belongs in found}


def _get_path(home: Home) -> Path:
    return home.path / "audits.sqlite"


@contextmanager
def _open_database(home: Home) -> Iterator[sqlite3.Connection]:
    home.create()
    path = _get_path(home)
    path.touch(mode=0o600, exist_ok=True)
    try:
        with closing(sqlite3.connect(path, timeout=10)) as connection:
            connection.executescript(load_sql("audits/schema"))
            yield connection
    except sqlite3.Error as error:
        raise _explain_error(error, path) from error
    except ValueError as error:  # what is no JSON where JSON was written
        raise _explain_error(None, path) from error


def _explain_error(error: sqlite3.Error | None, path: Path) -> EarshotError:
    code = getattr(error, "sqlite_errorcode", None)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy("Somebody else is judging just now. Try again in a moment.")
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(f"There is no room left to write {path}. Free some space and try again.")
    return DamagedStore(
        f"The audits, {path}, cannot be used. Restore this file from a backup, or remove it: "
        "judgements of themes are lost then, and nothing else."
    )
