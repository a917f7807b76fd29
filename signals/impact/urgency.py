"""Asks that need an answer now, each with its reasons: what is said, and what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from signals.impact.outcomes import is_thanks
from signals.impact.phrases import load_phrases

MANY_MESSAGES = 3
"""Messages of a customer without an answer from which that is a reason."""
AGAIN_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WaitingConversation:
    """A conversation in which the customer wrote last."""

    source: str
    conversation_id: str
    url: str | None
    theme_ids: tuple[str, ...]
    unanswered: tuple[tuple[datetime, str], ...]
    """(time, masked text) of what the customer wrote since the team's last message."""
    contacts: int
    """Other conversations of the same customer that began in the seven days before."""
    reads_urgent: bool = False
    """Whether a model takes what they wrote for urgent (`clustering.tone`)."""


@dataclass(frozen=True, slots=True)
class UrgentAsk:
    """An ask that waits, and why it needs an answer now."""

    conversation: WaitingConversation
    waiting: timedelta
    """Since the first message without an answer."""
    reasons: tuple[str, ...]


def find_urgent(
    rows: Sequence[WaitingConversation], usual: timedelta | None, now: datetime
) -> tuple[UrgentAsk, ...]:
    """Those with a reason: the most reasons first, then the longest waiting. `usual` is the time in
    which nine in ten are answered first; None where too few were."""
    found = []
    for row in rows:
        if is_thanks(row.unanswered[-1][1]):
            continue
        waiting = now - row.unanswered[0][0]
        said = find_words(row.unanswered) or (("reads urgent",) if row.reads_urgent else ())
        reasons = (*_find_facts(row, waiting, usual), *said)
        if reasons:
            found.append(UrgentAsk(row, waiting, reasons))
    found.sort(
        key=lambda one: (
            -len(one.reasons), -one.waiting, one.conversation.source,
            one.conversation.conversation_id,
        )
    )  # fmt: skip
    return tuple(found)


def find_words(said: Sequence[tuple[datetime, str]]) -> tuple[str, ...]:
    """What a customer's messages say that makes them urgent."""
    return tuple(
        reason
        for reason, patterns in load_phrases("urgent_phrases").items()
        if any(pattern.search(text) for _, text in said for pattern in patterns)
    )


def _find_facts(row: WaitingConversation, waiting: timedelta, usual: timedelta | None) -> list[str]:
    reasons = []
    if usual is not None and waiting > usual:
        reasons.append("waits longer than nine in ten do")
    if len(row.unanswered) >= MANY_MESSAGES:
        reasons.append(f"{len(row.unanswered)} messages without an answer")
    if row.contacts:
        reasons.append("wrote before within 7 days")
    return reasons
