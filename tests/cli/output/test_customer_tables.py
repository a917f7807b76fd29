"""Companies, pairs and askers are shown as they are called, with what is missing."""

import io
from datetime import UTC, datetime

from cli.console import PlainConsole
from cli.output.customer_tables import write_together, write_whom
from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.impact.accounts import AccountReport
from pipeline.impact.companions import CompanionReport
from signals.impact.accounts import AccountConversation, find_whom
from signals.impact.companions import find_companions
from tests.signals.impact.test_accounts import leavers
from tests.signals.impact.test_companions import desk

SNAPSHOT = SnapshotInfo(1, datetime(2026, 2, 3, tzinfo=UTC), None)
PERIOD = Period("all", None, None, "UTC")


def show(write: object, report: object) -> str:
    console = PlainConsole(file=io.StringIO(), width=180)
    write(console, report, 10)  # type: ignore[operator]
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_a_pair_is_shown_with_its_lift_interval_and_order() -> None:
    labels = {"t-a": "A [red]label", "t-b": "Another"}
    shown = show(
        write_together, CompanionReport(PERIOD, SNAPSHOT, None, find_companions(desk()), labels)
    )
    assert "A [red]label" in shown
    line = next(line for line in shown.splitlines() if line.startswith("A [red]"))
    assert line.split()[-8:] == ["12", "40%", "5%", "7.7", "3.3", "to", "17.7", "12"]
    assert "2 asked about by the same customer within 30 days beyond chance" in shown


def test_too_few_leavers_say_what_is_needed() -> None:
    rows = [AccountConversation(1, True, "[b]Acme", 5.0), *leavers(100, "paid", (10, 3), (50, 4))]
    shown = show(
        write_whom, AccountReport(PERIOD, SNAPSHOT, "t-a", "A", "company", find_whom(rows))
    )
    assert "[b]Acme" in shown
    assert "20 of each, and 5 who left" in shown
