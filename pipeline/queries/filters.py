"""Which themes a ranking shows: of a kind, of an area or a team, with a status that
people gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from domain.asks import Kind
from domain.counts import ThemeCount
from domain.decisions import STATUSES
from domain.errors import BadRequest
from domain.themes import Area
from pipeline.areas.teams import Team
from signals.measures import Measure
from store.read.measured_ranking import Filters, Split
from store.read.reader import Reader

Unit = Literal["theme", "area", "team"]
AnySplit = Split | Literal["area", "status"]
"""What a ranking can be broken down by: the last two are of themes."""
NO_STATUS = "none"
"""What one writes for themes that nobody gave a status."""


@dataclass(frozen=True, slots=True)
class ThemeFilters:
    """What themes must be like to be shown; None lets every theme through."""

    kind: Kind | None = None
    """What people say a theme is; else what most of its asks are."""
    area: Area | None = None
    status: str | None = None
    """As people gave it (`earshot theme status`), or "none"."""
    firm: bool = False
    """Only themes that are not weak."""
    team: Team | None = None
    """Whose areas they are in."""

    @property
    def active(self) -> dict[str, str]:
        """The filters that are set, as one would write them."""
        area = self.area.id if self.area else None
        firm = "only" if self.firm else None
        team = self.team.name if self.team else None
        named = (
            ("kind", self.kind), ("area", area), ("status", self.status), ("firm", firm),
            ("team", team),
        )  # fmt: skip
        return {name: value for name, value in named if value is not None}

    def matches(self, theme: ThemeCount) -> bool:
        """Whether this theme is shown."""
        return (
            self.kind in (None, theme.kind)
            and (self.area is None or theme.area == self.area.id)
            and self.status in (None, get_status(theme))
            and not (self.firm and theme.is_weak)
            and (self.team is None or theme.area in self.team.areas)
        )

    def select_ids(self, themes: Mapping[str, ThemeCount]) -> frozenset[str] | None:
        """Ids of the themes that are shown; None for all."""
        if not self.active:
            return None
        return frozenset(name for name, theme in themes.items() if self.matches(theme))


_NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class RankQuery:
    """What a reader asks a ranking for."""

    measure: Measure
    unit: Unit = "theme"
    filters: Filters = _NO_FILTERS
    kind: Kind | None = None
    """Only themes of this kind; so are the next two."""
    area: str | None = None
    """By id or label."""
    status: str | None = None
    firm: bool = False
    """Only themes that are not weak."""
    team: str | None = None
    """Only themes of areas of this team."""
    split: AnySplit | None = None
    split_attribute: str | None = None
    """Name of the attribute, where `split` is "attribute"."""
    worths: Mapping[str, float] = field(default_factory=dict)
    """Plan -> what a customer on it is worth."""
    language: str | None = None
    """Of labels."""


def get_status(theme: ThemeCount) -> str:
    """What people say of it: "open", "planned", "shipped" ...; "none" where nobody did."""
    return theme.overrule.status or NO_STATUS


def parse_status(words: str | None) -> str | None:
    """The status named. Raises `BadRequest`."""
    if words is None:
        return None
    folded = words.casefold().replace(" ", "_").replace("-", "_").replace("'", "")
    if folded not in (*STATUSES, NO_STATUS):
        raise BadRequest(
            f"--status '{words}' is none that a theme can have: {', '.join(STATUSES)}, or "
            f"{NO_STATUS} where nobody said. The status of conversations in their own tool is "
            "--conversation-status."
        )
    return folded


def find_area(reader: Reader, words: str | None) -> Area | None:
    """The area with this id, an unambiguous beginning of it, or this label in any language.
    Raises `BadRequest`."""
    if words is None:
        return None
    areas = reader.read_areas()
    folded = words.casefold()
    named = [
        area for area in areas if folded in {area.id, *(n.label.casefold() for n in area.names)}
    ]
    fitting = named or [area for area in areas if area.id.startswith(words)]
    if len(fitting) != 1:
        known = ", ".join(f"{pick_label(area)} ({area.id})" for area in areas)
        raise BadRequest(
            f"--area '{words}' names no area, or several. Known areas: "
            f"{known or 'none: there are too few themes for areas'}."
        )
    return fitting[0]


def pick_label(area: Area, language: str | None = None) -> str:
    """What an area is called, in a language where it has such a name."""
    name = next((known for known in area.names if known.language == language), None)
    return (name or area.names[0]).label if area.names else area.id
