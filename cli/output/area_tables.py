"""Areas and teams, for people and for programs."""

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.counts import AreaCount, ThemeCount
from domain.numbers import format_number, format_percent
from domain.themes import ProductArea
from pipeline.areas.teams import AreaOverview
from pipeline.queries.ranking_json import build_period_json, build_snapshot_json

_SHOWN_ELSEWHERE = 10


def write_areas(console: Console, overview: AreaOverview) -> None:
    """One row an area, in the order of `areas.toml` or by frequency; then what fits nowhere."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Area", "Team", "Owner"):
        table.add_column(name, overflow="fold")
    for name in ("Themes", "Conversations", "Share"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Id", style="dim", no_wrap=True)
    for named, count in _pair_areas(overview):
        table.add_row(
            escape(count.label if count and not named else named.name if named else ""),
            escape(named.team or "" if named else ""),
            escape(named.owner or "" if named else ""),
            format_number(len(count.theme_ids) if count else 0),
            format_number(count.conversations if count else 0),
            format_percent(count.share if count else 0.0, 1),
            count.id if count else named.id if named else "",
        )
    if table.rows:
        console.print(table)
    else:
        console.print("There are no areas: there are too few themes, and none were named.")
    _write_elsewhere(console, find_elsewhere(overview))
    if not overview.tree:
        console.print(
            "\nThese were found. `earshot areas example > areas.toml` begins a file of your own.",
            highlight=False,
        )


def build_areas_json(overview: AreaOverview) -> dict[str, Any]:
    """The same for programs."""
    ranking = overview.ranking
    return {
        "period": build_period_json(ranking.period),
        "snapshot": build_snapshot_json(ranking.snapshot),
        "named": bool(overview.tree),
        "areas": [
            {
                "id": count.id if count else named.id if named else "",
                "name": named.name if named else count.label if count else "",
                "team": named.team if named else None,
                "owner": named.owner if named else None,
                "themes": list(count.theme_ids) if count else [],
                "conversations": count.conversations if count else 0,
                "share": round(count.share, 6) if count else 0.0,
            }
            for named, count in _pair_areas(overview)
        ],
        "elsewhere": [theme.id for theme in find_elsewhere(overview)],
    }


def find_elsewhere(overview: AreaOverview) -> list[ThemeCount]:
    """Themes that fit no area, most frequent first."""
    placed = {theme for area in overview.ranking.areas for theme in area.theme_ids}
    return [theme for theme in overview.ranking.themes if theme.id not in placed]


def _pair_areas(
    overview: AreaOverview,
) -> list[tuple[ProductArea | None, AreaCount | None]]:
    """Every area as people named it and as it was counted, where it was either."""
    counted = {area.id: area for area in overview.ranking.areas}
    named = [(area, counted.pop(area.id, None)) for area in overview.tree]
    return [*named, *((None, area) for area in counted.values())]


def _write_elsewhere(console: Console, themes: list[ThemeCount]) -> None:
    if not themes:
        return
    many = "s" * (len(themes) > 1)
    console.print(
        f"\nIn no area: {len(themes)} theme{many} (`earshot theme area THEME NAME` puts one)."
    )
    for theme in themes[:_SHOWN_ELSEWHERE]:
        console.print(
            f"  {theme.id}  {format_number(theme.conversations):>6}  {escape(theme.label)}",
            highlight=False, overflow="ellipsis", no_wrap=True,
        )  # fmt: skip
    if len(themes) > _SHOWN_ELSEWHERE:
        console.print(f"  ... and {len(themes) - _SHOWN_ELSEWHERE} more (--json names all)")
