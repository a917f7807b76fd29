"""A report holds every theme of the ranking, with spans that add up to its counts."""

from datetime import UTC, date, datetime

import pytest

from domain.counts import Ranking, SnapshotInfo, ThemeCount, Totals
from domain.periods import Period
from domain.report import Step
from reports.build import ReportRows, build_report, plan_series, split_into_spans
from tests.reports.builders import FEBRUARY

FIRST, LAST = datetime(2026, 1, 3, 22, 30, tzinfo=UTC), datetime(2026, 2, 20, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("step", "week_start", "whole"),
    [("day", 0, 28), ("week", 0, 3), ("week", 6, 4), ("month", 0, 1)],
)
def test_spans_follow_each_other_and_fill_the_period(
    step: Step, week_start: int, whole: int
) -> None:
    spans = split_into_spans(date(2026, 2, 1), date(2026, 3, 1), step, week_start)
    assert spans[0].start == date(2026, 2, 1)
    assert [span.end for span in spans[:-1]] == [span.start for span in spans[1:]]
    assert spans[-1].end == date(2026, 3, 1)
    assert sum(not span.is_partial for span in spans) == whole


def test_a_span_that_the_data_do_not_cover_is_partial() -> None:
    data = (date(2026, 2, 4), date(2026, 2, 20))
    spans = split_into_spans(date(2026, 2, 2), date(2026, 3, 2), "week", 0, data)
    assert [span.is_partial for span in spans] == [True, False, True, True]


@pytest.mark.parametrize(
    ("end", "step"),
    [
        (date(2025, 1, 15), "day"),
        (date(2025, 1, 16), "week"),
        (date(2026, 1, 7), "week"),
        (date(2026, 1, 8), "month"),
    ],
)
def test_longer_periods_go_by_longer_steps(end: date, step: Step) -> None:
    plan = plan_series(Period("x", date(2025, 1, 1), end), FIRST, LAST)
    assert plan.step == step


def test_all_time_covers_the_days_with_data_on_the_workspaces_clock() -> None:
    plan = plan_series(Period("all", None, None, "Europe/Kyiv"), FIRST, LAST)
    assert (plan.spans[0].start, plan.spans[-1].end) == (date(2026, 1, 4), date(2026, 2, 22))
    assert plan.spans_before == ()


def test_without_a_dated_ask_there_is_no_span() -> None:
    assert plan_series(Period("all", None, None), None, None).spans == ()


def test_the_period_before_is_charted_up_to_half_a_year() -> None:
    half = plan_series(Period("x", date(2025, 7, 2), date(2026, 1, 4)), FIRST, LAST)
    longer = plan_series(Period("x", date(2025, 7, 1), date(2026, 1, 4)), FIRST, LAST)
    assert half.spans_before[-1].end == date(2025, 7, 2)
    assert longer.spans_before == ()


def count(theme: str, conversations: int) -> ThemeCount:
    return ThemeCount(theme, theme.upper(), (), (), conversations, conversations, 0, 0.5, None)


def test_a_theme_gets_its_own_rows_and_noughts_where_it_has_none() -> None:
    row = {"text": "Where?", "language": "en", "conversation_id": "c-1", "url": None,
           "asked_at": FIRST, "source": "desk", "channel": "chat"}  # fmt: skip
    rows = ReportRows(
        ranking=Ranking(
            FEBRUARY,
            SnapshotInfo(1, LAST, LAST),
            Totals(7, 7, 0, 0, 7),
            (count("t-1", 5), count("t-2", 2)),
        ),
        before=Totals(3, 3, 0, 0, 3),
        data_from=FIRST,
        first_asked={"t-1": FIRST},
        plan=plan_series(FEBRUARY, FIRST, LAST),
        series={"t-1": (0, 1, 1, 3, 0)},
        series_before={},
        counted_before={"t-1": 3},
        language_mix=(("en", 1.0),),
        quotes={"t-1": [row]},
        conversations={"t-1": [row]},
    )
    report = build_report("lumo", rows)
    first, second = report.themes
    assert [span.conversations for span in first.series] == [0, 1, 1, 3, 0]
    assert [span.conversations for span in second.series] == [0] * 5
    assert [theme.before for theme in report.themes] == [3, 0]
    assert ([quote.text for quote in first.quotes], second.quotes) == (["Where?"], ())
    assert [(row.theme_id, row.label) for row in report.conversations] == [("t-1", "T-1")]
