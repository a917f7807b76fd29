"""What each theme does to the rating over a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.settings import Settings, read_period
from signals.impact.drivers import Drivers, RatedConversation, find_drivers
from store.read.measured_ranking import read_theme_names
from store.read.reader import open_reader
from store.read.signal_rows import read_rated_conversations


@dataclass(frozen=True, slots=True)
class DriverReport:
    """The drivers of the rating over a period."""

    period: Period
    snapshot: SnapshotInfo
    drivers: Drivers
    labels: Mapping[str, str]


def read_drivers(settings: Settings, words: str, now: datetime) -> DriverReport:
    """The themes by what they take from the mean rating."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        nobody = count(-1, -1)
        rows = [
            RatedConversation(
                row["source"],
                row["customer"] if row["customer"] is not None else next(nobody),
                row["rating"],
                frozenset(row["themes"]),
            )
            for row in read_rated_conversations(reader, period)
        ]
        labels = {theme: label for theme, (label, _) in read_theme_names(reader).items()}
        return DriverReport(period, reader.snapshot, find_drivers(rows), labels)
