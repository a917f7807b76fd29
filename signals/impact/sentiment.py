"""How customers feel who ask about a theme: shares of negative and positive, with intervals."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from signals.impact.clusters import compute_clustered_share_interval

MIN_CONVERSATIONS = 10
"""Conversations of a theme below which no shares are told."""
FEELINGS = ("negative", "neutral", "positive")


@dataclass(frozen=True, slots=True)
class FeltConversation:
    """How a theme's first ask in a conversation is written."""

    theme_id: str
    customer: int
    """A number; each unknown customer has one of their own."""
    sentiment: str
    """One of `FEELINGS`."""
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class FeltShare:
    """A share of a theme's conversations."""

    name: str
    """One of `FEELINGS`, or "urgent"."""
    conversations: int
    share: float
    low: float
    """95 % interval, by customer."""
    high: float


@dataclass(frozen=True, slots=True)
class ThemeSentiment:
    """How a theme is asked about."""

    theme_id: str
    conversations: int
    shares: tuple[FeltShare, ...]
    """Negative, neutral, positive, urgent; empty below the minimum."""


def find_sentiments(rows: Sequence[FeltConversation]) -> tuple[ThemeSentiment, ...]:
    """Every theme's shares, the one with the most negative conversations first; those below the
    minimum last."""
    by_theme: dict[str, list[FeltConversation]] = defaultdict(list)
    for row in rows:
        by_theme[row.theme_id].append(row)
    found = [_measure_theme(theme, own) for theme, own in by_theme.items()]
    return tuple(sorted(found, key=_rank))


def _rank(one: ThemeSentiment) -> tuple[bool, int, int, str]:
    negative = one.shares[0].conversations if one.shares else 0
    return not one.shares, -negative, -one.conversations, one.theme_id


def _measure_theme(theme: str, rows: Sequence[FeltConversation]) -> ThemeSentiment:
    if len(rows) < MIN_CONVERSATIONS:
        return ThemeSentiment(theme, len(rows), ())
    counts = Counter(row.sentiment for row in rows)
    people = [row.customer for row in rows]
    shares = []
    for name in (*FEELINGS, "urgent"):
        hits = [row.is_urgent if name == "urgent" else row.sentiment == name for row in rows]
        low, high = compute_clustered_share_interval(hits, people)
        count = sum(hits) if name == "urgent" else counts[name]
        shares.append(FeltShare(name, count, count / len(rows), low, high))
    return ThemeSentiment(theme, len(rows), tuple(shares))
