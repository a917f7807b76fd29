"""Tables of endings and drivers say what is left out."""

import io
from dataclasses import replace
from datetime import UTC, datetime

from cli.console import PlainConsole
from cli.output.impact_tables import write_drivers, write_outcomes
from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.impact.drivers import DriverReport
from pipeline.impact.outcomes import OutcomeReport
from signals.impact.drivers import find_drivers
from signals.impact.outcomes import find_outcomes
from tests.signals.impact.test_drivers import rated
from tests.signals.impact.test_outcomes import ANSWERED, ASKED, episode

SNAPSHOT = SnapshotInfo(1, datetime(2026, 2, 3, tzinfo=UTC), None)
PERIOD = Period("all", None, None, "UTC")


def show(write: object, report: object) -> str:
    console = PlainConsole(file=io.StringIO(), width=160)
    write(console, report, 10)  # type: ignore[operator]
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_other_scales_and_rarely_rated_themes_are_told() -> None:
    rows = [
        *rated(40, 3.0, "t-[1]"), *rated(60, 4.0, first=100), *rated(30, 80, source="nps"),
        *rated(5, 3.0, "t-2", first=300),
    ]  # fmt: skip
    report = DriverReport(PERIOD, SNAPSHOT, find_drivers(rows), {"t-[1]": "A [red]label"})
    shown = show(write_drivers, report)
    assert "A [red]label" in shown
    assert "Too little is rated of 1 more themes." in shown
    assert "30 ratings on other scales are left out." in shown
    assert "-0.000" not in shown
    none = replace(report, drivers=find_drivers([]))
    assert "0 conversations are rated" in show(write_drivers, none)


def test_small_themes_are_counted_and_not_told() -> None:
    many = [episode(ASKED, ANSWERED, number=n, customer=n) for n in range(12)]
    few = [replace(one, theme_id="t-2") for one in many[:3]]
    report = OutcomeReport(PERIOD, SNAPSHOT, find_outcomes([*many, *few]), {"t-1": "Links"})
    shown = show(write_outcomes, report)
    assert "Links" in shown
    assert "1 themes with fewer than 10 conversations are not told" in shown
