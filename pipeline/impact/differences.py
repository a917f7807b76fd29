"""Where a theme's conversations differ from the rest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.settings import Settings, read_period
from signals.impact.differences import DescribedConversation, Differences, find_differences
from store.read.reader import open_reader
from store.read.signal_rows import read_described


@dataclass(frozen=True, slots=True)
class DifferenceReport:
    """What is more frequent in one theme than elsewhere."""

    period: Period
    snapshot: SnapshotInfo
    theme_id: str
    label: str
    differences: Differences


def read_differences(settings: Settings, given: str, words: str, now: datetime) -> DifferenceReport:
    """A theme, by its id or the beginning of it, against all other conversations. Raises
    `NotFound`."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        theme_id = reader.resolve_theme_id(given)
        rows = [
            DescribedConversation(
                row["customer"], bool(row["is_in_theme"]), frozenset(_iter_facts(row))
            )
            for row in read_described(reader, period, theme_id)
        ]
        label = reader.read_theme(theme_id).label
        return DifferenceReport(period, reader.snapshot, theme_id, label, find_differences(rows))


def _iter_facts(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for language in row["languages"]:
        yield "language", language
    for name in ("channel", "plan", "country"):
        if row[name]:
            yield name, row[name]
    for pair in row["attributes"] or ():
        name, _, value = pair.partition("=")
        if value:
            yield name, value
