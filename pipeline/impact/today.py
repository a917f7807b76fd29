"""Asks that need an answer now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from clustering.tone.tones import predict_tones
from domain.counts import SnapshotInfo
from domain.periods import Period
from ingest.asks.segment import clean_message
from pipeline.analysis.answers import is_open
from pipeline.settings import Settings
from signals.impact.urgency import UrgentAsk, WaitingConversation, find_urgent
from signals.workload import HandledConversation, compute_workload
from store.read.measured_ranking import read_theme_names
from store.read.reader import Reader, open_reader
from store.read.signal_rows import read_handled_conversations, read_waiting

_LEARNED_FROM = 90
"""Days before now in which it is learned how long a first answer takes."""


@dataclass(frozen=True, slots=True)
class Today:
    """What waits for an answer."""

    snapshot: SnapshotInfo
    days: int
    """Older asks are left out."""
    waiting: int
    """Conversations in which the customer wrote last."""
    usual: timedelta | None
    """In which nine in ten first answers came; None where too few are known."""
    asks: tuple[UrgentAsk, ...]
    labels: Mapping[str, str]


def read_today(settings: Settings, now: datetime, days: int = 14) -> Today:
    """The open asks of the last `days` that need an answer now, with their reasons."""
    with open_reader(settings.store) as reader:
        open_rows = [
            row
            for row in read_waiting(reader, now - timedelta(days=days), now)
            if row["closed_at"] is None and (row["status"] is None or is_open(row["status"], None))
        ]
        # What is not yet in an ask of its own has no vector: the words alone are read.
        said = ["\n".join(text for _, text in row["said"]) for row in open_rows]
        tones = predict_tones([clean_message(text)[0] or text for text in said])
        rows = [
            WaitingConversation(
                row["source"], row["conversation_id"], row["url"], tuple(row["theme_ids"]),
                tuple(row["said"]), row["contacts"], tone.is_urgent,
            )
            for row, tone in zip(open_rows, tones, strict=True)
        ]  # fmt: skip
        usual = _learn_usual(reader, settings.timezone, now)
        labels = {theme: label for theme, (label, _) in read_theme_names(reader).items()}
        found = find_urgent(rows, usual, now)
        return Today(reader.snapshot, days, len(rows), usual, found, labels)


def _learn_usual(reader: Reader, timezone: str, now: datetime) -> timedelta | None:
    first = (now - timedelta(days=_LEARNED_FROM)).date()
    period = Period("", first, now.date() + timedelta(days=1), timezone)
    rows = [
        HandledConversation((), row["asked_at"], row["answered_at"], None, None, False, None)
        for row in read_handled_conversations(reader, period)
    ]
    p90 = compute_workload(rows, timezone).first_response.p90
    return timedelta(minutes=p90) if p90 is not None else None
