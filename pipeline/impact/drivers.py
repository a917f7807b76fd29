"""What each theme does to the rating over a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.settings import Settings, read_period
from signals.impact.changes import RatingChange, explain_change
from signals.impact.drivers import Drivers, RatedConversation, find_drivers
from store.read.measured_ranking import read_theme_names
from store.read.reader import Reader, open_reader
from store.read.signal_rows import read_rated_conversations


@dataclass(frozen=True, slots=True)
class DriverReport:
    """The drivers of the rating over a period."""

    period: Period
    snapshot: SnapshotInfo
    drivers: Drivers
    labels: Mapping[str, str]
    change: RatingChange | None = None
    """Against the period before; None where there is none, or too little is rated in either."""


def read_drivers(settings: Settings, words: str, now: datetime) -> DriverReport:
    """The themes by what they take from the mean rating."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        drivers = find_drivers(rows := _read_rated(reader, period))
        labels = {theme: label for theme, (label, _) in read_theme_names(reader).items()}
        previous = period.find_previous()
        change = None
        if previous is not None:
            kept = [row for row in rows if row.rating <= drivers.scale]
            earlier = [row for row in _read_rated(reader, previous) if row.rating <= drivers.scale]
            change = explain_change(kept, earlier)
        return DriverReport(period, reader.snapshot, drivers, labels, change)


def _read_rated(reader: Reader, period: Period) -> list[RatedConversation]:
    nobody = count(-1, -1)
    return [
        RatedConversation(
            row["source"],
            row["customer"] if row["customer"] is not None else next(nobody),
            row["rating"],
            frozenset(row["themes"]),
        )
        for row in read_rated_conversations(reader, period)
    ]
