"""`earshot outcomes`, `drivers`, `differs`, `today`: what a theme costs, what waits."""

from typing import Annotated

import typer

from cli.console import out
from cli.options import Json, Now, PeriodWords, Top, build_settings, parse_now, print_answer
from cli.output import effort_tables, impact_tables
from pipeline.impact.differences import read_differences
from pipeline.impact.drivers import read_drivers
from pipeline.impact.effort import read_effort
from pipeline.impact.inside import read_inside
from pipeline.impact.outcomes import read_outcomes
from pipeline.impact.sentiment import read_sentiments
from pipeline.impact.today import read_today

app = typer.Typer()


@app.command(epilog="Example: earshot outcomes --period last-month")
def outcomes(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """How each theme's conversations end: solved, answered, refused, unanswered, reopened ...

    Told from the last turns and from what the tool says; shares with intervals by customer.
    """

    report = read_outcomes(build_settings(), period, parse_now(now))
    print_answer(
        as_json,
        lambda: impact_tables.build_outcomes_json(report),
        lambda: impact_tables.write_outcomes(out, report, top or len(report.themes)),
    )


@app.command(epilog="Example: earshot drivers --period last-90d --json")
def drivers(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """What each theme does to the rating (stars, CSAT, NPS), in points, with intervals.

    Association, not cause.
    """

    report = read_drivers(build_settings(), period, parse_now(now))
    print_answer(
        as_json,
        lambda: impact_tables.build_drivers_json(report),
        lambda: impact_tables.write_drivers(out, report, top or len(report.drivers.themes)),
    )


@app.command(epilog="Example: earshot differs t-3fa9c1d2e4 --period last-90d")
def differs(
    theme: Annotated[str, typer.Argument(help="A theme's id, or the beginning of it.")],
    period: PeriodWords = "all",
    top: Top = 20,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Where a theme's conversations differ from the rest: by language, channel, plan, country and
    kept attributes such as app_version; only what is beyond chance."""

    report = read_differences(build_settings(), theme, period, parse_now(now))
    print_answer(
        as_json,
        lambda: impact_tables.build_differences_json(report),
        lambda: impact_tables.write_differences(out, report, top or len(report.differences.told)),
    )


@app.command(epilog="Example: earshot inside t-3fa9c1d2e4")
def inside(
    theme: Annotated[str, typer.Argument(help="A theme's id, or the beginning of it.")],
    top: Top = 20,
    as_json: Json = False,
) -> None:
    """What is inside a theme: sub-themes with their share, languages and quotes, over all times."""

    found = read_inside(build_settings(), theme)
    print_answer(
        as_json,
        lambda: effort_tables.build_inside_json(found),
        lambda: effort_tables.write_inside(out, found, top or len(found.parts)),
    )


@app.command(epilog="Example: earshot effort --period last-90d")
def effort(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """Agents' hours a month that each theme takes, with bounds, and what ready answers would spare.

    Told from the times of replies: nobody notes when work on one begins.
    """

    report = read_effort(build_settings(), period, parse_now(now))
    print_answer(
        as_json,
        lambda: effort_tables.build_effort_json(report),
        lambda: effort_tables.write_effort(out, report, top or len(report.effort.themes)),
    )


@app.command(epilog="Example: earshot today --days 3")
def today(
    days: Annotated[int, typer.Option(help="Older asks are left out.", min=1)] = 14,
    top: Top = 20,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Asks that need an answer now, each with its reasons: what is said, and how long it waits."""

    report = read_today(build_settings(), parse_now(now), days)
    print_answer(
        as_json,
        lambda: impact_tables.build_today_json(report),
        lambda: impact_tables.write_today(out, report, top or len(report.asks)),
    )


@app.command(epilog="Example: earshot sentiment --period last-month")
def sentiment(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """How customers feel who ask about each theme: negative, neutral, positive; and how many are
    urgent. Told from their words by a model of ours, right three times in four or more."""

    report = read_sentiments(build_settings(), period, parse_now(now))
    print_answer(
        as_json,
        lambda: impact_tables.build_sentiment_json(report),
        lambda: impact_tables.write_sentiments(out, report, top or len(report.themes)),
    )
