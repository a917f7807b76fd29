"""Reads that only pages need: series by week, days with data, the asks behind a total.

Weeks and days come in as the instants at which they begin, so that time zones and daylight saving
are settled in one place, before SQL. Invariants: the weeks of a theme add up to its count over all
time (asks without a time aside); a listing holds exactly as many rows as the total it opens.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from domain import Period
from store.database import sql
from store.reader import Reader
from store.rows import aware, naive

AskKind = Literal["asks", "themed", "unthemed", "excluded", "conversations"]
"""Which of a period's `HonestTotals` a listing opens."""


def oldest_ask(reader: Reader) -> datetime | None:
    """Time of the oldest ask, UTC and aware; None when no ask has a time."""
    found = reader._rows("SELECT min(asked_at) AS oldest FROM voice.asks")
    return aware(found[0]["oldest"])


def busy_days(reader: Reader, starts: Sequence[datetime]) -> frozenset[int]:
    """Which of the days beginning at `starts` (aware, ascending, without gaps) have an ask: their
    places in `starts`. The last day has no end."""
    if not starts:
        return frozenset()
    found = reader._rows(sql("busy_days"), starts=[naive(start) for start in starts])
    return frozenset(row["day"] for row in found)


def weekly_counts(
    reader: Reader, starts: Sequence[datetime], theme_id: str | None = None
) -> dict[str, tuple[int, ...]]:
    """Theme id -> conversations a week, by their first ask in the theme.

    `starts` (n + 1 aware instants, ascending, without gaps) bound n weeks. Themes with nothing in
    any of them are left out; `theme_id` asks for one theme only.
    """
    weeks = len(starts) - 1
    if weeks < 1:
        return {}
    found = reader._rows(
        sql("weekly_counts"), starts=[naive(start) for start in starts], theme=theme_id
    )
    series: dict[str, list[int]] = {}
    for row in found:
        series.setdefault(row["theme_id"], [0] * weeks)[row["week"]] = row["conversations"]
    return {theme: tuple(counts) for theme, counts in series.items()}


def listed_asks(
    reader: Reader,
    kind: AskKind,
    period: Period,
    theme_id: str | None = None,
    limit: int = 25,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """The asks behind a total, newest first; `total` in each row is how many there are in all.

    With `conversations` each conversation is listed once, with its first ask of the period.
    """
    bounds = period.bounds()
    found = reader._rows(
        sql("listed_asks"),
        kind=kind,
        theme=theme_id,
        start=naive(bounds[0]) if bounds else None,
        end=naive(bounds[1]) if bounds else None,
        limit=limit,
        offset=offset,
    )
    return [{**row, "asked_at": aware(row["asked_at"])} for row in found]


def listed_by_id(reader: Reader, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Ask id -> its row as `listed_asks` tells it, without `total`; unknown ids are left out."""
    found = reader._rows(sql("listed_by_id"), ids=list(ids))
    return {row["ask_id"]: {**row, "asked_at": aware(row["asked_at"])} for row in found}


def count_themes(reader: Reader) -> int:
    """How many live themes there are, whatever the period."""
    return int(reader._rows("SELECT count(*) AS themes FROM themes.themes")[0]["themes"])
