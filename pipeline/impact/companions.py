"""What goes together: themes that the same customers ask about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.settings import Settings, read_period
from signals.impact.companions import AskedTheme, Companions, find_companions
from store.read.measured_ranking import read_theme_names
from store.read.reader import open_reader
from store.read.signal_rows import read_asked_by_customers


@dataclass(frozen=True, slots=True)
class CompanionReport:
    """The themes that go together, or with one theme."""

    period: Period
    snapshot: SnapshotInfo
    theme_id: str | None
    companions: Companions
    labels: Mapping[str, str]


def read_companions(
    settings: Settings, given: str | None, words: str, now: datetime
) -> CompanionReport:
    """Pairs of themes, or what goes with the theme `given` by its id or the beginning of it. Raises
    `NotFound`."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        theme_id = reader.resolve_theme_id(given) if given else None
        rows = [
            AskedTheme(row["customer"], row["theme_id"], row["first_at"].timestamp() / 86_400)
            for row in read_asked_by_customers(reader, period)
        ]
        labels = {theme: label for theme, (label, _) in read_theme_names(reader).items()}
        found = find_companions(rows, theme_id)
        return CompanionReport(period, reader.snapshot, theme_id, found, labels)
