"""Where the agents' time goes, and what repeated answers take of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.analysis.answers import read_answered
from pipeline.settings import Settings, read_period
from signals.impact.effort import ASSUMPTIONS, Effort, Reply, estimate_effort, scale_spared
from signals.repeats import RepeatedAnswers, find_repeats
from store.read.measured_ranking import read_theme_names
from store.read.reader import open_reader
from store.read.signal_rows import read_replies


@dataclass(frozen=True, slots=True)
class EffortReport:
    """The agents' time by theme."""

    period: Period
    snapshot: SnapshotInfo
    effort: Effort
    spared: Mapping[str, Mapping[str, float]]
    """Theme -> estimate -> hours a month that a ready answer to what repeats would spare."""
    labels: Mapping[str, str]


def read_effort(settings: Settings, words: str, now: datetime) -> EffortReport:
    """The hours of each theme over a period, with bounds."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        replies = [
            Reply(
                row["agent"] if row["agent"] is not None else -row["conversation"],
                row["written_at"], row["asked_at"], row["theme_id"], row["conversation"],
            )
            for row in read_replies(reader, period)
        ]  # fmt: skip
        found = estimate_effort(replies, _count_days(period, now))
        spared = _estimate_spared(found, find_repeats(read_answered(reader, period)))
        labels = {theme: label for theme, (label, _) in read_theme_names(reader).items()}
        return EffortReport(period, reader.snapshot, found, spared, labels)


def _count_days(period: Period, now: datetime) -> float | None:
    """Days of the period until now; None for `all`, whose ends the data give."""
    bounds = period.to_utc_bounds()
    if bounds is None:
        return None
    start, end = bounds
    return (min(end, now) - start).total_seconds() / 86_400


def _estimate_spared(
    effort: Effort, repeats: Sequence[RepeatedAnswers]
) -> dict[str, dict[str, float]]:
    by_theme = {one.theme_id: one for one in effort.themes if one.theme_id}
    return {
        row.theme_id: {
            name: scale_spared(getattr(row, name), by_theme[row.theme_id], name)
            for name in ASSUMPTIONS
        }
        for row in repeats
        if row.theme_id in by_theme and row.middle
    }
