"""`earshot rank`: themes or areas by frequency, or by a measure, filtered and broken down; `show`:
one of them. What answers at once loads neither a model nor statistics."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer

from cli.console import out
from cli.options import (
    AsOf,
    Json,
    KindWord,
    Lang,
    Now,
    PeriodWords,
    TeamName,
    Top,
    build_settings,
    check_language,
    parse_now,
    print_answer,
)
from cli.output import theme_json, theme_tables
from domain.counts import Ranking
from domain.errors import BadRequest
from pipeline.queries.filters import AnySplit, RankQuery, Unit
from pipeline.queries.ranking import rank_themes, show_theme
from signals.measures import MEASURES, Measure
from store.read.measured_ranking import Filters

app = typer.Typer()
Text = str | None
UNITS: tuple[Unit, ...] = ("theme", "area", "team")
SPLITS: tuple[AnySplit, ...] = (
    "channel", "language", "plan", "country", "page", "tag", "group", "kind", "area", "status",
    "conversation_status",
)  # fmt: skip
_SPLITS = ", ".join(split.replace("_", "-") for split in SPLITS)


@app.command(epilog="Example: earshot rank --period 2026-02 --by area,customers --kind complaint")
def rank(
    period: PeriodWords = "all",
    top: Top = 20,
    by: Annotated[
        str,
        typer.Option(
            help="theme, area: themes under areas, or team. Or a measure, told with 95 % "
            f"intervals: {', '.join(MEASURES)}. Or both: area,value."
        ),
    ] = "theme",
    split: Annotated[
        str | None, typer.Option(help=f"Break down by {_SPLITS} or attribute:NAME.")
    ] = None,
    channel: Annotated[Text, typer.Option(help="Only this channel.")] = None,
    language: Annotated[Text, typer.Option(help="Only asks in this language: uk.")] = None,
    plan: Annotated[Text, typer.Option(help="Only customers on this plan.")] = None,
    country: Annotated[Text, typer.Option(help="Only customers from this country.")] = None,
    page: Annotated[Text, typer.Option(help="Only asked on this page of the product.")] = None,
    tag: Annotated[Text, typer.Option(help="Only conversations with this tag.")] = None,
    group: Annotated[Text, typer.Option(help="Only where this agent group wrote.")] = None,
    attribute: Annotated[
        Text, typer.Option(help="Only customers with this attribute: NAME=VALUE.")
    ] = None,
    conversation_status: Annotated[
        Text, typer.Option(help="Only conversations that their tool says are: closed.")
    ] = None,
    kind: KindWord = None,
    area: Annotated[
        Text, typer.Option(help="Only themes of this area: its id, or its label.")
    ] = None,
    status: Annotated[
        Text,
        typer.Option(
            help="Only themes with this status (`earshot theme status`): open, planned, shipped, "
            "wont_do, muted; none where nobody said."
        ),
    ] = None,
    firm: Annotated[
        bool, typer.Option("--firm", help="Without weak themes, whose asks hold together little.")
    ] = False,
    team: TeamName = None,
    actives: Annotated[
        float | None, typer.Option(help="Customers active in the period, for --by per-1000.")
    ] = None,
    worth: Annotated[
        list[str] | None, typer.Option(help="What a plan is worth, for --by value: pro=20.")
    ] = None,
    lang: Lang = None,
    as_of: AsOf = None,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Themes by frequency, or by a measure with intervals. JSON holds all, whatever --top says."""
    filters = Filters(
        channel, language, plan, country, page, conversation_status, tag, group,
        _parse_pair(attribute, "--attribute"),
    )  # fmt: skip
    unit, measured = _parse_by(by)
    part, name = _parse_split(split)
    wanted = RankQuery(
        measure=Measure(measured.by if measured else "customers", actives),
        unit=unit,
        filters=filters,
        kind=kind,
        area=area,
        status=status,
        firm=firm,
        team=team,
        split=part,
        split_attribute=name,
        worths=dict(_parse_worth(pair) for pair in worth or []),
        language=check_language(lang),
    )
    if measured is None and part is None and not filters.active and unit != "team":
        _print_plain_ranking(period, top, wanted, as_of, as_json, parse_now(now))
        return
    if as_of:
        raise BadRequest(
            "--as-of goes with themes, areas, --kind, --area, --status, --firm, --team and --lang "
            "alone: "
            "measures, --split and filters of conversations are read from the newest snapshot."
        )
    _print_measured_ranking(period, top, wanted, as_json, parse_now(now))


