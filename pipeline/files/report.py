"""Write the report of a period: load, build, render, replace the files."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from domain.counts import Ranking
from domain.errors import FULL_DISK, BadInput, BadRequest
from domain.periods import Period, parse_period
from domain.report import Report, Span
from pipeline.analysis.audited_counts import add_audits, read_audits
from pipeline.areas.teams import Team, find_team
from pipeline.settings import Settings
from reports.build import N_QUOTES, ReportRows, build_report, plan_series
from reports.localise import LANGUAGES, Language
from reports.render import FORMATS, Format, render_documents
from store.files.atomic import open_replacement
from store.files.private import make_folder
from store.read.conversations import read_conversations_by_theme
from store.read.reader import Reader, open_reader
from store.read.series import (
    compute_language_shares,
    find_first_asks,
    read_theme_quotes,
    read_theme_series,
)


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """What `write_report` wrote."""

    report: Report
    files: tuple[Path, ...]


def write_report(
    settings: Settings,
    words: str,
    now: datetime,
    folder: Path,
    formats: Sequence[str] = FORMATS,
    language: str | None = None,
    top: int = 20,
    team: str | None = None,
) -> WrittenReport:
    """Write the report of the period `words` into `folder`; files of the same name are replaced.

    Without a language the document is English, and every theme in its main language. Raises
    `UnknownPeriod`, `BadRequest` for an unknown format or language, `BadInput` where the folder
    cannot be written, `NothingYet`.
    """
    wanted, spoken = parse_formats(formats), parse_language(language or "en")
    report = load_report(settings, words, now, "csv" in wanted, language, team)
    documents = render_documents(report, wanted, spoken, top)
    files = replace_files(folder, documents, is_private=settings.store.holds(folder))
    return WrittenReport(report, files)


def load_report(
    settings: Settings,
    words: str,
    now: datetime,
    with_conversations: bool = True,
    language: str | None = None,
    team: str | None = None,
) -> Report:
    """The report of a period from the newest snapshot; with the themes of a `team`'s areas alone,
    where one is named, beside the totals of everything.

    Labels are in `language` where a theme has one in it, else in the theme's main language.
    """
    period = parse_period(words, now, settings.timezone, settings.week_start_number)
    with open_reader(settings.store) as reader:
        rows = read_report_rows(reader, period, settings.week_start_number, with_conversations)
        audits = read_audits(reader, settings.store)
    wanted = find_team(settings, team)
    rows = replace(rows, ranking=_select_team(rows.ranking, wanted))
    rows = replace(rows, ranking=add_audits(rows.ranking, audits))
    rows = replace(rows, ranking=rows.ranking.localise(language))
    workspace = settings.store.path.name.lstrip(".") or "earshot"
    return build_report(f"{workspace}, {wanted.name}" if wanted else workspace, rows)


def _select_team(ranking: Ranking, team: Team | None) -> Ranking:
    if team is None:
        return ranking
    return replace(
        ranking,
        themes=tuple(theme for theme in ranking.themes if theme.area in team.areas),
        areas=tuple(area for area in ranking.areas if area.id in team.areas),
    )


def read_report_rows(
    reader: Reader, period: Period, week_start: int = 0, with_conversations: bool = True
) -> ReportRows:
    """The rows that `build_report` needs; `week_start` is a week's first weekday, 0 = Monday."""
    ranking = reader.compute_ranking(period)
    data_from, first_asked = find_first_asks(reader)
    plan = plan_series(period, data_from, ranking.snapshot.data_through, week_start)
    before = period.find_previous()
    whole = [Span(before.start, before.end)] if before and before.start and before.end else []
    counted_before = read_theme_series(reader, whole, period.timezone)
    return ReportRows(
        ranking=ranking,
        before=reader.count_totals(before) if before else None,
        data_from=data_from,
        first_asked=first_asked,
        plan=plan,
        series=read_theme_series(reader, plan.spans, period.timezone),
        series_before=read_theme_series(reader, plan.spans_before, period.timezone),
        counted_before={theme: counts[0] for theme, counts in counted_before.items()},
        language_mix=compute_language_shares(reader, period),
        quotes=read_theme_quotes(reader, period, N_QUOTES),
        conversations=read_conversations_by_theme(reader, period) if with_conversations else {},
    )


def parse_formats(given: Sequence[str]) -> tuple[Format, ...]:
    """The formats named, each once, in our order. Raises `BadRequest`."""
    if not given or set(given) - set(FORMATS):
        wrong = ", ".join(sorted(set(given) - set(FORMATS))) or "nothing"
        raise BadRequest(f"A report cannot be written as '{wrong}'. Use {', '.join(FORMATS)}.")
    return tuple(name for name in FORMATS if name in given)


def parse_language(given: str) -> Language:
    """The language named. Raises `BadRequest`."""
    for language in LANGUAGES:
        if language == given:
            return language
    raise BadRequest(f"A report cannot be written in '{given}'. Use {', '.join(LANGUAGES)}.")


def replace_files(
    folder: Path, contents: Mapping[str, bytes], is_private: bool = False
) -> tuple[Path, ...]:
    """Write all files beside, then put each in its place; their paths. Others may read them as
    the person's umask has it, unless they are private. Raises `BadInput`, and `OSError` for a full
    disk."""
    mode = 0o600 if is_private else None
    try:
        make_folder(folder, is_private)
        with ExitStack() as replacements:
            for name, content in contents.items():
                file = replacements.enter_context(open_replacement(folder / name, mode))
                file.write(content)
    except OSError as error:
        if error.errno in FULL_DISK:
            raise
        raise BadInput(
            f"The report cannot be written into '{folder}': {error.strerror}. "
            "Choose another folder with --out."
        ) from None
    return tuple(folder / name for name in contents)
