"""What is installed and ready, as tables for people."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.queries.doctor import Check, ModelState

_MARKS = {"ok": "[green]ok[/]", "warning": "[yellow]look[/]", "error": "[red]wrong[/]"}


def write_models(console: Console, states: list[ModelState]) -> None:
    """The models and whether each is ready."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Model", "Ready", "About"):
        table.add_column(name)
    for state in states:
        name = f"{state.name} (chosen)" if state.chosen else state.name
        table.add_row(escape(name), "yes" if state.path else "[yellow]no[/]", escape(state.about))
    console.print(table)


def write_checks(console: Console, checks: list[Check]) -> None:
    """What the doctor found."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for check in checks:
        found = escape(check.found) + (f"\n[bold]{escape(check.advice)}[/]" if check.advice else "")
        table.add_row(_MARKS[check.status], escape(check.name), found)
    console.print(table)
