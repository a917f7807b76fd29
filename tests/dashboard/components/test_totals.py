"""Totals add up; what the data do not cover is noted."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.components.totals import build_coverage_note
from domain.periods import parse_period
from pipeline.queries import dashboard
from pipeline.queries.calendar import Calendar
from pipeline.settings import Settings
from tests.dashboard.driving import Show
from tests.dashboard.workspace import PUBLISHED

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DATA = Calendar(date(2026, 1, 7), date(2026, 3, 3), (), (), (), ())


def test_the_totals_add_up_in_every_period_the_data_have(show: Show, settings: Settings) -> None:
    app = show(settings)
    periods = list(app.selectbox[0].options)
    assert {"All time", "Last 30 days", "February 2026", "Quarter 1, 2026"} <= set(periods)
    for words in ("all", "2026-01", "2026-02", "2026-W06", "2026-Q1", "2026-02-03..2026-02-09"):
        totals = dashboard.view_ranking(settings, words, PUBLISHED).ranking.totals
        assert totals.asks == totals.themed + totals.unthemed + totals.excluded > 0


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("all", None),
        ("2026-W08", None),
        ("2026-01", "The data begin on 7 Jan 2026, inside this period."),
        ("2026-03", "The data end on 3 Mar 2026, before this period does: "
                    "changes compare a part with a whole."),
        ("2026-02", "The data begin on 7 Jan 2026: the span before is covered in part only, "
                    "so changes compare a whole with a part."),
        ("2025", "The data run from 7 Jan 2026 to 3 Mar 2026: none lie here."),
    ],
)  # fmt: skip
def test_what_the_data_do_not_cover_is_noted(words: str, note: str | None) -> None:
    assert build_coverage_note(parse_period(words, NOW), DATA) == note


def test_data_that_end_with_the_period_cover_it() -> None:
    whole = replace(DATA, first=date(2025, 1, 1), last=date(2026, 2, 28))
    assert build_coverage_note(parse_period("2026-02", NOW), whole) is None
