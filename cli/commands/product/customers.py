"""`earshot whom`, `together`, `askers`: whom a theme hits, what goes with it, who is to be told."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import out
from cli.options import (
    Json,
    Now,
    PeriodWords,
    Top,
    Who,
    build_settings,
    get_person,
    parse_now,
    print_answer,
)
from cli.output import customer_tables
from domain.errors import BadRequest
from pipeline.impact.accounts import read_whom
from pipeline.impact.askers import mark_told, read_askers, take_back_told, write_askers_csv
from pipeline.impact.companions import read_companions

app = typer.Typer()

ThemeId = Annotated[str, typer.Argument(help="A theme's id, or the beginning of it.")]


@app.command(epilog="Example: earshot whom t-3fa9c1d2e4 --account company")
def whom(
    theme: ThemeId,
    account: Annotated[
        str | None, typer.Option(help="Attribute that names the customer's company.")
    ] = None,
    period: PeriodWords = "all",
    top: Top = 10,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Whom a theme hits: companies, the customer who writes most, whether its customers leave.

    Companies are told where EARSHOT_ATTRIBUTES=company keeps their names at reading.
    """
    report = read_whom(build_settings(), theme, period, parse_now(now), account)
    print_answer(
        as_json,
        lambda: customer_tables.build_whom_json(report),
        lambda: customer_tables.write_whom(out, report, top or len(report.whom.largest)),
    )


@app.command(epilog="Example: earshot together t-3fa9c1d2e4 --period last-90d")
def together(
    theme: Annotated[
        str | None, typer.Argument(help="A theme's id, or the beginning of it. Without: all.")
    ] = None,
    period: PeriodWords = "all",
    top: Top = 20,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Themes that the same customers ask about within 30 days, beyond chance."""
    report = read_companions(build_settings(), theme, period, parse_now(now))
    print_answer(
        as_json,
        lambda: customer_tables.build_together_json(report),
        lambda: customer_tables.write_together(out, report, top or len(report.companions.told)),
    )


@app.command(epilog="Example: earshot askers t-3fa9c1d2e4 --csv tell.csv --told")
def askers(
    theme: ThemeId,
    csv: Annotated[
        Path | None, typer.Option(help="Write all rows with their drafted lines to this file.")
    ] = None,
    told: Annotated[
        bool, typer.Option("--told", help="Mark those that are listed as told; sends nothing.")
    ] = False,
    take_back: Annotated[
        bool, typer.Option("--take-back", help="Take back every mark of this theme.")
    ] = False,
    everyone: Annotated[bool, typer.Option("--all", help="Those told before, too.")] = False,
    lines: Annotated[
        Path | None, typer.Option(help="Lines of yours, by language, instead of ours (TOML).")
    ] = None,
    who: Who = None,
    period: PeriodWords = "all",
    top: Top = 20,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Who asked for this: conversations of a theme with a line to send when it is shipped.

    The line is drafted in the customer's language. Sending stays with people.
    """
    settings, at = build_settings(), parse_now(now)
    if told and take_back:
        raise BadRequest("Either --told or --take-back.")
    taken_back = take_back_told(settings, theme) if take_back else None
    report = read_askers(settings, theme, period, at, everyone, lines)
    if csv is not None:
        write_askers_csv(report, csv)
    marked = mark_told(settings, report, get_person(who), at) if told else None
    notes = customer_tables.AskerNotes(csv, marked, taken_back)
    print_answer(
        as_json,
        lambda: customer_tables.build_askers_json(report, notes),
        lambda: customer_tables.write_askers(out, report, top or len(report.rows), notes),
    )
