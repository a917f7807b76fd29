"""What was read, what a run over the themes found and what became of them, as tables."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.output.theme_tables import format_count, shorten
from pipeline.imports.ingest import DryRun, IngestResult
from pipeline.queries.history import HistoryEntry

if TYPE_CHECKING:  # a table does not need the learning libraries
    from pipeline.themes.refresh import RefreshResult


def write_ingested(console: Console, done: IngestResult) -> None:
    """What became of a file."""
    counts = done.counts
    console.print(escape(done.understood), highlight=False)
    console.print(
        f"Import {counts.id}: {counts.read:,} read = {counts.new:,} new "
        f"+ {counts.updated:,} updated + {counts.unchanged:,} unchanged "
        f"+ {counts.rejected:,} rejected. {done.asks:,} asks cut, "
        f"{done.excluded:,} of them excluded.",
        highlight=False,
    )
    for row in done.rejected:
        console.print(f"  [yellow]rejected[/] {escape(row.place)}: {escape(row.reason)}")
    if counts.rejected > len(done.rejected):
        console.print(f"  ... all of them: earshot imports show {counts.id}")
    if done.forgotten:
        console.print(f"{done.forgotten} conversations were erased before, and stay so.")


def write_dry_run(console: Console, plan: DryRun) -> None:
    """What reading a file would bring."""
    console.print(escape(plan.understood), highlight=False)
    spoken = ", ".join(f"{code} {count:,}" for code, count in plan.languages)
    console.print(
        f"Nothing was kept. It would read {format_count(plan.conversations, 'conversation')} with "
        f"{format_count(plan.messages, 'message')} and {format_count(plan.asks, 'ask')} "
        f"({plan.excluded:,} excluded), "
        f"{plan.rejected_count:,} rejected. Languages: {spoken or 'none'}.",
        highlight=False,
    )
    for ask in plan.samples:
        console.print(
            f"  [dim]{ask.language}[/] “{escape(shorten(ask.text, 160))}”", highlight=False
        )
    for row in plan.rejected:
        console.print(f"  [yellow]rejected[/] {escape(row.place)}: {escape(row.reason)}")


def write_refreshed(console: Console, done: "RefreshResult") -> None:
    """What a run over the themes found."""
    names = (
        ("born", "new"), ("split", "split off"), ("merged", "merged"), ("parted", "parted"),
        ("joined", "joined"), ("revived", "back again"), ("retired", "retired"),
    )  # fmt: skip
    told = [f"{getattr(done, name)} {word}" for name, word in names if getattr(done, name)]
    totals = done.totals
    console.print(
        f"{done.themes} themes ({', '.join(told) or 'none new'}). {totals.asks:,} asks = "
        f"{totals.themed:,} themed + {totals.unthemed:,} unthemed + {totals.excluded:,} excluded.",
        highlight=False,
    )


def write_history(console: Console, entries: Sequence[HistoryEntry]) -> None:
    """What became of themes, and who decided what."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("When", "Who", "What", "Theme", "", "Other", "Asks", "", "Decision"):
        table.add_column(name, justify="right" if name == "Asks" else "left")
    for one in entries:
        style = "dim strike" if one.undone else ""
        table.add_row(
            f"{one.at:%Y-%m-%d %H:%M}",
            escape(one.who),
            one.what,
            one.theme_id,
            escape(shorten(one.label, 40)),
            one.other_id or "",
            f"{one.moved:,}" if one.moved else "",
            escape(shorten(one.detail, 60)),
            f"{one.event}{' (undone)' if one.undone else ''}" if one.event else "",
            style=style,
        )
    console.print(table)


def write_imports(console: Console, rows: list[dict[str, Any]]) -> None:
    """What was read, oldest first."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Import", "When", "File", "Source", "Read", "New", "Updated", "Rejected", ""):
        table.add_column(name)
    for row in rows:
        table.add_row(
            row["id"],
            f"{row['imported_at']:%Y-%m-%d %H:%M}",
            escape(row["file"]),
            escape(row["source"]),
            *(f"{row[name]:,}" for name in ("read", "new", "updated", "rejected")),
            "[dim]removed[/]" if row["removed_at"] else "",
        )
    console.print(table)


def write_rejected(console: Console, rows: list[dict[str, Any]]) -> None:
    """Where and why rows could not be read."""
    for row in rows:
        console.print(f"{escape(row['place'])}: {escape(row['reason'])}", highlight=False)
    console.print(f"{len(rows):,} rejected.", highlight=False)
