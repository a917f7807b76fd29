"""Imports and histories as tables: counts add up, and undone decisions are marked."""

from datetime import timedelta

from rich.console import Console

from cli.output.run_tables import write_history, write_imports, write_ingested, write_rejected
from domain.conversations import Rejected
from pipeline.imports.ingest import IngestResult
from pipeline.queries.history import HistoryEntry
from store.write.writer import ImportCounts
from tests.builders import NOW


def wide() -> Console:
    return Console(record=True, width=200)


def test_rejected_pieces_that_are_not_shown_are_pointed_to() -> None:
    rejected = (Rejected("row 3", "It has no text [b]."),)
    counts = ImportCounts("i-7", read=1_203, new=1_200, updated=0, unchanged=0, rejected=3)
    out = wide()
    write_ingested(out, IngestResult(counts, "A CSV file.", 1_500, 20, rejected, 0))
    lines = out.export_text().splitlines()
    assert lines[1].startswith("Import i-7: 1,203 read = 1,200 new + 0 updated + 0 unchanged + 3 ")
    assert "  rejected row 3: It has no text [b]." in lines
    assert "  ... all of them: earshot imports show i-7" in lines


def test_an_undone_decision_is_marked() -> None:
    entry = HistoryEntry(NOW, "olena", "merged", "t-1", "Label", "t-2", 1_014, 3, "", True)
    out = wide()
    write_history(out, [entry])
    row = out.export_text().splitlines()[1]
    assert row.split() == [
        "2026-03-01", "12:00", "olena", "merged", "t-1", "Label", "t-2", "1,014", "3", "(undone)"
    ]  # fmt: skip


def test_a_removed_import_is_marked() -> None:
    row = {
        "id": "i-1", "imported_at": NOW, "file": "a.csv", "source": "csv", "read": 1_000, "new": 1,
        "updated": 0, "rejected": 0, "removed_at": NOW + timedelta(days=1),
    }  # fmt: skip
    out = wide()
    write_imports(out, [row, {**row, "id": "i-2", "removed_at": None}])
    first, second = out.export_text().splitlines()[1:]
    assert first.rstrip().endswith("removed")
    assert "removed" not in second
    assert "1,000" in second


def test_the_count_of_rejected_pieces_ends_their_list() -> None:
    out = wide()
    write_rejected(out, [{"place": "row 3", "reason": "It has no text."}])
    assert out.export_text().splitlines() == ["row 3: It has no text.", "1 rejected."]
