"""How the conversations of each theme ended over a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.settings import Settings, read_period
from signals.impact.outcomes import Episode, ThemeOutcomes, Turn, find_outcomes
from store.read.measured_ranking import read_theme_names
from store.read.reader import Reader, open_reader
from store.read.signal_rows import read_episodes


@dataclass(frozen=True, slots=True)
class OutcomeReport:
    """The endings of all themes over a period."""

    period: Period
    snapshot: SnapshotInfo
    themes: tuple[ThemeOutcomes, ...]
    labels: Mapping[str, str]


def read_outcomes(settings: Settings, words: str, now: datetime) -> OutcomeReport:
    """Every theme's endings, the theme with the most conversations first."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        labels = {theme: label for theme, (label, _) in read_theme_names(reader).items()}
        found = find_outcomes(list_episodes(reader, period))
        return OutcomeReport(period, reader.snapshot, found, labels)


def list_episodes(reader: Reader, period: Period, theme_id: str | None = None) -> list[Episode]:
    """Each theme's part of each conversation."""
    nobody = count(-1, -1)
    return [
        Episode(
            row["theme_id"],
            row["conversation_id"],
            row["customer"] if row["customer"] is not None else next(nobody),
            row["asked_at"],
            tuple(Turn(author, at, text) for author, at, text in row["said"]),
            row["status"],
            row["closed_at"],
        )
        for row in read_episodes(reader, period, theme_id)
    ]
