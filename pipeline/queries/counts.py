"""Counts of every theme in groups: by day, week, month, channel or language."""

from dataclasses import dataclass

from domain.counts import Ranking
from domain.periods import Period
from pipeline.analysis.audited_counts import add_audits, read_audits
from pipeline.settings import Settings
from store.read.counts import GroupBy, ThemeGroups, count_by_group
from store.read.reader import open_reader


@dataclass(frozen=True, slots=True)
class GroupedCounts:
    """Every theme's counts over a period, in groups."""

    ranking: Ranking
    """For period, snapshot and totals."""
    group_by: GroupBy
    themes: tuple[ThemeGroups, ...]


def read_counts(
    settings: Settings, period: Period, group_by: GroupBy, theme_id: str | None = None
) -> GroupedCounts:
    """Counts of every theme, or of one, in groups that add up to them. Raises `NotFound`,
    `NothingYet`, `TooManyGroups`."""
    with open_reader(settings.store) as reader:
        theme = reader.read_theme(theme_id) if theme_id is not None else None
        ranking = add_audits(reader.compute_ranking(period), read_audits(reader, settings.store))
        groups = count_by_group(reader, ranking, group_by, settings.week_start_number, theme)
        return GroupedCounts(ranking, group_by, groups)
