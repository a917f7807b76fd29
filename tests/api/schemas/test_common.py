"""The head of an answer: period, snapshot and totals."""

from datetime import date

from api.schemas.common import AnswerHead, PeriodOut, SnapshotOut
from domain.counts import Ranking, SnapshotInfo, Totals
from domain.periods import parse_period
from pipeline.queries.ranking_json import build_head_json
from tests.builders import NOW

RANKING = Ranking(
    parse_period("2026-02", NOW, "Europe/Kyiv"),
    SnapshotInfo(12, NOW, None),
    Totals(asks=9, themed=6, unthemed=2, excluded=1, conversations=5),
    (),
)


def test_a_period_is_half_open_and_names_its_zone() -> None:
    shown = PeriodOut.from_domain(RANKING.period)
    assert (shown.start, shown.end) == (date(2026, 2, 1), date(2026, 3, 1))
    assert (shown.words, shown.timezone) == ("2026-02", "Europe/Kyiv")
    everything = PeriodOut.from_domain(parse_period("all", NOW))
    assert (everything.start, everything.end) == (None, None)


def test_a_snapshot_without_times_has_no_data_through() -> None:
    shown = SnapshotOut.from_domain(RANKING.snapshot)
    assert (shown.number, shown.published_at, shown.data_through) == (12, NOW, None)


def test_the_head_holds_the_totals_of_the_period() -> None:
    head = AnswerHead.model_validate(build_head_json(RANKING))
    assert (head.asks, head.themed, head.unthemed, head.excluded) == (9, 6, 2, 1)
    assert (head.conversations, head.snapshot.number) == (5, 12)
