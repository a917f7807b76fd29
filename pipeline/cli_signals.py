"""The commands that judge: trend, alarms, effect, repeats, findability, workload."""

from datetime import date
from typing import Annotated

import typer

from domain.errors import BadRequest
from pipeline.options import (
    Json,
    Now,
    PeriodWords,
    Top,
    answer,
    now_from,
    out,
    settings_with,
)


def trend(
    weeks: Annotated[int, typer.Option(help="Whole weeks to compare with as many before.")] = 12,
    top: Top = 20,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Which themes are rising, falling, steady or new."""
    from pipeline import present_signals, tables_signals
    from pipeline.judge_trends import judge_trends

    report = judge_trends(settings_with(), now_from(now), weeks)
    answer(
        as_json,
        lambda: present_signals.report_json(report),
        lambda: tables_signals.write_trends(out, report, top or len(report.themes)),
    )


def alarms(
    budget: Annotated[
        float, typer.Option(help="False alarms a month, over everything, that you can live with.")
    ] = 1.0,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """What runs above its usual level: themes, languages, channels, all traffic."""
    from pipeline import present_signals, tables_signals
    from pipeline.raise_alarms import raise_alarms

    report = raise_alarms(settings_with(), now_from(now), budget)
    answer(
        as_json,
        lambda: present_signals.report_json(report),
        lambda: tables_signals.write_alarms(out, report),
    )


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
    from pipeline import present_signals, tables_signals
    from pipeline.judge_effect import judge_effect

    try:
        day = date.fromisoformat(shipped) if shipped else None
    except ValueError:
        raise BadRequest(f"--shipped '{shipped}' is not a day such as 2026-02-10.") from None
    report = judge_effect(settings_with(), theme, day, now_from(now))
    answer(
        as_json,
        lambda: present_signals.report_json(report),
        lambda: tables_signals.write_effect(out, report),
    )


def repeats(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """Conversations whose answer was given many times: what one line could spare."""
    from pipeline import present_signals, tables_signals
    from pipeline.read_answers import read_repeats

    told = read_repeats(settings_with(), period, now_from(now))
    answer(
        as_json,
        lambda: present_signals.repeats_json(told),
        lambda: tables_signals.write_repeats(out, told, top or len(told.themes)),
    )


def findability(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """Links that support had to send: which, from which pages, how often, how late."""
    from pipeline import present_signals, tables_signals
    from pipeline.read_answers import read_findability

    told = read_findability(settings_with(), period, now_from(now))
    answer(
        as_json,
        lambda: present_signals.findability_json(told),
        lambda: tables_signals.write_findability(out, told, top or len(told.links)),
    )


def workload(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """Who carries the load, how fast, when, and what waits; people are pseudonymous."""
    from dataclasses import asdict

    from pipeline import present, present_signals, tables_signals
    from pipeline.read_answers import read_workload

    told_period, snapshot, told = read_workload(settings_with(), period, now_from(now))
    answer(
        as_json,
        lambda: {
            "period": present.period_json(told_period),
            "snapshot": present.snapshot_json(snapshot),
            **present_signals.plain(asdict(told)),
        },
        lambda: tables_signals.write_workload(out, told, top or len(told.agents)),
    )


def register(app: typer.Typer) -> None:
    """Make these commands of `earshot`."""
    app.command(epilog="Example: earshot trend --weeks 8")(trend)
    app.command(epilog="Example: earshot alarms --budget 0.5 --json")(alarms)
    app.command(epilog="Example: earshot effect t-3fa9c1d2e4 --shipped 2026-02-10")(effect)
    app.command(epilog="Example: earshot repeats --period last-90d")(repeats)
    app.command(epilog="Example: earshot findability --period last-90d --json")(findability)
    app.command(epilog="Example: earshot workload --period 2026-02")(workload)
