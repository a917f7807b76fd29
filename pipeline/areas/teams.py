"""Teams, each with the areas of the product it takes care of, as `areas.toml` says now."""

from dataclasses import dataclass
from datetime import datetime

from domain.counts import Ranking
from domain.errors import BadRequest
from domain.themes import ProductArea
from pipeline.areas.tree import read_tree
from pipeline.settings import Settings, read_period
from store.read.reader import Reader, open_reader


@dataclass(frozen=True, slots=True)
class Team:
    """A team and the ids of its areas."""

    name: str
    areas: frozenset[str]


@dataclass(frozen=True, slots=True)
class AreaOverview:
    """The product's areas, and what is in them over a period."""

    tree: tuple[ProductArea, ...]
    """As people named them; empty where the areas are found ones."""
    ranking: Ranking


def find_team(settings: Settings, words: str | None) -> Team | None:
    """The team of that name, in any case; None where none is named. Raises `BadRequest`."""
    if words is None:
        return None
    teams = read_teams(settings)
    for name, team in teams.items():
        if name.casefold() == words.strip().casefold():
            return team
    known = ", ".join(teams) or "none: `earshot areas set areas.toml` names areas and their teams"
    raise BadRequest(f"--team '{words}' is none that areas.toml names. Known teams: {known}.")


def read_teams(settings: Settings) -> dict[str, Team]:
    """Teams by name, in the order of `areas.toml`. Raises `BadInput`."""
    areas: dict[str, set[str]] = {}
    for area in read_tree(settings):
        if area.team:
            areas.setdefault(area.team, set()).add(area.id)
    return {name: Team(name, frozenset(ids)) for name, ids in areas.items()}


def select_team_themes(reader: Reader, team: Team | None) -> frozenset[str] | None:
    """Ids of the live themes in a team's areas; None, for all, where there is no team."""
    if team is None:
        return None
    facts = reader.read_theme_facts()
    return frozenset(name for name, theme in facts.items() if theme.area in team.areas)


def read_areas(settings: Settings, words: str, now: datetime) -> AreaOverview:
    """Areas with what is in them over the period `words`. Raises `UnknownPeriod`, `BadInput`,
    `NothingYet`."""
    period = read_period(settings, words, now)
    tree = read_tree(settings)
    with open_reader(settings.store) as reader:
        return AreaOverview(tree, reader.compute_ranking(period))
