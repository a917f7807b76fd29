"""`earshot audit`: a person looks at fifty asks, and the count gets an interval for mistakes."""

import sys
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.markup import escape

from cli.console import err, out
from cli.options import Json, Now, answer, now_from, settings_with
from cli.output.signal_json import to_json_value
from cli.output.theme_json import build_snapshot_json
from cli.progress import show_progress
from pipeline.analysis.audit import Audit, audit_theme, judge_ask

app = typer.Typer()
_ANSWERS = {"y": True, "n": False}


@app.command(epilog="Example: earshot audit t-3fa9c1d2e4 --who olena")
def audit(
    theme: Annotated[str, typer.Argument(help="A theme's id, or the beginning of it.")],
    show: Annotated[
        bool, typer.Option("--show", help="Only show how far the audit is; ask nothing.")
    ] = False,
    who: Annotated[str, typer.Option(help="Who judges, kept with each answer.")] = "terminal",
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Judge 50 asks of a theme (y, n, or q to go on later): how right is its count?"""

    settings = settings_with()
    with show_progress(err) as teller:
        told = audit_theme(settings, theme, teller)
    if not show and not as_json:
        err.print(f"Does each ask belong to [bold]{escape(told.label)}[/]?")
        waiting = told.open
        for place, row in enumerate(waiting, 1):
            err.print(f"\n{place} of {len(waiting)}: “{escape(row.ask.text)}”", highlight=False)
            said = _asked()
            if said is None:
                break
            told = judge_ask(settings, told, row.ask.id, said, who, now_from(now))
    answer(as_json, lambda: audit_json(told), lambda: write_audit(told))


def _asked() -> bool | None:
    while True:
        err.print("y, n, or q to stop here: ", end="")
        line = sys.stdin.readline()
        said = line.strip().lower()[:1]
        if not line or said == "q":
            return None
        if said in _ANSWERS:
            return _ANSWERS[said]


def write_audit(told: Audit) -> None:
    """The count with its interval, or how many answers are missing."""
    if told.audited is None:
        judged = len(told.drawn) - len(told.open)
        out.print(
            f"{told.label}: {told.asks:,} asks; {judged} of {len(told.drawn)} judged so far.",
            highlight=False, markup=False,
        )  # fmt: skip
        return
    found = told.audited
    out.print(
        f"{told.label}: {told.asks:,} asks counted; {found.estimate:,.0f} ({found.low:,} to "
        f"{found.high:,}) truly ask this. Of those counted, {found.precision[0]:.0%} "
        f"({found.precision[1]:.0%} to {found.precision[2]:.0%}) belong.",
        highlight=False, markup=False,
    )  # fmt: skip


def audit_json(told: Audit) -> dict[str, Any]:
    """The audit for programs: what to judge, and the interval once all is judged."""

    return {
        "snapshot": build_snapshot_json(told.snapshot),
        "theme_id": told.theme_id,
        "label": told.label,
        "asks": told.asks,
        "conversations": told.conversations,
        "audited": to_json_value(asdict(told.audited)) if told.audited else None,
        "drawn": [
            {"ask_id": row.ask.id, "text": row.ask.text, "belongs": row.belongs}
            for row in told.drawn
        ],
    }
