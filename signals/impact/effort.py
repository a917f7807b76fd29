"""Effort: minutes of agents that themes take, told from the times of their replies.

Nobody notes when work on a reply begins. Taken for it is the time since the later of two moments:
the agent's reply before, anywhere, and the customer's message that is answered; of a long one only
so many minutes. Where both are more than half an hour ago, the agent did something else first; the
reply then counts as the agents' usual one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MIN_TIMED = 20
"""Replies with a time of their own below which nothing is told."""
MONTH_DAYS = 30.44
SESSION = 30.0
"""Minutes without a sign of work after which an agent did something else."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """What an estimate takes for granted."""

    longest: float
    """Minutes that are taken for one reply at most."""
    quantile: float
    """Of the replies with a time of their own: what a reply without one takes."""


ASSUMPTIONS: Mapping[str, Assumption] = {
    "low": Assumption(5.0, 0.25),
    "middle": Assumption(15.0, 0.5),
    "high": Assumption(30.0, 0.75),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """An agent's public reply."""

    agent: int
    """A number; an unknown agent has one for each conversation."""
    at: datetime
    asked_at: datetime | None
    """When the customer's last message before it was written."""
    theme_id: str | None
    """The theme it answers; None for none."""
    conversation: int
    """A number."""


@dataclass(frozen=True, slots=True)
class ThemeEffort:
    """Agents' time that one theme takes."""

    theme_id: str | None
    """None: replies about no theme."""
    conversations: int
    replies: int
    minutes: Mapping[str, float]
    """Estimate (`low`, `middle`, `high`) -> minutes over the period."""
    hours_a_month: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Effort:
    """Where the agents' time goes, most first."""

    replies: int
    timed: int
    """Replies with a time of their own."""
    days: float
    """Length of the period, from the first reply to the last where it has no ends."""
    themes: tuple[ThemeEffort, ...]
    """None of them where too few replies are timed."""


def estimate_effort(replies: Sequence[Reply], days: float | None = None) -> Effort:
    """Minutes of each theme; `days` is the period's length."""
    ordered = sorted(replies, key=lambda one: (one.at, one.agent, one.conversation))
    spans = _measure_spans(ordered)
    if days is None:
        days = (ordered[-1].at - ordered[0].at).total_seconds() / 86_400 if ordered else 0.0
    days = max(days, 1.0)
    timed = int((spans <= SESSION).sum())
    if timed < MIN_TIMED:
        return Effort(len(ordered), timed, days, ())
    minutes = {name: _assume(spans, told) for name, told in ASSUMPTIONS.items()}
    rows_of: dict[str | None, list[int]] = defaultdict(list)
    for number, reply in enumerate(ordered):
        rows_of[reply.theme_id].append(number)
    themes = []
    for theme, rows in rows_of.items():
        spent = {name: float(taken[rows].sum()) for name, taken in minutes.items()}
        hours = {name: taken / 60 / days * MONTH_DAYS for name, taken in spent.items()}
        conversations = len({ordered[row].conversation for row in rows})
        themes.append(ThemeEffort(theme, conversations, len(rows), spent, hours))
    themes.sort(key=lambda one: (-one.minutes["middle"], one.theme_id or ""))
    return Effort(len(ordered), timed, days, tuple(themes))


def _measure_spans(ordered: Sequence[Reply]) -> Floats:
    """(n,) minutes since the agent's reply before or the customer's message, whichever is later;
    infinite where there was neither."""
    before: dict[int, datetime] = {}
    spans = np.full(len(ordered), np.inf)
    for number, reply in enumerate(ordered):
        moments = [at for at in (before.get(reply.agent), reply.asked_at) if at is not None]
        if moments:
            spans[number] = (reply.at - max(moments)).total_seconds() / 60
        before[reply.agent] = reply.at
    return spans


def _assume(spans: Floats, told: Assumption) -> Floats:
    """(n,) minutes of each reply, by one assumption."""
    taken = np.minimum(spans, told.longest)
    has_own = spans <= SESSION
    return np.where(has_own, taken, np.quantile(taken[has_own], told.quantile))


def scale_spared(spared: float, theme: ThemeEffort, estimate: str) -> float:
    """Hours a month that `spared` conversations over the period would have taken."""
    if not theme.conversations:
        return 0.0
    return theme.hours_a_month[estimate] * min(spared / theme.conversations, 1.0)
