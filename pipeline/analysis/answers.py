"""What repeats, what customers look for, and who carries the load."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.queries.ranking import read_period
from pipeline.settings import Settings
from signals.findability import Answered, Found, findability
from signals.repeats import Repeated, repeats
from signals.workload import Handled, Workload, workload
from store.read.ranking import theme_names
from store.read.reader import Reader, open_reader
from store.read.signal_rows import answers, handled

_CLOSED = frozenset({"closed", "resolved", "solved", "done", "archived", "закрыт", "закрито"})
"""How tools call a conversation that waits for nobody."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """What repeats over a period."""

    period: Period
    snapshot: SnapshotInfo
    conversations: int
    """All conversations of the period with anything to learn from."""
    themes: tuple[Repeated, ...]
    labels: Mapping[str, str]

    def share(self, estimate: str) -> float:
        """Of all conversations, those that `low`, `middle` or `high` could spare; a conversation in
        two themes may count twice."""
        spared = sum(getattr(row, estimate) for row in self.themes)
        return min(spared / self.conversations, 1.0) if self.conversations else 0.0


@dataclass(frozen=True, slots=True)
class Findability:
    """What customers look for over a period."""

    period: Period
    snapshot: SnapshotInfo
    links: tuple[Found, ...]
    labels: Mapping[str, str]


def read_repeats(settings: Settings, words: str, now: datetime) -> Repeats:
    """Conversations whose answer was given many times, theme by theme."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        found = tuple(repeats(answered(reader, period)))
        total = reader.totals(period).conversations
        return Repeats(period, reader.snapshot, total, found, _labels(reader))


def read_findability(settings: Settings, words: str, now: datetime) -> Findability:
    """Links that support finally sent, by theme and page."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        found = tuple(findability(answered(reader, period)))
        return Findability(period, reader.snapshot, found, _labels(reader))


def read_workload(
    settings: Settings, words: str, now: datetime
) -> tuple[Period, SnapshotInfo, Workload]:
    """The team's work over a period."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        rows = [
            Handled(
                agents=tuple(row["agents"] or ()),
                asked_at=row["asked_at"],
                answered_at=row["answered_at"],
                first_agent=row["first_agent"],
                closed_at=row["closed_at"],
                is_open=_is_open(row["status"], row["closed_at"]),
                rating=row["rating"],
            )
            for row in handled(reader, period)
        ]
        return period, reader.snapshot, workload(rows, settings.timezone)


def _is_open(status: str | None, closed_at: datetime | None) -> bool:
    """Open where the tool says so; where it says nothing of either, nobody can tell: not open."""
    if status is None or closed_at is not None:
        return False
    return status.strip().lower() not in _CLOSED


def answered(reader: Reader, period: Period) -> list[Answered]:
    """Every theme's conversations with what support said to each."""
    return [
        Answered(
            row["theme_id"], row["conversation_id"], row["asked_at"], row["page"],
            tuple(row["said"]),
        )
        for row in answers(reader, period)
    ]  # fmt: skip


def _labels(reader: Reader) -> dict[str, str]:
    return {theme: label for theme, (label, _) in theme_names(reader).items()}
