"""Write the report of a period: load, build, render, replace the files."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.counts import Ranking, ThemeCount, Totals
from domain.errors import BadInput, BadRequest
from domain.periods import Period, parse_period
from domain.report import Quote, Report, ReportConversation, ReportTheme, Span, SpanCount, Step
from pipeline.analysis.audited_counts import add_audits, read_audits
from pipeline.settings import Settings
from reports.localise import LANGUAGES, Language
from reports.render import FORMATS, Format, render_documents
from store.read.conversations import read_conversations_by_theme
from store.read.reader import Reader, open_reader
from store.read.series import (
    compute_language_shares,
    find_first_asks,
    read_theme_quotes,
    read_theme_series,
    split_into_spans,
)

_QUOTES = 3
_LONGEST_BY_DAY = 14
_LONGEST_BY_WEEK = 371
"""Days a series is still told by week: a year of 53 weeks."""
_LONGEST_WITH_BEFORE = 186
"""Days a period may have for its chart to show the one before too: half a year."""


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """What `write_report` wrote."""

    report: Report
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ReportRows:
    """What the store knows of a period, all from one snapshot."""

    ranking: Ranking
    before: Totals | None
    data_from: datetime | None
    first_asked: Mapping[str, datetime]
    step: Step
    spans: tuple[Span, ...]
    series: Mapping[str, Sequence[int]]
    spans_before: tuple[Span, ...]
    series_before: Mapping[str, Sequence[int]]
    counted_before: Mapping[str, int]
    """Theme id -> conversations in the period before."""
    language_mix: tuple[tuple[str, float], ...]
    quotes: Mapping[str, Sequence[Mapping[str, Any]]]
    conversations: Mapping[str, Sequence[Mapping[str, Any]]]
    """Empty where nobody wants them."""


def write_report(
    settings: Settings,
    words: str,
    now: datetime,
    folder: Path,
    formats: Sequence[str] = FORMATS,
    language: str | None = None,
    top: int = 20,
) -> WrittenReport:
    """Write the report of the period `words` into `folder`; files of the same name are replaced.

    Without a language the document is English, and every theme in its main language. Raises
    `UnknownPeriod`, `BadRequest` for an unknown format or language, `BadInput` where the folder
    cannot be written, `NothingYet`.
    """
    wanted, speech = parse_formats(formats), parse_language(language or "en")
    report = load_report(settings, words, now, "csv" in wanted, language)
    files = replace_files(folder, render_documents(report, wanted, speech, top))
    return WrittenReport(report, files)


def load_report(
    settings: Settings,
    words: str,
    now: datetime,
    with_conversations: bool = True,
    language: str | None = None,
) -> Report:
    """The report of a period, from the newest snapshot, with labels in `language` where themes
    have such."""
    period = parse_period(words, now, settings.timezone, settings.week_start_number)
    with open_reader(settings.store) as reader:
        rows = read_report_rows(reader, period, settings.week_start_number, with_conversations)
        audits = read_audits(reader, settings.store)
    rows = replace(rows, ranking=add_audits(rows.ranking, audits))
    rows = replace(rows, ranking=rows.ranking.localise(language))
    return build_report(settings.store.path.name.lstrip(".") or "earshot", rows)


def read_report_rows(
    reader: Reader, period: Period, week_start: int = 0, with_conversations: bool = True
) -> ReportRows:
    """Everything a report is built from; `week_start` 0 = Monday."""
    ranking = reader.compute_ranking(period)
    data_from, first_asked = find_first_asks(reader)
    data = _find_data_span(ranking, data_from)
    step, start, end = _pick_step(period, data)
    spans = split_into_spans(start, end, step, week_start, data)
    before = period.find_previous()
    spans_before = _cut_spans_before(before, step, week_start, data)
    whole = [Span(before.start, before.end)] if before and before.start and before.end else []
    counted_before = read_theme_series(reader, whole, period.timezone)
    return ReportRows(
        ranking=ranking,
        before=reader.count_totals(before) if before else None,
        data_from=data_from,
        first_asked=first_asked,
        step=step,
        spans=spans,
        series=read_theme_series(reader, spans, period.timezone),
        spans_before=spans_before,
        series_before=read_theme_series(reader, spans_before, period.timezone),
        counted_before={theme: counts[0] for theme, counts in counted_before.items()},
        language_mix=compute_language_shares(reader, period),
        quotes=read_theme_quotes(reader, period, _QUOTES),
        conversations=read_conversations_by_theme(reader, period) if with_conversations else {},
    )


def build_report(workspace: str, rows: ReportRows) -> Report:
    """The report that these rows tell."""
    ranking = rows.ranking
    return Report(
        workspace=workspace,
        period=ranking.period,
        snapshot=ranking.snapshot,
        data_from=rows.data_from,
        totals=ranking.totals,
        before=rows.before,
        step=rows.step,
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


def parse_formats(given: Sequence[str]) -> tuple[Format, ...]:
    """The formats named, each once, in our order. Raises `BadRequest`."""
    if not given or set(given) - set(FORMATS):
        wrong = ", ".join(sorted(set(given) - set(FORMATS))) or "nothing"
        raise BadRequest(f"A report cannot be written as '{wrong}'. Use {', '.join(FORMATS)}.")
    return tuple(told for told in FORMATS if told in given)


def parse_language(given: str) -> Language:
    """The language named. Raises `BadRequest`."""
    for language in LANGUAGES:
        if language == given:
            return language
    raise BadRequest(f"A report cannot be written in '{given}'. Use {', '.join(LANGUAGES)}.")


def replace_files(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write all files beside, then put each in its place. Raises `BadInput`."""
    drafts: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            draft = folder / f".{name}.{os.getpid()}.draft"
            drafts.append((draft, folder / name))
            draft.write_bytes(content)
        for draft, path in drafts:
            draft.replace(path)
    except OSError as error:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)
        raise BadInput(
            f"The report cannot be written into '{folder}': {error.strerror}. "
            "Choose another folder with --out."
        ) from None
    return tuple(path for _, path in drafts)


