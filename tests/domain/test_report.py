"""A report knows on which days its data end, and whether a change is news."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.counts import SnapshotInfo, Totals
from domain.periods import parse_period
from domain.report import Report

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def day(words: str) -> datetime:
    return datetime.fromisoformat(f"{words}T12:00:00+00:00")


def report(
    through: str | None, data_from: str | None = "2026-01-01", words: str = "2026-02"
) -> Report:
    return Report(
        workspace="school",
        period=parse_period(words, NOW),
        snapshot=SnapshotInfo(1, NOW, day(through) if through else None),
        data_from=day(data_from) if data_from else None,
        totals=Totals(0, 0, 0, 0, 0),
        before=None,
        step="week",
        themes=(),
    )


@pytest.mark.parametrize(
    ("through", "missing"), [("2026-02-28", 0), ("2026-02-20", 8), ("2026-03-05", 0), (None, 0)]
)
def test_missing_days_are_those_after_the_newest_ask(through: str | None, missing: int) -> None:
    assert report(through).missing_days == missing


def test_a_change_is_news_only_where_both_periods_are_covered() -> None:
    assert report("2026-02-28").is_comparable
    assert report("2026-02-26", "2026-01-03").is_comparable, "two quiet days a month are allowed"
    assert not report("2026-02-28", "2026-01-04").is_comparable
    assert not report("2026-02-20").is_comparable
    assert not report("2026-02-28", None).is_comparable
    assert not report("2026-02-28", words="all").is_comparable


def test_times_are_those_of_the_workspace_s_clock() -> None:
    kyiv = replace(report("2026-02-28"), period=parse_period("2026-02", NOW, "Europe/Kyiv"))
    assert kyiv.to_local_time(NOW).hour == 14
