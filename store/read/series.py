"""Time series by first ask, first asks, days with data, languages and quotes of a period.

Spans and days are cut in a time zone here; SQL sees UTC instants only. Invariant: the spans of
a period hold what `Reader.compute_ranking` counts in it.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from domain.periods import Period
from domain.report import Span
from store.read.reader import Reader
from store.tables.rows import to_aware_utc, to_naive_utc, to_query_bounds


def read_theme_series(
    reader: Reader, spans: Sequence[Span], timezone: str, theme_id: str | None = None
) -> dict[str, tuple[int, ...]]:
    """Theme id -> conversations in each span, by first ask; themes with none are left out.

    The spans follow each other without a gap; their days are those of `timezone` (an IANA name).
    `theme_id` asks for one theme only.
    """
    if not spans:
        return {}
    edges = _to_instants([spans[0].start, *(span.end for span in spans)], timezone)
    series: dict[str, list[int]] = {}
    for row in reader.run_query("counts/theme_series", edges=edges, theme=theme_id):
        counts = series.setdefault(row["theme_id"], [0] * len(spans))
        counts[row["place"] - 1] = row["conversations"]
    return {theme: tuple(counts) for theme, counts in series.items()}


def find_busy_days(reader: Reader, days: Sequence[date], timezone: str) -> list[date]:
    """Which of these days (ascending, without gaps) have an ask, ascending. The last day holds
    everything later too."""
    if not days:
        return []
    found = reader.run_query("counts/busy_days", starts=_to_instants(days, timezone))
    return [days[row["day"]] for row in found]


def find_first_asks(reader: Reader) -> tuple[datetime | None, dict[str, datetime]]:
    """When the first ask of all was written, and the first of each theme; UTC and aware."""
    found = reader.run_query("counts/theme_beginnings")
    first = {row["theme_id"]: to_aware_utc(row["first_at"]) for row in found}
    everything = first.pop(None)
    return everything, {theme: at for theme, at in first.items() if at}


def compute_language_shares(reader: Reader, period: Period) -> tuple[tuple[str, float], ...]:
    """(language, share of the period's asks that are not excluded), largest first."""
    found = reader.run_query("counts/period_languages", **to_query_bounds(period))
    asks = sum(row["asks"] for row in found)
    return tuple((row["language"], row["asks"] / asks) for row in found)


def read_theme_quotes(reader: Reader, period: Period, most: int) -> dict[str, list[dict[str, Any]]]:
    """Theme id -> at most `most` of its most representative asks of the period, best first."""
    quotes: dict[str, list[dict[str, Any]]] = {}
    for row in reader.run_query("conversations/theme_quotes", most=most, **to_query_bounds(period)):
        quotes.setdefault(row["theme_id"], []).append(
            {**row, "asked_at": to_aware_utc(row["asked_at"])}
        )
    return quotes


def _to_instants(days: Sequence[date], timezone: str) -> list[datetime | None]:
    """When days begin in a zone, as the store keeps times."""
    zone = ZoneInfo(timezone)
    return [to_naive_utc(datetime.combine(day, time(), zone)) for day in days]