def _find_data_span(ranking: Ranking, data_from: datetime | None) -> tuple[date, date] | None:
    """First day of the data and the day after the last, in the workspace's zone."""
    through = ranking.snapshot.data_through
    if data_from is None or through is None:
        return None
    zone = ZoneInfo(ranking.period.timezone)
    last = through.astimezone(zone).date()
    return data_from.astimezone(zone).date(), last + timedelta(days=1)


def _pick_step(period: Period, data: tuple[date, date] | None) -> tuple[Step, date, date]:
    """By what a series of the period goes, and its first day and the day after its last."""
    start, end = (period.start, period.end) if not period.is_all else data or (None, None)
    if start is None or end is None:
        return "week", date.min, date.min
    days = (end - start).days
    if days <= _LONGEST_BY_DAY:
        return "day", start, end
    return "week" if days <= _LONGEST_BY_WEEK else "month", start, end


def _cut_spans_before(
    before: Period | None, step: Step, week_start: int, data: tuple[date, date] | None
) -> tuple[Span, ...]:
    if before is None or before.start is None or before.end is None:
        return ()
    if (before.days or 0) > _LONGEST_WITH_BEFORE:
        return ()
    return split_into_spans(before.start, before.end, step, week_start, data)


def _build_theme(rank: int, count: ThemeCount, rows: ReportRows) -> ReportTheme:
    return ReportTheme(
        rank=rank,
        count=count,
        before=None if rows.before is None else rows.counted_before.get(count.id, 0),
        series=_build_span_counts(rows.spans, rows.series.get(count.id)),
        series_before=_build_span_counts(rows.spans_before, rows.series_before.get(count.id)),
        quotes=tuple(_build_quote(row) for row in rows.quotes.get(count.id, ())),
        kind=count.kind,
        first_at=rows.first_asked.get(count.id),
    )


def _build_span_counts(
    spans: Sequence[Span], counts: Sequence[int] | None
) -> tuple[SpanCount, ...]:
    told = counts or [0] * len(spans)
    return tuple(SpanCount(span, count) for span, count in zip(spans, told, strict=True))


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