def _print_plain_ranking(
    period: str, top: int, wanted: RankQuery, as_of: str | None, as_json: bool, now: datetime
) -> None:
    write = theme_tables.write_areas if wanted.unit == "area" else theme_tables.write_ranking
    ranking = rank_themes(
        build_settings(), period, now, wanted.kind, as_of, wanted.area, wanted.status, wanted.firm,
        wanted.team,
    )  # fmt: skip
    ranking = _drop_hidden_areas(ranking, wanted).localise(wanted.language)
    print_answer(
        as_json,
        lambda: theme_json.build_ranking_json(ranking),
        lambda: write(out, ranking, top or len(ranking.themes)),
    )


def _drop_hidden_areas(ranking: Ranking, wanted: RankQuery) -> Ranking:
    """Without the areas of which no theme is shown, where themes are chosen."""
    if not (wanted.kind or wanted.area or wanted.status or wanted.firm or wanted.team):
        return ranking
    shown = {theme.area for theme in ranking.themes}
    return replace(ranking, areas=tuple(area for area in ranking.areas if area.id in shown))


def _print_measured_ranking(
    period: str, top: int, wanted: RankQuery, as_json: bool, now: datetime
) -> None:
    # statsmodels and scipy, which the plain ranking does not need
    from cli.output import signal_json, signal_tables
    from pipeline.queries.measured_ranking import rank_signals

    ranking = rank_signals(build_settings(), period, wanted, now)
    print_answer(
        as_json,
        lambda: signal_json.build_ranking_json(ranking),
        lambda: signal_tables.write_ranking(out, ranking, top or len(ranking.rows)),
    )


def _parse_by(words: str) -> tuple[Unit, Measure | None]:
    """What `--by` names: themes, areas or teams, and a measure where there is one."""
    unit: Unit = "theme"
    measure: Measure | None = None
    for word in (part.strip() for part in words.split(",")):
        known_unit = next((name for name in UNITS if name == word), None)
        known = next((by for by in MEASURES if by == word), None)
        if known_unit is None and (known is None or measure is not None):
            raise BadRequest(
                f"--by '{words}' is unknown. Use {', '.join((*UNITS, *MEASURES))}, or area with "
                "one measure: area,customers."
            )
        unit = known_unit or unit
        measure = Measure(known) if known else measure
    return unit, measure


def _parse_split(words: str | None) -> tuple[AnySplit | None, str | None]:
    if words is None:
        return None, None
    if words.startswith("attribute:") and words != "attribute:":
        return "attribute", words.removeprefix("attribute:")
    for known in SPLITS:
        if known.replace("_", "-") == words:
            return known, None
    raise BadRequest(f"--split '{words}' is none of {_SPLITS}, attribute:NAME.")


def _parse_pair(words: str | None, option: str) -> tuple[str, str] | None:
    if words is None:
        return None
    name, equals, value = words.partition("=")
    if not name or not equals:
        raise BadRequest(f"{option} '{words}' is not NAME=VALUE.")
    return name, value


def _parse_worth(words: str) -> tuple[str, float]:
    name, value = _parse_pair(words, "--worth") or ("", "")
    try:
        return name, float(value)
    except ValueError:
        raise BadRequest(f"--worth '{words}' is not PLAN=NUMBER.") from None


@app.command(epilog="Example: earshot show t-3fa9c1d2e4 --period 2026-02")
def show(
    theme: Annotated[str, typer.Argument(help="A theme's id, or the beginning of it.")],
    period: PeriodWords = "all",
    top: Top = 20,
    lang: Lang = None,
    ids: Annotated[
        bool, typer.Option("--ids", help="With the asks' ids, as moving them asks for.")
    ] = False,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """One theme, with exactly the conversations behind its number."""

    page = show_theme(build_settings(), theme, period, parse_now(now)).localise(
        check_language(lang)
    )
    print_answer(
        as_json,
        lambda: theme_json.build_theme_page_json(page),
        lambda: theme_tables.write_theme(out, page, top or len(page.conversations), ids),
    )
