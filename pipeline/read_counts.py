"""What programs ask: the ranking, one theme, its conversations page by page, counts in groups.

One answer = one snapshot. Nothing here brings a model or a learning library.
"""

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from domain import Ask, Period, Ranking, SnapshotInfo, ThemeCount, parse_period
from domain.errors import NothingYet
from pipeline.examine import list_models
from pipeline.settings import Settings
from store.counts import (
    ConversationPage,
    GroupBy,
    Position,
    ThemeGroups,
    conversations_after,
    count_of,
    grouped_counts,
    theme_named,
)
from store.reader import open_reader


@dataclass(frozen=True, slots=True)
class OneTheme:
    """One theme over a period."""

    ranking: Ranking
    """The ranking it was read from, for period, snapshot and totals."""
    count: ThemeCount
    """Zeros where the period has none of it."""
    quotes: tuple[Ask, ...]
    """Its most central asks."""


@dataclass(frozen=True, slots=True)
class ThemeConversations:
    """A page of the conversations behind a theme's count."""

    theme_id: str
    label: str
    period: Period
    snapshot: SnapshotInfo
    page: ConversationPage


@dataclass(frozen=True, slots=True)
class GroupedCounts:
    """Every theme's counts over a period, in groups."""

    ranking: Ranking
    """For period, snapshot and totals."""
    group_by: GroupBy
    themes: tuple[ThemeGroups, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a workspace can answer."""

    version: str
    snapshot: SnapshotInfo | None
    """None before the first import."""
    model: str
    model_ready: bool
    """Whether the model lies ready on this machine."""


def period_of(settings: Settings, words: str, now: datetime) -> Period:
    """The period `words` name in this workspace. Raises `UnknownPeriod`."""
    return parse_period(words, now, settings.timezone, settings.week_start_number)


def read_ranking(settings: Settings, period: Period) -> Ranking:
    """Themes of a period by frequency, with the honest remainder. Raises `NothingYet`."""
    with open_reader(settings.store) as reader:
        return reader.ranking(period)


def read_theme(settings: Settings, theme_id: str, period: Period) -> OneTheme:
    """The theme with exactly this id. Raises `NotFound`, `NothingYet`."""
    with open_reader(settings.store) as reader:
        theme = theme_named(reader, theme_id)
        ranking = reader.ranking(period)
        asks = reader.asks_by_id(theme.quotes)
        quotes = tuple(asks[quote] for quote in theme.quotes if quote in asks)
        return OneTheme(ranking, count_of(reader, ranking, theme), quotes)


def read_conversations(
    settings: Settings, theme_id: str, period: Period, limit: int, after: Position | None
) -> ThemeConversations:
    """A page of exactly the conversations behind a theme's count. Raises `NotFound`,
    `NothingYet`."""
    with open_reader(settings.store) as reader:
        theme = theme_named(reader, theme_id)
        page = conversations_after(reader, theme.id, period, limit, after)
        return ThemeConversations(theme.id, theme.label, period, reader.snapshot, page)


def read_counts(
    settings: Settings, period: Period, group_by: GroupBy, theme_id: str | None = None
) -> GroupedCounts:
    """Counts of every theme, or of one, in groups that add up to them. Raises `NotFound`,
    `NothingYet`, `TooManyGroups`."""
    with open_reader(settings.store) as reader:
        theme = theme_named(reader, theme_id) if theme_id is not None else None
        ranking = reader.ranking(period)
        week_start = settings.week_start_number
        return GroupedCounts(
            ranking, group_by, grouped_counts(reader, ranking, group_by, week_start, theme)
        )


def read_health(settings: Settings) -> Health:
    """Version, newest snapshot, model: also of an empty workspace."""
    chosen = next(state for state in list_models(settings) if state.chosen)
    return Health(
        installed_version(), read_snapshot(settings), chosen.name, chosen.path is not None
    )


def read_snapshot(settings: Settings) -> SnapshotInfo | None:
    """The newest snapshot; None before the first import."""
    try:
        with open_reader(settings.store) as reader:
            return reader.snapshot
    except NothingYet:
        return None


def installed_version() -> str:
    """Which Earshot this is."""
    try:
        return version("earshot")
    except PackageNotFoundError:
        return "not installed"
