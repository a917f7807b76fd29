"""Agents' hours by theme, and sub-themes, as tables and as JSON."""

from dataclasses import asdict
from textwrap import shorten
from typing import Any

from rich.console import Console
from rich.markup import escape

from cli.output.signal_json import to_json_value
from cli.output.signal_tables import build_table
from domain.numbers import format_count, format_decimal, format_number, format_percent
from pipeline.impact.effort import EffortReport
from pipeline.impact.inside import MIN_ASKS, Inside
from pipeline.queries.ranking_json import build_period_json, build_snapshot_json
from signals.impact.effort import ASSUMPTIONS, MIN_TIMED, SESSION

_SHOWN = 100
"""Characters of a quote that are shown."""
_ELSEWHERE = "(about no theme)"


def build_effort_json(report: EffortReport) -> dict[str, Any]:
    """For `--json`."""
    told: dict[str, Any] = to_json_value(asdict(report.effort))
    for theme in told["themes"]:
        theme["label"] = report.labels.get(theme["theme_id"] or "")
        theme["spared_hours_a_month"] = dict(report.spared.get(theme["theme_id"] or "", {}))
    return {
        "period": build_period_json(report.period),
        "snapshot": build_snapshot_json(report.snapshot),
        "assumptions": {name: asdict(told) for name, told in ASSUMPTIONS.items()},
        **told,
    }


def write_effort(console: Console, report: EffortReport, top: int) -> None:
    """The themes that take most of the agents' time."""
    effort = report.effort
    if not effort.themes:
        console.print(
            f"{format_count(effort.timed, 'reply', 'replies')} of "
            f"{format_number(effort.replies)} came within minutes of another or of the customer's "
            f"message; {MIN_TIMED} are needed to tell how long replies take."
        )
        return
    table = build_table("Theme", "Conversations", "Replies", "Hours a month", "Bounds",
                        "Ready answers spare", "Id")  # fmt: skip
    for row in effort.themes[:top]:
        hours, spared = row.hours_a_month, report.spared.get(row.theme_id or "")
        label = report.labels.get(row.theme_id or "", _ELSEWHERE)
        table.add_row(
            escape(label), format_number(row.conversations), format_number(row.replies),
            _format_hours(hours["middle"]),
            f"{_format_hours(hours['low'])} to {_format_hours(hours['high'])}",
            _format_hours(spared["middle"]) if spared else "–", row.theme_id or "–",
        )  # fmt: skip
    console.print(table)
    total = sum(row.hours_a_month["middle"] for row in effort.themes)
    middle = ASSUMPTIONS["middle"]
    console.print(
        f"\nAll replies: {_format_hours(total)} hours a month, over "
        f"{format_count(round(effort.days), 'day')}. A reply takes the time since the agent's last "
        f"one or the customer's message, whichever is later, {middle.longest:.0f} minutes at most; "
        f"where that is over {SESSION:.0f} it counts as the usual reply. Told from "
        f"{format_number(effort.timed)} of {format_number(effort.replies)} replies.",
        highlight=False,
    )


def _format_hours(hours: float) -> str:
    return format_decimal(round(hours, 1), 1, none="–")


def build_inside_json(found: Inside) -> dict[str, Any]:
    """For `--json`."""
    parts = [
        {
            "label": part.label,
            "asks": part.asks,
            "share": part.share,
            "languages": [{"language": name, "asks": asks} for name, asks in part.languages],
            "quotes": list(part.quotes),
        }
        for part in found.parts
    ]
    return {
        "snapshot": build_snapshot_json(found.snapshot),
        "theme_id": found.theme_id,
        "label": found.label,
        "asks": found.asks,
        "parts": parts,
        "rest": found.rest,
    }


def write_inside(console: Console, found: Inside, top: int) -> None:
    """The sub-themes of one theme, each with what customers say."""
    console.print(f"{found.label}  {found.theme_id}", style="bold", markup=False)
    if found.asks < MIN_ASKS:
        console.print(
            f"{format_count(found.asks, 'ask')}: {MIN_ASKS} are needed to tell sub-themes."
        )
        return
    if not found.parts:
        console.print(f"Its {format_number(found.asks)} asks are about the same: no sub-themes.")
        return
    for part in found.parts[:top]:
        spoken = ", ".join(f"{name} {asks}" for name, asks in part.languages)
        console.print(
            f"\n{format_number(part.asks)} asks, {format_percent(part.share)}  {part.label}",
            style="bold", markup=False, highlight=False,
        )  # fmt: skip
        console.print(f"  {spoken}", markup=False, highlight=False)
        for quote in part.quotes:
            said = shorten(" ".join(quote.split()), _SHOWN, placeholder=" ...")
            console.print(f"  “{said}”", markup=False, highlight=False)
    rest = f"; {format_number(found.rest)} are in none" if found.rest else ""
    console.print(f"\n{format_count(found.asks, 'ask')} in all{rest}.", highlight=False)
