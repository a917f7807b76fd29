"""How the conversations of a theme end, told from their turns and from what their tool says."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal, get_args

import numpy as np

from signals.impact.clusters import compute_clustered_share_interval
from signals.impact.phrases import load_phrases
from signals.workload import DurationSummary, summarise_minutes

Outcome = Literal["solved", "answered", "refused", "handed on", "unanswered", "reopened"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
MIN_CONVERSATIONS = 10
"""Conversations of a theme below which no share is told."""
REOPENED_WITHIN = timedelta(days=7)
_SOLVED = frozenset({"solved", "closed", "resolved", "done", "решено", "решён", "закрыт", "закрыто",
                     "вирішено", "закрито", "gelöst", "geschlossen"})  # fmt: skip
_LONGEST_THANKS = 15
"""Words of a message that may only thank."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A public message."""

    author: str
    """customer, agent, bot."""
    at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class Episode:
    """A theme's part of a conversation: from its first ask to the next ask about another theme."""

    theme_id: str
    conversation_id: str
    customer: int
    """A number; each unknown customer has a negative one of their own."""
    asked_at: datetime
    turns: tuple[Turn, ...]
    """In the order of reading, the first ask first."""
    status: str | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Ending:
    """How an episode ended, and by what that is told."""

    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    """How often a theme's conversations end so."""

    outcome: Outcome
    conversations: int
    share: float
    low: float
    """95 % interval of `share`, by customer."""
    high: float


@dataclass(frozen=True, slots=True)
class ThemeOutcomes:
    """The endings of a theme."""

    theme_id: str
    conversations: int
    customers: int
    shares: tuple[Share, ...]
    """One for each outcome; empty below `MIN_CONVERSATIONS`."""
    messages: float
    """Public messages per conversation, mean."""
    agent_answers: float
    """Of them by agents."""
    first_answer: DurationSummary
    resolution: DurationSummary


def find_outcomes(episodes: Sequence[Episode]) -> tuple[ThemeOutcomes, ...]:
    """Every theme's endings, the theme with the most conversations first."""
    again = find_reopened(episodes)
    by_theme: dict[str, list[Episode]] = defaultdict(list)
    for episode in episodes:
        by_theme[episode.theme_id].append(episode)
    order = sorted(by_theme, key=lambda theme: (-len(by_theme[theme]), theme))
    return tuple(_summarise(theme, by_theme[theme], again) for theme in order)


def find_reopened(episodes: Sequence[Episode]) -> Mapping[tuple[str, str], datetime]:
    """(theme, conversation) -> when the same known customer asked the same again within a week."""
    by_person: dict[tuple[str, int], list[Episode]] = defaultdict(list)
    for episode in episodes:
        if episode.customer >= 0:
            by_person[episode.theme_id, episode.customer].append(episode)
    found: dict[tuple[str, str], datetime] = {}
    for told in by_person.values():
        told.sort(key=lambda one: (one.asked_at, one.conversation_id))
        for first, then in pairwise(told):
            if then.asked_at - first.asked_at <= REOPENED_WITHIN:
                found[first.theme_id, first.conversation_id] = then.asked_at
    return found


def judge_ending(episode: Episode, again_at: datetime | None = None) -> Ending:
    """How one episode ended; `again_at` is when the customer asked the same again."""
    answers = [turn for turn in episode.turns if turn.author in {"agent", "bot"}]
    if not any(turn.author == "agent" for turn in answers):
        return Ending("unanswered", "nobody of the team answered")
    if again_at is not None:
        return Ending("reopened", f"asked again on {again_at.date().isoformat()}")
    last = episode.turns[-1]
    thanked = last.author == "customer" and is_thanks(last.text)
    if last.author == "customer" and not thanked:
        return Ending("unanswered", "the customer wrote last")
    said = next(turn.text for turn in reversed(answers) if turn.author == "agent")
    for outcome, name in (("refused", "refused"), ("handed on", "handed_on")):
        if any(pattern.search(said) for pattern in load_phrases("outcome_phrases")[name]):
            return Ending(outcome, "by the words of the last answer")  # type: ignore[arg-type]
    if thanked:
        return Ending("solved", "the customer thanked")
    if (episode.status or "").strip().casefold() in _SOLVED or episode.closed_at is not None:
        return Ending("solved", "closed in its tool")
    return Ending("answered", "the team wrote last")


def is_thanks(text: str) -> bool:
    """Whether a customer's message thanks and asks nothing."""
    short = len(text.split()) <= _LONGEST_THANKS and "?" not in text
    return short and any(
        pattern.search(text) for pattern in load_phrases("outcome_phrases")["thanked"]
    )


def _summarise(
    theme: str, episodes: Sequence[Episode], again: Mapping[tuple[str, str], datetime]
) -> ThemeOutcomes:
    endings = [judge_ending(one, again.get((theme, one.conversation_id))) for one in episodes]
    customers = [one.customer for one in episodes]
    return ThemeOutcomes(
        theme,
        len(episodes),
        len(set(customers)),
        _compute_shares(endings, customers) if len(episodes) >= MIN_CONVERSATIONS else (),
        float(np.mean([len(one.turns) for one in episodes])),
        float(np.mean([sum(turn.author == "agent" for turn in one.turns) for one in episodes])),
        summarise_minutes(_list_first_answers(episodes)),
        summarise_minutes(_list_resolutions(episodes)),
    )


def _compute_shares(endings: Sequence[Ending], customers: Sequence[int]) -> tuple[Share, ...]:
    counts = Counter(ending.outcome for ending in endings)
    shares = []
    for outcome in OUTCOMES:
        hits = [ending.outcome == outcome for ending in endings]
        low, high = compute_clustered_share_interval(hits, customers)
        count = counts[outcome]
        shares.append(Share(outcome, count, count / len(endings), low, high))
    return tuple(shares)


def _list_first_answers(episodes: Sequence[Episode]) -> list[float]:
    firsts = (
        (one.asked_at, next((turn.at for turn in one.turns if turn.author == "agent" and turn.at),
                            None))
        for one in episodes
    )  # fmt: skip
    return [(at - asked).total_seconds() / 60 for asked, at in firsts if at and at >= asked]


def _list_resolutions(episodes: Sequence[Episode]) -> list[float]:
    return [
        (one.closed_at - one.asked_at).total_seconds() / 60
        for one in episodes
        if one.closed_at and one.closed_at >= one.asked_at
    ]
