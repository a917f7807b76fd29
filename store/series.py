"""Reads for reports: series by first ask, beginnings, quotes, and all conversations counted.

Invariants: the spans of a period hold what `Reader.ranking` counts in it; the conversations listed
are those of `Reader.theme_conversations`.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain import Period
from domain.report import Span, Step
from store.database import sql
from store.reader import Reader
from store.rows import aware, naive


def cut(
    start: date,
    end: date,
    step: Step,
    week_start: int = 0,
    data: tuple[date, date] | None = None,
) -> tuple[Span, ...]:
    """[start, end) in calendar days, weeks or months.

    Spans that it cuts through are partial, and those that `data` (its first day, and the day after
    its last) does not wholly cover. `week_start` is the weekday a week begins on, 0 = Monday.
    """
    spans = []
    first = _beginning(start, step, week_start)
    while first < end:
        after = _next(first, step)
        inside = max(first, start), min(after, end)
        is_covered = data is None or (data[0] <= first and after <= data[1])
        spans.append(Span(*inside, is_partial=inside != (first, after) or not is_covered))
        first = after
    return tuple(spans)


def _beginning(day: date, step: Step, week_start: int) -> date:
    if step == "week":
        return day - timedelta(days=(day.weekday() - week_start) % 7)
    return day.replace(day=1) if step == "month" else day


def _next(first: date, step: Step) -> date:
    if step == "month":
        return (first + timedelta(days=31)).replace(day=1)
    return first + timedelta(days=7 if step == "week" else 1)


def theme_series(
    reader: Reader, spans: Sequence[Span], timezone: str
) -> dict[str, tuple[int, ...]]:
    """Theme id -> conversations in each span, by first ask; themes with none are left out.

    The spans follow each other without a gap; their days are those of `timezone` (an IANA name).
    """
    if not spans:
        return {}
    days = [spans[0].start, *(span.end for span in spans)]
    zone = ZoneInfo(timezone)
    edges = [datetime.combine(day, time(), zone).astimezone(UTC) for day in days]
    series: dict[str, list[int]] = {}
    for row in _rows(reader, "theme_series", edges=[naive(edge) for edge in edges]):
        counts = series.setdefault(row["theme_id"], [0] * len(spans))
        counts[row["place"] - 1] = row["conversations"]
    return {theme: tuple(counts) for theme, counts in series.items()}


def beginnings(reader: Reader) -> tuple[datetime | None, dict[str, datetime]]:
    """When the first ask of all was written, and the first of each theme; UTC and aware."""
    found = _rows(reader, "theme_beginnings")
    first = {row["theme_id"]: aware(row["first_at"]) for row in found}
    everything = first.pop(None)
    return everything, {theme: at for theme, at in first.items() if at}


def languages(reader: Reader, period: Period) -> tuple[tuple[str, float], ...]:
    """(language, share of the period's asks that are not excluded), largest first."""
    found = _rows(reader, "period_languages", **_bounds(period))
    asks = sum(row["asks"] for row in found)
    return tuple((row["language"], row["asks"] / asks) for row in found)


def theme_quotes(reader: Reader, period: Period, most: int) -> dict[str, list[dict[str, Any]]]:
    """Theme id -> at most `most` of its most telling asks of the period, best first."""
    found = _rows(reader, "theme_quotes", most=most, **_bounds(period))
    return _by_theme(found)


def counted_conversations(reader: Reader, period: Period) -> dict[str, list[dict[str, Any]]]:
    """Theme id -> the conversations behind its count, newest first, with their first ask there."""
    return _by_theme(_rows(reader, "counted_conversations", **_bounds(period)))


def _by_theme(found: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        told.setdefault(row["theme_id"], []).append({**row, "asked_at": aware(row["asked_at"])})
    return told


def _bounds(period: Period) -> dict[str, datetime | None]:
    start, end = period.bounds() or (None, None)
    return {"start": naive(start), "end": naive(end)}


def _rows(reader: Reader, name: str, **parameters: Any) -> list[dict[str, Any]]:
    return reader._rows(sql(name), **parameters)
