"""What is installed and ready, as tables for people."""

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.queries.doctor import Check, ModelState
from pipeline.upkeep.check import CheckResult

_MARKS = {"ok": "[green]ok[/]", "warning": "[yellow]look[/]", "error": "[red]wrong[/]"}
_FINDING_MARKS = {"well": "[green]ok[/]", "off": "[red]off[/]"}


def write_models(console: Console, states: list[ModelState]) -> None:
    """The models and whether each is ready."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Model", "Ready", "Runs as", "About"):
        table.add_column(name)
    for state in states:
        name = f"{state.name} (chosen)" if state.chosen else state.name
        ready = "yes" if state.path else "[yellow]no[/]"
        table.add_row(escape(name), ready, state.engine or "–", escape(state.about))
    console.print(table)


def write_checks(console: Console, checks: list[Check]) -> None:
    """What the doctor found."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for check in checks:
        found = escape(check.found) + (f"\n[bold]{escape(check.advice)}[/]" if check.advice else "")
        table.add_row(_MARKS[check.status], escape(check.name), found)
    console.print(table)


def write_findings(console: Console, result: CheckResult) -> None:
    """Every invariant with what was found, and what was done about it; those that were not looked
    at in one row for each reason."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for finding in result.findings:
        if finding.status == "skipped":
            continue
        found = escape(finding.found)
        found += f"\n[bold]{escape(finding.advice)}[/]" if finding.advice else ""
        table.add_row(_FINDING_MARKS[finding.status], finding.slug, found)
    for why, count in Counter(finding.found for finding in result.skipped).items():
        table.add_row("[yellow]skipped[/]", f"{count} more", escape(why))
    console.print(table)
    for step in result.repaired:
        console.print(f"Repaired: {step}.", highlight=False)
    total, off, skipped = len(result.findings), len(result.off), len(result.skipped)
    if off:
        rest = f", {skipped} not looked at" if skipped else ""
        console.print(f"{off} of {total} {'is' if off == 1 else 'are'} off{rest}.", highlight=False)
    else:
        console.print(f"All is well: {total - skipped} of {total} looked at.", highlight=False)
