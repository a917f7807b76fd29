"""Hours and sub-themes are shown with their bounds and what they leave out."""

import io
from datetime import UTC, datetime

from cli.console import PlainConsole
from cli.output.effort_tables import write_effort, write_inside
from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.impact.effort import EffortReport
from pipeline.impact.inside import Inside, InsidePart
from signals.impact.effort import estimate_effort
from tests.signals.impact.test_effort import reply, steady

SNAPSHOT = SnapshotInfo(1, datetime(2026, 2, 3, tzinfo=UTC), None)
PERIOD = Period("all", None, None, "UTC")


def show(write: object, report: object) -> str:
    console = PlainConsole(file=io.StringIO(), width=180)
    write(console, report, 10)  # type: ignore[operator]
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_hours_have_bounds_and_replies_about_no_theme_are_told() -> None:
    effort = estimate_effort([*steady(60, 6.0), reply(5_000, None, None)], days=30.44)
    labels = {"t-a": "A [red]label"}
    shown = show(
        write_effort, EffortReport(PERIOD, SNAPSHOT, effort, {"t-a": {"middle": 2.0}}, labels)
    )
    line = next(line for line in shown.splitlines() if line.startswith("A [red]"))
    assert line.split()[-8:] == ["60", "60", "6.0", "5.0", "to", "6.0", "2.0", "t-a"]
    assert "(about no theme)" in shown
    assert "Told from 59 of 61 replies." in shown


def test_sub_themes_are_shown_with_quotes_or_why_there_are_none() -> None:
    part = InsidePart("On [b]Android", 30, 0.6, (("uk", 20), ("en", 10)), ("it [i]crashes",))
    shown = show(write_inside, Inside(SNAPSHOT, "t-a", "Crash", 50, (part,), 20))
    assert "30 asks, 60%  On [b]Android" in shown
    assert "uk 20, en 10" in shown
    assert "“it [i]crashes”" in shown
    assert "50 asks in all; 20 are in none." in shown
    assert "20 are needed" in show(write_inside, Inside(SNAPSHOT, "t-a", "Crash", 5, (), 5))
    assert "about the same" in show(write_inside, Inside(SNAPSHOT, "t-a", "Crash", 50, (), 50))
