"""Rows of the store to a `Report`: pure, nothing is loaded or saved here.

`plan_series` says what a report asks of the store, `build_report` makes a report of the answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.counts import Ranking, ThemeCount, Totals
from domain.periods import Period, find_week_start
from domain.report import Quote, Report, ReportConversation, ReportTheme, Span, SpanCount, Step

N_QUOTES = 3
"""Quotes of a theme."""
_MAX_DAYS_BY_DAY = 14
"""Days of the longest period whose series goes by day."""
_MAX_DAYS_BY_WEEK = 371
"""Days of the longest period whose series goes by week: a year of 53 weeks."""
_MAX_DAYS_WITH_BEFORE = 186
"""Days of the longest period whose chart shows the period before too: half a year."""


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """The spans that the themes of a report are counted in."""

    step: Step
    """Length of every span."""
    spans: tuple[Span, ...]
    """Of the period, oldest first; empty for `all` without a single dated ask."""
    spans_before: tuple[Span, ...]
    """Of the period before; empty for `all` and long periods."""


@dataclass(frozen=True, slots=True)
class ReportRows:
    """What the store holds of a period, all from one snapshot."""

    ranking: Ranking
    before: Totals | None
    """Of the period before; None for `all`."""
    data_from: datetime | None
    """Time of the oldest ask, UTC and aware; None when no ask has a time."""
    first_asked: Mapping[str, datetime]
    """Theme id -> time of its first ask, UTC and aware."""
    plan: SeriesPlan
    series: Mapping[str, Sequence[int]]
    """Theme id -> conversations in each of `plan.spans`; themes without any are left out."""
    series_before: Mapping[str, Sequence[int]]
    """The same for `plan.spans_before`."""
    counted_before: Mapping[str, int]
    """Theme id -> conversations in the period before."""
    language_mix: tuple[tuple[str, float], ...]
    """(language, share of the asks that are not excluded), largest first."""
    quotes: Mapping[str, Sequence[Mapping[str, Any]]]
    """Theme id -> rows with text, language, conversation_id, url, asked_at; best first."""
    conversations: Mapping[str, Sequence[Mapping[str, Any]]]
    """Theme id -> rows as of quotes, with source and channel; empty where no document wants them.
    """


def plan_series(
    period: Period, data_from: datetime | None, data_through: datetime | None, week_start: int = 0
) -> SeriesPlan:
    """The spans of a report on `period`, with data from the first to the last time (UTC, aware).

    By day up to 14 days, by week up to 371, by month beyond; `all` covers the days with data.
    `week_start` is the weekday a week begins on, 0 = Monday.
    """
    data = _find_data_days(data_from, data_through, period.timezone)
    start, end = (period.start, period.end) if not period.is_all else data or (None, None)
    if start is None or end is None:
        return SeriesPlan("week", (), ())
    step = _pick_step((end - start).days)
    return SeriesPlan(
        step,
        split_into_spans(start, end, step, week_start, data),
        _split_period_before(period, step, week_start, data),
    )


def split_into_spans(
    start: date,
    end: date,
    step: Step,
    week_start: int = 0,
    data: tuple[date, date] | None = None,
) -> tuple[Span, ...]:
    """[start, end) in calendar days, weeks or months.

    A span is partial where [start, end) cuts it, or where `data` (its first day, and the day after
    its last) does not cover it. `week_start` is the weekday a week begins on, 0 = Monday.
    """
    spans = []
    first = _find_span_start(start, step, week_start)
    while first < end:
        after = _find_next_span(first, step)
        inside = max(first, start), min(after, end)
        is_covered = data is None or (data[0] <= first and after <= data[1])
        spans.append(Span(*inside, is_partial=inside != (first, after) or not is_covered))
        first = after
    return tuple(spans)


def build_report(workspace: str, rows: ReportRows) -> Report:
    """The report of these rows; `workspace` is its name, for the heading."""
    ranking = rows.ranking
    return Report(
        workspace=workspace,
        period=ranking.period,
        snapshot=ranking.snapshot,
        data_from=rows.data_from,
        totals=ranking.totals,
        before=rows.before,
        step=rows.plan.step,
        themes=tuple(
            _build_theme(rank, count, rows) for rank, count in enumerate(ranking.themes, 1)
        ),
        areas=ranking.areas,
        language_mix=rows.language_mix,
        conversations=tuple(
            _build_conversation(count, row)
            for count in ranking.themes
            for row in rows.conversations.get(count.id, ())
        ),
    )


def _find_data_days(
    data_from: datetime | None, data_through: datetime | None, timezone: str
) -> tuple[date, date] | None:
    """First day of the data and the day after the last, in the workspace's time zone."""
    if data_from is None or data_through is None:
        return None
    zone = ZoneInfo(timezone)
    last = data_through.astimezone(zone).date()
    return data_from.astimezone(zone).date(), last + timedelta(days=1)


def _pick_step(days: int) -> Step:
    if days <= _MAX_DAYS_BY_DAY:
        return "day"
    return "week" if days <= _MAX_DAYS_BY_WEEK else "month"


def _split_period_before(
    period: Period, step: Step, week_start: int, data: tuple[date, date] | None
) -> tuple[Span, ...]:
    before = period.find_previous()
    if before is None or before.start is None or before.end is None:
        return ()
    if (before.days or 0) > _MAX_DAYS_WITH_BEFORE:
        return ()
    return split_into_spans(before.start, before.end, step, week_start, data)


def _find_span_start(day: date, step: Step, week_start: int) -> date:
    if step == "week":
        return find_week_start(day, week_start)
    return day.replace(day=1) if step == "month" else day


def _find_next_span(first: date, step: Step) -> date:
    if step == "month":
        return (first + timedelta(days=31)).replace(day=1)
    return first + timedelta(days=7 if step == "week" else 1)


def _build_theme(rank: int, count: ThemeCount, rows: ReportRows) -> ReportTheme:
    plan = rows.plan
    return ReportTheme(
        rank=rank,
        count=count,
        before=None if rows.before is None else rows.counted_before.get(count.id, 0),
        series=_build_span_counts(plan.spans, rows.series.get(count.id)),
        series_before=_build_span_counts(plan.spans_before, rows.series_before.get(count.id)),
        quotes=tuple(_build_quote(row) for row in rows.quotes.get(count.id, ())),
        kind=count.kind,
        first_at=rows.first_asked.get(count.id),
    )


def _build_span_counts(
    spans: Sequence[Span], counts: Sequence[int] | None
) -> tuple[SpanCount, ...]:
    counts = counts or [0] * len(spans)
    return tuple(SpanCount(span, count) for span, count in zip(spans, counts, strict=True))


def _build_quote(row: Mapping[str, Any]) -> Quote:
    return Quote(row["text"], row["language"], row["conversation_id"], row["url"], row["asked_at"])


def _build_conversation(count: ThemeCount, row: Mapping[str, Any]) -> ReportConversation:
    return ReportConversation(
        theme_id=count.id,
        label=count.label,
        conversation_id=row["conversation_id"],
        url=row["url"],
        source=row["source"],
        at=row["asked_at"],
        language=row["language"],
        channel=row["channel"],
        text=row["text"],
    )
