"""The ranking of themes, areas or teams by a measure, filtered and broken down, with intervals."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from domain.counts import AuditedCount, SnapshotInfo, ThemeCount, Totals
from domain.errors import BadRequest
from domain.periods import Period
from pipeline.analysis.audited_counts import AuditRates, read_audits
from pipeline.areas.teams import Team, find_team, read_teams
from pipeline.queries.filters import (
    AnySplit,
    RankQuery,
    ThemeFilters,
    Unit,
    find_area,
    get_status,
    parse_status,
    pick_label,
)
from pipeline.settings import Settings, read_period
from signals.measures import Measure, RankedTheme
from signals.ranks import rank_by_measure
from store.read.measured_ranking import (
    AreaMapping,
    Filters,
    Split,
    count_filtered_totals,
    read_known_plans,
    read_ranking_rows,
    read_theme_facts,
)
from store.read.reader import Reader, open_reader

NO_TEAMS: Mapping[str, Team] = {}


@dataclass(frozen=True, slots=True)
class SignalRanking:
    """Themes, areas or teams by a measure, and where all asks that the filters let through went."""

    period: Period
    snapshot: SnapshotInfo
    measure: Measure
    unit: Unit
    filters: Filters
    themes: ThemeFilters
    """Which themes are shown. Totals and shares are of all asks that `filters` let through."""
    split: str | None
    totals: Totals
    rows: tuple[RankedTheme, ...]
    labels: Mapping[str, str]
    """Id of a theme or area, or name of a team -> label."""
    areas: Mapping[str, str]
    """Id of an area -> label, for `part` where the break-down is by area."""
    audits: Mapping[str, AuditRates] = field(default_factory=dict)
    """Theme id -> what its audit says of its counts."""

    @property
    def active_filters(self) -> dict[str, str]:
        """All filters that are set, as one would write them."""
        return self.filters.active | self.themes.active

    def estimate_audited(self, row: RankedTheme) -> AuditedCount | None:
        """What an audit says of a row's conversations."""
        rates = self.audits.get(row.theme_id)
        return rates.estimate_count(row.conversations) if rates else None


def rank_signals(settings: Settings, words: str, wanted: RankQuery, now: datetime) -> SignalRanking:
    """Themes or areas of a period by a measure. Raises `BadRequest` when the measure lacks its
    numbers, or a filter names what is not there."""
    period = read_period(settings, words, now)
    if wanted.measure.by == "per-1000" and not wanted.measure.actives:
        raise BadRequest("--by per-1000 needs the customers active in the period: --actives 12000.")
    if wanted.unit == "team" and not read_teams(settings):
        raise BadRequest(
            "--by team needs teams: `earshot areas set areas.toml` names areas and their teams."
        )
    if wanted.unit == wanted.split:
        raise BadRequest("--by area is by area already: leave out --split area.")
    with open_reader(settings.store) as reader:
        if wanted.measure.by == "value":
            _check_worths(wanted.worths, read_known_plans(reader))
        teams = read_teams(settings) if wanted.team or wanted.unit == "team" else {}
        ranking = rank_with(reader, period, wanted, find_team(settings, wanted.team), teams)
        return replace(ranking, audits=read_audits(reader, settings.store))


def rank_with(
    reader: Reader,
    period: Period,
    wanted: RankQuery,
    team: Team | None = None,
    teams: Mapping[str, Team] = NO_TEAMS,
) -> SignalRanking:
    """The same from a reader that is open already; `team` is the one that `wanted` names, `teams`
    are all, for a ranking of teams."""
    area, status = find_area(reader, wanted.area), parse_status(wanted.status)
    chosen = ThemeFilters(wanted.kind, area, status, wanted.firm, team)
    facts = read_theme_facts(reader, period, with_kinds=wanted.kind is not None)
    areas = {area.id: area for area in reader.read_areas()}
    shown = chosen.select_ids(facts)
    if wanted.unit in ("area", "team"):
        team_of = {area: name for name, team in teams.items() for area in team.areas}
        place = team_of if wanted.unit == "team" else {name: name for name in areas}
        rows, shown = _read_unit_rows(reader, period, wanted, facts, shown, place), None
    else:
        rows = _read_theme_rows(reader, period, wanted, facts)
    labels = {name: pick_label(area, wanted.language) for name, area in areas.items()}
    themes = {name: theme.localise(wanted.language).label for name, theme in facts.items()}
    return SignalRanking(
        period=period,
        snapshot=reader.snapshot,
        measure=wanted.measure,
        unit=wanted.unit,
        filters=wanted.filters,
        themes=chosen,
        split=_format_split(wanted),
        totals=count_filtered_totals(reader, period, wanted.filters),
        rows=tuple(rank_by_measure(rows, wanted.measure, shown)),
        labels={"area": labels, "team": {name: name for name in teams}}.get(wanted.unit, themes),
        areas=labels,
    )


def _read_theme_rows(
    reader: Reader, period: Period, wanted: RankQuery, facts: Mapping[str, ThemeCount]
) -> list[dict[str, Any]]:
    split = wanted.split
    if split in ("area", "status"):
        rows = read_ranking_rows(reader, period, wanted.filters, wanted.worths)
        return [{**row, "part": _pick_part(facts[row["theme_id"]], split)} for row in rows]
    return read_ranking_rows(
        reader, period, wanted.filters, wanted.worths, _pick_split(wanted), wanted.split_attribute
    )


def _read_unit_rows(
    reader: Reader,
    period: Period,
    wanted: RankQuery,
    facts: Mapping[str, ThemeCount],
    shown: frozenset[str] | None,
    unit_of: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Rows of areas or teams, made of those of their themes that are shown; `unit_of` says which
    an area is, or belongs to."""
    kept = [
        theme
        for theme in facts.values()
        if theme.area in unit_of and (shown is None or theme.id in shown)
    ]
    by_status = wanted.split == "status"
    units = AreaMapping(
        tuple(theme.id for theme in kept),
        tuple(unit_of[str(theme.area)] for theme in kept),
        tuple(get_status(theme) for theme in kept) if by_status else None,
    )
    split = None if by_status else _pick_split(wanted)
    return read_ranking_rows(
        reader, period, wanted.filters, wanted.worths, split, wanted.split_attribute, units
    )


def _pick_split(wanted: RankQuery) -> Split | None:
    return None if wanted.split in ("area", "status") else wanted.split  # type: ignore[return-value]


def _pick_part(theme: ThemeCount, split: AnySplit | None) -> str | None:
    return theme.area if split == "area" else get_status(theme)


def _format_split(wanted: RankQuery) -> str | None:
    if wanted.split == "attribute":
        return f"attribute {wanted.split_attribute}"
    return wanted.split.replace("_", " ") if wanted.split else None


def _check_worths(worths: Mapping[str, float], known: frozenset[str]) -> None:
    if not worths:
        raise BadRequest(
            "--by value needs what each plan is worth: --worth pro=20 --worth team=90."
        )
    if not set(worths) & known:
        raise BadRequest(
            f"No customer is on a plan that --worth names ({', '.join(sorted(worths))}); "
            f"known plans: {', '.join(sorted(known)) or 'none'}."
        )
