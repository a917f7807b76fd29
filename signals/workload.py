"""Workload: conversations by agent, hour and weekday, response and resolution times."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
from scipy import special

from signals.statistics.intervals import LEVEL

MIN_CONVERSATIONS = 5
"""Conversations below which times and ratings are None."""


@dataclass(frozen=True, slots=True)
class HandledConversation:
    """One conversation, as far as it is work for support."""

    agents: tuple[int, ...]
    """Numbers of the agents who wrote publicly in it."""
    asked_at: datetime
    """First public message of the customer."""
    answered_at: datetime | None
    """First public message of an agent after it."""
    first_agent: int | None
    """Who wrote that."""
    closed_at: datetime | None
    is_open: bool
    """Whether it still waits, as far as its tool says."""
    rating: float | None


@dataclass(frozen=True, slots=True)
class DurationSummary:
    """How long something took, in minutes."""

    count: int
    median: float | None
    """None below five conversations."""
    p90: float | None


@dataclass(frozen=True, slots=True)
class AgentLoad:
    """The conversations of one agent; agents are numbered by their load."""

    name: str
    """"agent 1" has the most conversations: pseudonymous, and new in every answer."""
    conversations: int
    against_mean: float
    """`conversations` over the mean of the team's agents."""
    low: float
    """95 % interval of `against_mean`."""
    high: float
    first_response: DurationSummary
    """Of the conversations in which this person answered first."""
    resolution: DurationSummary
    rating: float | None
    """Mean; None below five rated conversations."""


@dataclass(frozen=True, slots=True)
class Workload:
    """The team's work over a period."""

    conversations: int
    answered: int
    agents: tuple[AgentLoad, ...]
    first_response: DurationSummary
    resolution: DurationSummary
    rating: float | None
    by_hour: tuple[int, ...]
    """24 counts of conversations by the local hour of their first message."""
    by_weekday: tuple[int, ...]
    """7 counts, Monday first."""
    backlog: int
    """Conversations of the period still open."""
    waiting: int
    """Of them, never answered."""


def compute_workload(rows: Sequence[HandledConversation], timezone: str) -> Workload:
    """The work in these conversations. Times are wall-clock minutes, nights included."""
    zone = ZoneInfo(timezone)
    local = [row.asked_at.astimezone(zone) for row in rows]
    by_agent: dict[int, list[HandledConversation]] = defaultdict(list)
    for row in rows:
        for agent in row.agents:
            by_agent[agent].append(row)
    return Workload(
        conversations=len(rows),
        answered=sum(row.answered_at is not None for row in rows),
        agents=_summarise_agents(by_agent),
        first_response=_summarise_first_response(rows),
        resolution=_summarise_resolution(rows),
        rating=_average_rating(rows),
        by_hour=_build_histogram([at.hour for at in local], 24),
        by_weekday=_build_histogram([at.weekday() for at in local], 7),
        backlog=sum(row.is_open for row in rows),
        waiting=sum(row.is_open and row.answered_at is None for row in rows),
    )


def _summarise_agents(by_agent: dict[int, list[HandledConversation]]) -> tuple[AgentLoad, ...]:
    order = sorted(by_agent, key=lambda agent: (-len(by_agent[agent]), agent))
    total = sum(len(rows) for rows in by_agent.values())
    return tuple(
        _summarise_agent(f"agent {place}", agent, by_agent[agent], total, len(order))
        for place, agent in enumerate(order, 1)
    )


def _summarise_agent(
    name: str, agent: int, rows: list[HandledConversation], total: int, people: int
) -> AgentLoad:
    # Given the team's total, an agent's share is binomial: Jeffreys' interval, over 1 / people.
    tail = (1 - LEVEL) / 2
    low, high = special.betaincinv(
        len(rows) + 0.5, total - len(rows) + 0.5, np.array([tail, 1 - tail])
    )
    return AgentLoad(
        name=name,
        conversations=len(rows),
        against_mean=len(rows) * people / total,
        low=float(low) * people,
        high=float(high) * people,
        first_response=_summarise_first_response([row for row in rows if row.first_agent == agent]),
        resolution=_summarise_resolution(rows),
        rating=_average_rating(rows),
    )


def _summarise_first_response(rows: Sequence[HandledConversation]) -> DurationSummary:
    return summarise_minutes([(row.answered_at - row.asked_at).total_seconds() / 60
                   for row in rows if row.answered_at])  # fmt: skip


def _summarise_resolution(rows: Sequence[HandledConversation]) -> DurationSummary:
    return summarise_minutes([(row.closed_at - row.asked_at).total_seconds() / 60
                   for row in rows if row.closed_at and row.closed_at >= row.asked_at])  # fmt: skip


def summarise_minutes(minutes: Sequence[float]) -> DurationSummary:
    """How long something took; no times below `MIN_CONVERSATIONS`."""
    if len(minutes) < MIN_CONVERSATIONS:
        return DurationSummary(len(minutes), None, None)
    return DurationSummary(
        len(minutes), float(np.median(minutes)), float(np.quantile(minutes, 0.9))
    )


def _average_rating(rows: Sequence[HandledConversation]) -> float | None:
    rated = [row.rating for row in rows if row.rating is not None]
    return float(np.mean(rated)) if len(rated) >= MIN_CONVERSATIONS else None


def _build_histogram(values: Sequence[int], size: int) -> tuple[int, ...]:
    return tuple(int(count) for count in np.bincount(np.array(values, dtype=int), minlength=size))
