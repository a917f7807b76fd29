"""What the dashboard's pages show. One page = one reader = one snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.counts import Ranking, ThemeCount, ThemeDetail
from pipeline.analysis.audited_counts import add_audits, read_audits
from pipeline.queries.calendar import Calendar, read_calendar
from pipeline.queries.conversations import (
    PAGE_SIZE,
    Listing,
    build_listing,
    clamp_page,
    compute_offset,
)
from pipeline.queries.history import HistoryEntry, build_history
from pipeline.queries.ranking import read_theme_detail
from pipeline.settings import Settings, read_period
from store.read.conversations import ListingKind, list_asks
from store.read.reader import open_reader
from store.read.series import read_theme_series


@dataclass(frozen=True, slots=True)
class RankingView:
    """The ranking of a period, with the series that its sparklines show."""

    ranking: Ranking
    calendar: Calendar
    series: Mapping[str, tuple[int, ...]]
    """Theme id -> conversations a week, one for each of `calendar.weeks`."""
    themes_known: int
    """Live themes, whatever the period: 0 before the first grouping."""


@dataclass(frozen=True, slots=True)
class ThemeView:
    """One theme over a period."""

    one: ThemeDetail
    calendar: Calendar
    series: tuple[int, ...]
    """Conversations a week, one for each of `calendar.weeks`."""
    listing: Listing
    history: tuple[HistoryEntry, ...]
    """What became of it, and who decided what, the oldest first."""


@dataclass(frozen=True, slots=True)
class AsksView:
    """The asks behind one of a period's totals."""

    ranking: Ranking
    kind: ListingKind
    theme: ThemeCount | None
    """The theme they are narrowed to; None for all."""
    calendar: Calendar
    listing: Listing


def view_ranking(settings: Settings, words: str, now: datetime) -> RankingView:
    """Themes of a period. Raises `UnknownPeriod`, `NothingYet`."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        calendar = read_calendar(reader, settings)
        series = read_theme_series(reader, calendar.spans, settings.timezone)
        ranking = add_audits(reader.compute_ranking(period), read_audits(reader, settings.store))
        return RankingView(ranking, calendar, series, reader.count_themes())


def view_theme(settings: Settings, given: str, words: str, now: datetime, page: int) -> ThemeView:
    """A theme by its id or the beginning of it, with one page of the conversations behind its
    count. Raises `UnknownPeriod`, `NothingYet`, `NotFound`."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        audits = read_audits(reader, settings.store)
        one = read_theme_detail(reader, reader.resolve_theme_id(given), period, audits)
        theme_id, total = one.theme.id, one.count.conversations
        calendar = read_calendar(reader, settings)
        series = read_theme_series(reader, calendar.spans, settings.timezone, theme_id)
        page = clamp_page(page, total)
        rows = reader.read_theme_conversations(theme_id, period, PAGE_SIZE, compute_offset(page))
        return ThemeView(
            one=one,
            calendar=calendar,
            series=series.get(theme_id, (0,) * len(calendar.weeks)),
            listing=build_listing(rows, page, total),
            history=build_history(reader, theme_id),
        )


def view_asks(
    settings: Settings,
    kind: ListingKind,
    words: str,
    now: datetime,
    page: int,
    given_theme: str | None = None,
) -> AsksView:
    """One page of the asks behind a total, of one theme where it is given.

    Raises `UnknownPeriod`, `NothingYet`, `NotFound`.
    """
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        ranking = reader.compute_ranking(period)
        theme_id = reader.resolve_theme_id(given_theme) if given_theme else None
        theme = ranking.find_row(reader.read_theme(theme_id))[1] if theme_id else None
        total = theme.asks if theme else int(getattr(ranking.totals, kind))
        page = clamp_page(page, total)
        rows = list_asks(reader, kind, period, theme_id, PAGE_SIZE, compute_offset(page))
        calendar = read_calendar(reader, settings)
        return AsksView(ranking, kind, theme, calendar, build_listing(rows, page, total))
