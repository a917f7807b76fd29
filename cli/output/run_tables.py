"""Imports, regroupings and the history of themes as tables for a terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.output.theme_tables import format_totals, shorten
from domain.numbers import format_count, format_number
from pipeline.imports.ingest import DryRun, IngestResult
from pipeline.queries.history import HistoryEntry

if TYPE_CHECKING:  # a table does not need the learning libraries
    from pipeline.themes.refresh import RefreshResult


def write_ingested(console: Console, done: IngestResult) -> None:
    """The counts of an import, and its first rejected pieces."""
    counts = done.counts
    console.print(escape(done.understood), highlight=False)
    console.print(
        f"Import {counts.id}: {format_number(counts.read)} read = {format_number(counts.new)} new "
        f"+ {format_number(counts.updated)} updated + {format_number(counts.unchanged)} unchanged "
        f"+ {format_number(counts.rejected)} rejected. {format_number(done.asks)} asks cut, "
        f"{format_number(done.excluded)} of them excluded.",
        highlight=False,
    )
    for row in done.rejected:
        console.print(f"  [yellow]rejected[/] {escape(row.place)}: {escape(row.reason)}")
    if counts.rejected > len(done.rejected):
        console.print(f"  ... all of them: earshot imports show {counts.id}")
    if done.forgotten:
        console.print(f"{done.forgotten} conversations were erased before, and stay so.")


def write_dry_run(console: Console, plan: DryRun) -> None:
    """What an import of a file would read; nothing is kept."""
    console.print(escape(plan.understood), highlight=False)
    languages = ", ".join(f"{code} {format_number(count)}" for code, count in plan.languages)
    console.print(
        f"Nothing was kept. It would read {format_count(plan.conversations, 'conversation')} with "
        f"{format_count(plan.messages, 'message')} and {format_count(plan.asks, 'ask')} "
        f"({format_number(plan.excluded)} excluded), "
        f"{format_number(plan.rejected_count)} rejected. Languages: {languages or 'none'}.",
        highlight=False,
    )
    for ask in plan.samples:
        console.print(
            f"  [dim]{ask.language}[/] “{escape(shorten(ask.text, 160))}”", highlight=False
        )
    for row in plan.rejected:
        console.print(f"  [yellow]rejected[/] {escape(row.place)}: {escape(row.reason)}")


def write_refreshed(console: Console, done: "RefreshResult") -> None:
    """The themes after a regrouping or an assignment, by what happened to them."""
    names = (
        ("born", "new"), ("split", "split off"), ("merged", "merged"), ("parted", "parted"),
        ("joined", "joined"), ("revived", "back again"), ("retired", "retired"),
    )  # fmt: skip
    changes = [f"{getattr(done, name)} {word}" for name, word in names if getattr(done, name)]
    console.print(
        f"{done.themes} themes ({', '.join(changes) or 'none new'}). {format_totals(done.totals)}",
        highlight=False,
    )


def write_history(console: Console, entries: Sequence[HistoryEntry]) -> None:
    """The lineage of themes and the decisions about them, a row each."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("When", "Who", "What", "Theme", "", "Other", "Asks", "", "Decision"):
        table.add_column(name, justify="right" if name == "Asks" else "left")
    for entry in entries:
        style = "dim strike" if entry.undone else ""
        table.add_row(
            f"{entry.at:%Y-%m-%d %H:%M}",
            escape(entry.who),
            entry.what,
            entry.theme_id,
            escape(shorten(entry.label, 40)),
            entry.other_id or "",
            format_number(entry.moved) if entry.moved else "",
            escape(shorten(entry.detail, 60)),
            f"{entry.event}{' (undone)' if entry.undone else ''}" if entry.event else "",
            style=style,
        )
    console.print(table)


def write_imports(console: Console, rows: list[dict[str, Any]]) -> None:
    """The imports of a workspace, oldest first."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Import", "When", "File", "Source", "Read", "New", "Updated", "Rejected", ""):
        table.add_column(name)
    for row in rows:
        table.add_row(
            row["id"],
            f"{row['imported_at']:%Y-%m-%d %H:%M}",
            escape(row["file"]),
            escape(row["source"]),
            *(format_number(row[name]) for name in ("read", "new", "updated", "rejected")),
            "[dim]removed[/]" if row["removed_at"] else "",
        )
    console.print(table)


def write_rejected(console: Console, rows: list[dict[str, Any]]) -> None:
    """The rejected pieces of an import: place and reason."""
    for row in rows:
        console.print(f"{escape(row['place'])}: {escape(row['reason'])}", highlight=False)
    console.print(f"{format_number(len(rows))} rejected.", highlight=False)
