"""What readers ask: the ranking, one theme, the conversations behind it. One answer = one snapshot.

Nothing here brings a model or a learning library.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.asks import Kind
from domain.counts import (
    Ranking,
    SnapshotInfo,
    ThemeConversations,
    ThemeDetail,
    ThemePage,
    Totals,
)
from domain.periods import Period
from pipeline.analysis.audited_counts import AuditRates, add_audits, read_audits
from pipeline.areas.teams import find_team
from pipeline.queries.filters import ThemeFilters, find_area, parse_status
from pipeline.settings import Settings, read_period
from store.read.as_of import read_as_of
from store.read.conversations import read_conversation_page
from store.read.counts import GroupBy, ThemeGroups, count_by_group
from store.read.reader import Reader, open_reader
from store.tables.rows import PageCursor


@dataclass(frozen=True, slots=True)
class GroupedCounts:
    """Every theme's counts over a period, in groups."""

    period: Period
    snapshot: SnapshotInfo
    totals: Totals
    group_by: GroupBy
    themes: tuple[ThemeGroups, ...]


def rank_themes(
    settings: Settings,
    words: str,
    now: datetime,
    kind: Kind | None = None,
    as_of: str | None = None,
    area: str | None = None,
    status: str | None = None,
    firm: bool = False,
    team: str | None = None,
) -> Ranking:
    """Themes of the period `words`; of one kind, area (id or label), status or team, where one is
    named, and without weak ones where they shall be `firm`: the totals are those of all. `as_of` a
    day, a time or the number of a snapshot as they were reported then.

    Raises `UnknownPeriod`, `UnknownMoment`, `NothingYet`, `BadRequest`.
    """
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader, read_as_of(reader, as_of, period.timezone) as then:
        ranking = then.compute_ranking(period)
        if as_of is None:
            ranking = add_audits(ranking, read_audits(reader, settings.store))
        chosen = ThemeFilters(
            kind, find_area(then, area), parse_status(status), firm, find_team(settings, team)
        )
    return replace(ranking, themes=tuple(filter(chosen.matches, ranking.themes)))


def read_ranking(
    settings: Settings, period: Period, as_of: str | None = None, with_areas: bool = True
) -> Ranking:
    """Themes of a period by frequency, with the honest remainder, and its areas where they are
    wanted; `as_of` as in `rank_themes`. Raises `NothingYet`, `UnknownMoment`."""
    with open_reader(settings.store) as reader, read_as_of(reader, as_of, period.timezone) as then:
        ranking = then.compute_ranking(period, with_areas)
        # An audit speaks for how things are grouped now.
        audits = read_audits(reader, settings.store) if as_of is None else {}
        return add_audits(ranking, audits)


def show_theme(settings: Settings, given: str, words: str, now: datetime) -> ThemePage:
    """A theme by its id or the beginning of it. Raises `UnknownPeriod`, `NotFound`,
    `NothingYet`."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        theme_id = reader.resolve_theme_id(given)
        conversations = reader.read_theme_conversations(theme_id, period)
        audits = read_audits(reader, settings.store)
        return ThemePage(read_theme_detail(reader, theme_id, period, audits), tuple(conversations))


def read_theme(settings: Settings, theme_id: str, period: Period) -> ThemeDetail:
    """The theme with exactly this id; where it was merged away, the theme its asks count in now.
    Raises `NotFound`, `NothingYet`."""
    with open_reader(settings.store) as reader:
        audits = read_audits(reader, settings.store)
        return read_theme_detail(reader, reader.follow_mergers(theme_id), period, audits)


def read_theme_detail(
    reader: Reader, theme_id: str, period: Period, audits: Mapping[str, AuditRates]
) -> ThemeDetail:
    """What `reader` and people's audits know of a theme over a period. Raises `NotFound`."""
    theme = reader.read_theme(theme_id)
    ranking = add_audits(reader.compute_ranking(period), audits)
    rank, count = ranking.find_row(theme)
    if facts := reader.read_theme_facts().get(theme.id):
        count = replace(count, cohesion=facts.cohesion, by_answer=facts.by_answer)
    asks = reader.read_asks_by_id(theme.quotes)
    quotes = tuple(asks[quote] for quote in theme.quotes if quote in asks)
    return ThemeDetail(ranking, theme, rank, count, quotes)


def read_conversations(
    settings: Settings, theme_id: str, period: Period, limit: int, after: PageCursor | None
) -> ThemeConversations:
    """A page of exactly the conversations behind a theme's count. Raises `NotFound`,
    `NothingYet`."""
    with open_reader(settings.store) as reader:
        theme = reader.read_theme(reader.follow_mergers(theme_id))
        page = read_conversation_page(reader, theme.id, period, limit, after)
        return ThemeConversations(theme, period, reader.snapshot, page)


def read_counts(
    settings: Settings, period: Period, group_by: GroupBy, theme_id: str | None = None
) -> GroupedCounts:
    """Counts of every theme, or of one, in groups that add up to them. Raises `NotFound`,
    `NothingYet`, `TooManyGroups`."""
    with open_reader(settings.store) as reader:
        theme = reader.read_theme(theme_id) if theme_id is not None else None
        groups = count_by_group(reader, period, group_by, settings.week_start_number, theme)
        totals = reader.count_totals(period)
        return GroupedCounts(period, reader.snapshot, totals, group_by, groups)
