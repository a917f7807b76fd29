"""The commands that judge: trend, alarms, effect, repeats, findability, workload."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from cli.console import out
from cli.options import (
    Json,
    Now,
    PeriodWords,
    TeamName,
    Top,
    build_settings,
    parse_now,
    print_answer,
)
from cli.output import signal_json, signal_tables
from domain.errors import BadRequest
from pipeline.analysis.alarms import raise_alarms
from pipeline.analysis.answers import read_findability, read_repeats, read_workload
from pipeline.analysis.effect import judge_effect
from pipeline.analysis.trends import judge_trends
from pipeline.queries.ranking_json import build_period_json, build_snapshot_json

app = typer.Typer()


@app.command(epilog="Example: earshot trend --weeks 8")
def trend(
    weeks: Annotated[int, typer.Option(help="Whole weeks to compare with as many before.")] = 12,
    top: Top = 20,
    team: TeamName = None,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Which themes are rising, falling, steady or new."""

    report = judge_trends(build_settings(), parse_now(now), weeks, team)
    print_answer(
        as_json,
        lambda: signal_json.build_report_json(report),
        lambda: signal_tables.write_trends(out, report, top or len(report.themes)),
    )


@app.command(epilog="Example: earshot alarms --budget 0.5 --json")
def alarms(
    budget: Annotated[
        float, typer.Option(help="False alarms a month, over everything, that you can live with.")
    ] = 1.0,
    team: TeamName = None,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """What runs above its usual level: themes, languages, channels, all traffic."""

    report = raise_alarms(build_settings(), parse_now(now), budget, team)
    print_answer(
        as_json,
        lambda: signal_json.build_report_json(report),
        lambda: signal_tables.write_alarms(out, report),
    )


@app.command(epilog="Example: earshot effect t-3fa9c1d2e4 --shipped 2026-02-10")
def effect(
    theme: Annotated[str, typer.Argument(help="A theme's id, or the beginning of it.")],
    shipped: Annotated[
        str | None,
        typer.Option(
            help="The day the fix went out: 2026-02-10 (default: of its status, where that is "
            "shipped).",
        ),
    ] = None,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Did the fix work? A theme against what it would have been."""

    try:
        day = date.fromisoformat(shipped) if shipped else None
    except ValueError:
        raise BadRequest(f"--shipped '{shipped}' is not a day such as 2026-02-10.") from None
    report = judge_effect(build_settings(), theme, day, parse_now(now))
    print_answer(
        as_json,
        lambda: signal_json.build_report_json(report),
        lambda: signal_tables.write_effect(out, report),
    )


@app.command(epilog="Example: earshot repeats --period last-90d")
def repeats(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """Conversations whose answer was given many times: what one line could spare."""

    report = read_repeats(build_settings(), period, parse_now(now))
    print_answer(
        as_json,
        lambda: signal_json.build_repeats_json(report),
        lambda: signal_tables.write_repeats(out, report, top or len(report.themes)),
    )


@app.command(epilog="Example: earshot findability --period last-90d --json")
def findability(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """Links that support had to send: which, from which pages, how often, how late."""

    links = read_findability(build_settings(), period, parse_now(now))
    print_answer(
        as_json,
        lambda: signal_json.build_findability_json(links),
        lambda: signal_tables.write_findability(out, links, top or len(links.links)),
    )


@app.command(epilog="Example: earshot workload --period 2026-02")
def workload(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """Who carries the load, how fast, when, and what waits; people are pseudonymous."""

    span, snapshot, load = read_workload(build_settings(), period, parse_now(now))
    print_answer(
        as_json,
        lambda: {
            "period": build_period_json(span),
            "snapshot": build_snapshot_json(snapshot),
            **signal_json.to_json_value(asdict(load)),
        },
        lambda: signal_tables.write_workload(out, load, top or len(load.agents)),
    )
