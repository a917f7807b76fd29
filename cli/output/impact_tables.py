"""How conversations end and what themes do to the rating, as tables and as JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from textwrap import shorten
from typing import Any

from rich.console import Console
from rich.markup import escape

from cli.output.signal_json import to_json_value
from cli.output.signal_tables import build_table
from domain.numbers import (
    format_count,
    format_decimal,
    format_minutes,
    format_number,
    format_percent,
)
from pipeline.impact.differences import DifferenceReport
from pipeline.impact.drivers import DriverReport
from pipeline.impact.outcomes import OutcomeReport
from pipeline.impact.sentiment import SentimentReport
from pipeline.impact.today import Today
from pipeline.queries.ranking_json import build_period_json, build_snapshot_json
from signals.impact.changes import RatingChange
from signals.impact.differences import MIN_CONVERSATIONS as FEWEST
from signals.impact.differences import MIN_CUSTOMERS as FEWEST_PEOPLE
from signals.impact.drivers import MIN_CUSTOMERS, MIN_RATED
from signals.impact.outcomes import MIN_CONVERSATIONS, OUTCOMES
from signals.impact.sentiment import MIN_CONVERSATIONS as FEWEST_FELT

_SHOWN = 160
"""Characters of an ask that are shown."""
_PARTS = 5
"""Themes named beside a change."""
_NO_THEME = "(in no theme)"
_ASSOCIATION = "Association, not cause: a theme may come with what else goes wrong."


def build_drivers_json(report: DriverReport) -> dict[str, Any]:
    """For `--json`."""
    told: dict[str, Any] = to_json_value(asdict(report.drivers))
    for theme in told["themes"]:
        theme["label"] = report.labels.get(theme["theme_id"])
    change = to_json_value(asdict(report.change)) if report.change else None
    for part in change["themes"] if change else ():
        part["label"] = report.labels.get(part["theme_id"])
    return {**_build_head(report), **told, "change": change, "note": _ASSOCIATION}


def write_drivers(console: Console, report: DriverReport, top: int) -> None:
    """The themes that take most from the mean rating, and what they take."""
    drivers = report.drivers
    if drivers.mean is None:
        console.print(
            f"{format_number(drivers.rated)} conversations are rated; {MIN_RATED} of "
            f"{MIN_CUSTOMERS} customers are needed to tell what themes do to the rating."
        )
        return
    table = build_table("Theme", "Rated", "Mean", "Points lost", "95 %", "Id")
    for row in drivers.themes[:top]:
        span = f"{_format_points(row.low)} to {_format_points(row.high)}"
        table.add_row(
            escape(report.labels.get(row.theme_id, "")), format_number(row.rated),
            format_decimal(row.mean, 2, none="–"), _format_points(row.lost), span, row.theme_id,
        )  # fmt: skip
    console.print(table)
    console.print(
        f"\nMean {format_decimal(drivers.mean, 2, none='–')} of {drivers.scale} over "
        f"{format_number(drivers.rated)} ratings. Points lost: what the mean would be higher "
        f"without the theme's conversations. {_ASSOCIATION}",
        highlight=False,
    )
    if report.change:
        _write_change(console, report.change, report.labels)
    if drivers.too_few:
        console.print(f"Too little is rated of {format_number(drivers.too_few)} more themes.")
    if drivers.left_out:
        left = format_number(drivers.left_out)
        console.print(f"{left} ratings on other scales are left out.")


def _write_change(console: Console, change: RatingChange, labels: Mapping[str, str]) -> None:
    """The change against the period before, and the themes whose part of it is beyond chance."""
    parts = [
        f"{labels.get(one.theme_id, _NO_THEME)} {_format_points(one.points)}"
        for one in change.themes
        if one.low > 0 or one.high < 0
    ][:_PARTS]
    told = "; ".join(parts) if parts else "no theme's part is beyond chance"
    console.print(
        f"\nThe period before: {format_decimal(change.before, 2, none='–')}; change "
        f"{_format_points(change.now - change.before)}. Of it: {told}.",
        markup=False, highlight=False,
    )  # fmt: skip


def _format_points(points: float) -> str:
    return format_decimal(round(points, 3) + 0.0, 3, none="–")  # no negative zero


def build_outcomes_json(report: OutcomeReport) -> dict[str, Any]:
    """For `--json`."""
    themes = [
        to_json_value(asdict(one)) | {"label": report.labels.get(one.theme_id)}
        for one in report.themes
    ]
    return _build_head(report) | {"themes": themes}


def write_outcomes(console: Console, report: OutcomeReport, top: int) -> None:
    """How the conversations of the largest themes ended."""
    names = [name.capitalize() for name in OUTCOMES]
    table = build_table("Theme", "Conversations", *names, "First answer", "Id")
    told = [one for one in report.themes if one.shares]
    for one in told[:top]:
        shares = [format_percent(share.share) for share in one.shares]
        table.add_row(
            escape(report.labels.get(one.theme_id, "")), format_number(one.conversations),
            *shares, format_minutes(one.first_answer.median, none="–"), one.theme_id,
        )  # fmt: skip
    console.print(table)
    few = len(report.themes) - len(told)
    if few:
        console.print(
            f"\n{format_number(few)} themes with fewer than {MIN_CONVERSATIONS} conversations are "
            "not told. Intervals are in --json."
        )


def build_sentiment_json(report: SentimentReport) -> dict[str, Any]:
    """For `--json`."""
    themes = [
        to_json_value(asdict(one)) | {"label": report.labels.get(one.theme_id)}
        for one in report.themes
    ]
    return _build_head(report) | {"themes": themes}


def write_sentiments(console: Console, report: SentimentReport, top: int) -> None:
    """The themes whose customers are dissatisfied most often."""
    table = build_table("Theme", "Conversations", "Negative", "95 %", "Positive", "Urgent", "Id")
    told = [one for one in report.themes if one.shares]
    for one in told[:top]:
        negative, _, positive, urgent = one.shares
        table.add_row(
            escape(report.labels.get(one.theme_id, "")), format_number(one.conversations),
            format_percent(negative.share),
            f"{format_percent(negative.low)} to {format_percent(negative.high)}",
            format_percent(positive.share), format_percent(urgent.share), one.theme_id,
        )  # fmt: skip
    console.print(table)
    few = len(report.themes) - len(told)
    if few:
        console.print(
            f"\n{format_number(few)} themes with fewer than {FEWEST_FELT} conversations are not "
            "told."
        )


def build_differences_json(report: DifferenceReport) -> dict[str, Any]:
    """For `--json`."""
    told: dict[str, Any] = to_json_value(asdict(report.differences))
    return {**_build_head(report), "theme_id": report.theme_id, "label": report.label, **told}


def write_differences(console: Console, report: DifferenceReport, top: int) -> None:
    """What is more frequent in a theme's conversations than in all others."""
    found = report.differences
    console.print(f"{report.label}  {report.theme_id}", style="bold", markup=False)
    if not found.suffices:
        console.print(
            f"{format_count(found.conversations, 'conversation')} of "
            f"{format_count(found.customers, 'customer')}: {FEWEST} of {FEWEST_PEOPLE} customers "
            "are needed, in the theme and elsewhere, to tell how they differ."
        )
        return
    table = build_table("Of", "Value", "Conversations", "In the theme", "Elsewhere", "95 %", left=2)
    for one in found.told[:top]:
        span = f"{100 * one.low:+.0f} to {100 * one.high:+.0f} points"
        table.add_row(
            escape(one.name), escape(one.value), format_number(one.conversations),
            format_percent(one.share), format_percent(one.rest), span,
        )  # fmt: skip
    if found.told:
        console.print(table)
    console.print(
        f"\n{format_count(found.looked_at, 'value')} compared, "
        f"{format_number(len(found.told))} more frequent here beyond chance. {_ASSOCIATION}",
        highlight=False,
    )


