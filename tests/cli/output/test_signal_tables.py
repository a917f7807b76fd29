"""Trends and workload as tables: too little data is said, and a missing value is an empty cell."""

from datetime import date
from math import inf

from rich.console import Console

from cli.output.signal_tables import write_trends, write_workload
from domain.counts import SnapshotInfo
from pipeline.analysis.trends import ThemeTrend, TrendReport
from signals.trends import Trend
from signals.workload import AgentLoad, DurationSummary, Workload
from tests.builders import NOW

SNAPSHOT = SnapshotInfo(1, NOW, NOW)
NONE = DurationSummary(0, None, None)


def wide() -> Console:
    return Console(record=True, width=200)


def test_too_few_weeks_are_said_to_be_too_few() -> None:
    out = wide()
    write_trends(out, TrendReport(SNAPSHOT, 0, None, None, 0, ()), 5)
    assert out.export_text().startswith("Too little data")


def test_a_theme_that_nobody_asked_about_before_is_new_without_an_interval() -> None:
    emerging = Trend("emerging", None, 2.0, inf, 0.001, 1_200, 0, 1.0)
    rising = Trend("rising", 2.5, 1.9, 3.3, 0.001, 50, 20, 1.0)
    report = TrendReport(
        SNAPSHOT, 4, date(2026, 2, 2), date(2026, 3, 2), 3,
        (ThemeTrend("t-1", "Links", emerging, ()), ThemeTrend("t-2", "Cards", rising, ())),
    )  # fmt: skip
    out = wide()
    write_trends(out, report, 5)
    told = out.export_text()
    rows = [line.split() for line in told.splitlines()[1:3]]
    assert rows == [
        ["Links", "emerging", "1,200", "0", "new", "t-1"],
        ["Cards", "rising", "50", "20", "x", "2.50", "x", "1.90", "to", "3.30", "t-2"],
    ]
    assert "3 days without data are left out." in told


def test_times_are_written_in_minutes_hours_and_days() -> None:
    agent = AgentLoad("agent 1", 1_200, 1.5, 1.2, 1.8, DurationSummary(9, 45, 150), NONE, None)
    workload = Workload(
        1_500, 1_400, (agent,), DurationSummary(9, 60, 4_320), NONE, 4.25,
        (0,) * 9 + (5,) + (0,) * 14, (0, 7, 0, 0, 0, 0, 0), 1_010, 12,
    )  # fmt: skip
    out = wide()
    write_workload(out, workload, 5)
    told = out.export_text()
    assert told.splitlines()[1].split() == [
        *("agent", "1", "1,200", "x", "1.50", "(1.20", "to", "1.80)", "45", "min", "2.5", "h")
    ]
    assert told.splitlines()[2].split() == ["all", "1,500", "60", "min", "3.0", "d", "4.25"]
    assert "1,400 of 1,500 answered. Busiest: Tuesday; hours 9:00" in told
    assert "Open: 1,010, of them 12 never answered." in told
