"""Repeated answers, links that customers look for, and the workload, over a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.settings import Settings, read_period
from signals.findability import AskWithAnswers, SoughtLink, find_sought_links
from signals.repeats import RepeatedAnswers, find_repeats
from signals.workload import HandledConversation, Workload, compute_workload
from store.read.measured_ranking import read_theme_names
from store.read.reader import Reader, open_reader
from store.read.signal_rows import read_answers, read_handled_conversations

_CLOSED = frozenset({"closed", "resolved", "solved", "done", "archived", "закрыт", "закрито"})
"""Statuses that tools give to a conversation that is not open."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """What repeats over a period."""

    period: Period
    snapshot: SnapshotInfo
    conversations: int
    """All conversations of the period with anything to learn from."""
    themes: tuple[RepeatedAnswers, ...]
    labels: Mapping[str, str]

    def compute_share(self, estimate: str) -> float:
        """Of all conversations, those that `low`, `middle` or `high` could spare; a conversation in
        two themes may count twice."""
        spared = sum(getattr(row, estimate) for row in self.themes)
        return min(spared / self.conversations, 1.0) if self.conversations else 0.0


@dataclass(frozen=True, slots=True)
class Findability:
    """What customers look for over a period."""

    period: Period
    snapshot: SnapshotInfo
    links: tuple[SoughtLink, ...]
    labels: Mapping[str, str]


def read_repeats(settings: Settings, words: str, now: datetime) -> Repeats:
    """Conversations whose answer was given many times, theme by theme."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        found = tuple(find_repeats(read_answered(reader, period)))
        total = reader.count_totals(period).conversations
        return Repeats(period, reader.snapshot, total, found, _read_labels(reader))


def read_findability(settings: Settings, words: str, now: datetime) -> Findability:
    """Links that support finally sent, by theme and page."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        found = tuple(find_sought_links(read_answered(reader, period)))
        return Findability(period, reader.snapshot, found, _read_labels(reader))


def read_workload(
    settings: Settings, words: str, now: datetime
) -> tuple[Period, SnapshotInfo, Workload]:
    """The team's work over a period."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        rows = [
            HandledConversation(
                agents=tuple(row["agents"] or ()),
                asked_at=row["asked_at"],
                answered_at=row["answered_at"],
                first_agent=row["first_agent"],
                closed_at=row["closed_at"],
                is_open=is_open(row["status"], row["closed_at"]),
                rating=row["rating"],
            )
            for row in read_handled_conversations(reader, period)
        ]
        return period, reader.snapshot, compute_workload(rows, settings.timezone)


def is_open(status: str | None, closed_at: datetime | None) -> bool:
    """Whether the tool calls it open; False where it gives neither status nor closing time."""
    if status is None or closed_at is not None:
        return False
    return status.strip().lower() not in _CLOSED


def read_answered(reader: Reader, period: Period) -> list[AskWithAnswers]:
    """Every theme's conversations with the agents' messages in each."""
    return [
        AskWithAnswers(
            row["theme_id"], row["conversation_id"], row["asked_at"], row["page"],
            tuple(row["said"]),
        )
        for row in read_answers(reader, period)
    ]  # fmt: skip


def _read_labels(reader: Reader) -> dict[str, str]:
    return {theme: label for theme, (label, _) in read_theme_names(reader).items()}
