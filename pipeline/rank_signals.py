"""The ranking by a chosen measure, filtered and broken down, with intervals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain import HonestTotals, Period, SnapshotInfo
from domain.errors import BadRequest
from pipeline.read_themes import read_period
from pipeline.settings import Settings
from signals.ranks import Measure, Ranked, rank
from store.ranked import (
    Filters,
    Split,
    filtered_totals,
    known_plans,
    ranked_rows,
)
from store.reader import Reader, open_reader


@dataclass(frozen=True, slots=True)
class SignalRanking:
    """Themes by a measure, and where all asks that the filters let through went."""

    period: Period
    snapshot: SnapshotInfo
    measure: Measure
    filters: Filters
    split: str | None
    totals: HonestTotals
    rows: tuple[Ranked, ...]
    labels: Mapping[str, str]
    """Theme id -> label."""


def rank_signals(
    settings: Settings,
    words: str,
    measure: Measure,
    filters: Filters,
    now: datetime,
    split: Split | None = None,
    split_attribute: str | None = None,
    worths: Mapping[str, float] | None = None,
) -> SignalRanking:
    """Themes of a period by a measure. Raises `BadRequest` when the measure lacks its numbers."""
    period = read_period(settings, words, now)
    if measure.by == "per-1000" and not measure.actives:
        raise BadRequest("--by per-1000 needs the customers active in the period: --actives 12000.")
    with open_reader(settings.store) as reader:
        if measure.by == "value":
            _check_worths(worths or {}, known_plans(reader))
        return rank_with(reader, period, measure, filters, split, split_attribute, worths)


def rank_with(
    reader: Reader,
    period: Period,
    measure: Measure,
    filters: Filters,
    split: Split | None = None,
    split_attribute: str | None = None,
    worths: Mapping[str, float] | None = None,
) -> SignalRanking:
    """The same from a reader that is open already."""
    rows = ranked_rows(reader, period, filters, worths, split, split_attribute)
    return SignalRanking(
        period=period,
        snapshot=reader.snapshot,
        measure=measure,
        filters=filters,
        split=f"attribute {split_attribute}" if split == "attribute" else split,
        totals=filtered_totals(reader, period, filters),
        rows=tuple(rank(rows, measure)),
        labels={row["theme_id"]: row["label"] for row in rows},
    )


def _check_worths(worths: Mapping[str, float], known: frozenset[str]) -> None:
    if not worths:
        raise BadRequest(
            "--by value needs what each plan is worth: --worth pro=20 --worth team=90."
        )
    if not set(worths) & known:
        raise BadRequest(
            f"No customer is on a plan that --worth names ({', '.join(sorted(worths))}); "
            f"known plans: {', '.join(sorted(known)) or 'none'}."
        )
