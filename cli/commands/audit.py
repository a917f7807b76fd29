"""`earshot audit`: a person looks at fifty asks, and the count gets an interval for mistakes."""

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.markup import escape

from cli.console import err, out
from cli.judging import ask_person
from cli.options import Json, Now, build_settings, parse_now, print_answer
from cli.output.signal_json import to_json_value
from cli.progress import show_progress
from pipeline.analysis.audit import Audit, audit_theme, judge_ask
from pipeline.queries.ranking_json import build_snapshot_json

app = typer.Typer()


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

    settings = build_settings()
    with show_progress(err) as teller:
        state = audit_theme(settings, theme, teller)
    if not show and not as_json:
        err.print(f"Does each ask belong to [bold]{escape(state.label)}[/]?")
        waiting = state.unjudged
        for place, row in enumerate(waiting, 1):
            err.print(f"\n{place} of {len(waiting)}: “{escape(row.ask.text)}”", highlight=False)
            belongs = ask_person()
            if belongs is None:
                break
            state = judge_ask(settings, state, row.ask.id, belongs, who, parse_now(now))
    print_answer(as_json, lambda: build_audit_json(state), lambda: write_audit(state))


def write_audit(state: Audit) -> None:
    """The count with its interval, or how many answers are missing."""
    if state.audited is None:
        judged = len(state.drawn) - len(state.unjudged)
        out.print(
            f"{state.label}: {state.asks:,} asks; {judged} of {len(state.drawn)} judged so far.",
            highlight=False, markup=False,
        )  # fmt: skip
        return
    found = state.audited
    out.print(
        f"{state.label}: {state.asks:,} asks counted; {found.estimate:,.0f} ({found.low:,} to "
        f"{found.high:,}) truly ask this. Of those counted, {found.precision[0]:.0%} "
        f"({found.precision[1]:.0%} to {found.precision[2]:.0%}) belong.",
        highlight=False, markup=False,
    )  # fmt: skip


def build_audit_json(state: Audit) -> dict[str, Any]:
    """The audit for programs: what to judge, and the interval once all is judged."""

    return {
        "snapshot": build_snapshot_json(state.snapshot),
        "theme_id": state.theme_id,
        "label": state.label,
        "asks": state.asks,
        "conversations": state.conversations,
        "audited": to_json_value(asdict(state.audited)) if state.audited else None,
        "drawn": [
            {"ask_id": row.ask.id, "text": row.ask.text, "belongs": row.belongs}
            for row in state.drawn
        ],
    }