def build_today_json(today: Today) -> dict[str, Any]:
    """For `--json`."""
    asks = [
        {
            "source": one.conversation.source,
            "conversation_id": one.conversation.conversation_id,
            "url": one.conversation.url,
            "themes": [
                {"id": theme, "label": today.labels.get(theme)}
                for theme in one.conversation.theme_ids
            ],
            "waiting_minutes": round(one.waiting.total_seconds() / 60),
            "reasons": list(one.reasons),
            "text": one.conversation.unanswered[-1][1],
        }
        for one in today.asks
    ]
    usual = round(today.usual.total_seconds() / 60) if today.usual else None
    return {
        "snapshot": build_snapshot_json(today.snapshot),
        "days": today.days,
        "waiting": today.waiting,
        "usual_minutes": usual,
        "asks": asks,
    }


def write_today(console: Console, today: Today, top: int) -> None:
    """The asks that need an answer now, each with its reasons."""
    for one in today.asks[:top]:
        conversation = one.conversation
        label = next((today.labels[t] for t in conversation.theme_ids if t in today.labels), "")
        minutes = format_minutes(one.waiting.total_seconds() / 60, none="–")
        console.print(f"{minutes}  {'; '.join(one.reasons)}", style="bold", highlight=False)
        said = " ".join(conversation.unanswered[-1][1].split())
        console.print(
            f"  {shorten(said, _SHOWN, placeholder=' ...')}", markup=False, highlight=False
        )
        where = conversation.url or f"{conversation.source} {conversation.conversation_id}"
        told = f"  {label}  {where}" if label else f"  {where}"
        console.print(told, markup=False, highlight=False)
    if not today.waiting:
        through = today.snapshot.data_through
        ends = f"; the data end on {through:%Y-%m-%d}" if through else ""
        console.print(
            f"Nothing of the last {today.days} days waits for an answer{ends}. "
            "Another moment: --now 2026-03-01T12:00:00Z",
            highlight=False,
        )
        return
    usual = ""
    if today.usual:
        p90 = format_minutes(today.usual.total_seconds() / 60, none="–")
        usual = f" Nine in ten first answers come within {p90}."
    console.print(
        f"\nOf {format_count(today.waiting, 'conversation')} of the last {today.days} days in "
        f"which the customer wrote last, {format_number(len(today.asks))} need an answer now."
        f"{usual}",
        highlight=False,
    )


def _build_head(
    report: DriverReport | OutcomeReport | DifferenceReport | SentimentReport,
) -> dict[str, Any]:
    return {
        "period": build_period_json(report.period),
        "snapshot": build_snapshot_json(report.snapshot),
    }
