"""Who was told that what they asked for is there: people's marks, beside the audits."""

from collections.abc import Sequence
from datetime import datetime

from store.files.connection import load_sql
from store.files.home import Home
from store.read.audits import open_judgements


def load_told(home: Home, theme_id: str) -> dict[str, datetime]:
    """Ask id -> when it was marked as told, of one theme."""
    if not (home.path / "audits.sqlite").exists():
        return {}
    with open_judgements(home) as connection:
        found = connection.execute(load_sql("audits/told"), {"theme": theme_id}).fetchall()
    return {ask: datetime.fromisoformat(at) for ask, at in found}


def save_told(home: Home, theme_id: str, asks: Sequence[str], who: str, now: datetime) -> None:
    """Mark asks as told; one marked before keeps its moment."""
    with open_judgements(home) as connection, connection:
        connection.executemany(
            load_sql("audits/save_told"),
            [{"theme": theme_id, "ask": ask, "at": now.isoformat(), "who": who} for ask in asks],
        )


def forget_told(home: Home, theme_id: str) -> int:
    """Take back every mark of a theme; how many there were."""
    with open_judgements(home) as connection, connection:
        return connection.execute(load_sql("audits/forget_told"), {"theme": theme_id}).rowcount
