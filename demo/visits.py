"""Who comes when, about what: the scenario turned into single conversations, without words yet."""

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from demo.scenario import EMPTY_SHARES, LANGUAGE_SHARES, TWO_ASKS, WEEKDAYS, Phase, Scenario

KYIV = ZoneInfo("Europe/Kyiv")
HOURS = (3, 2, 1, 1, 1, 2, 5, 14, 32, 55, 66, 64, 55, 54, 60, 58, 52, 46, 40, 36, 32, 25, 15, 7)
"""Relative traffic of each hour in Kyiv: an office day with a long evening."""

T = TypeVar("T")
_Booking = tuple[int, str, tuple[str, ...]]
"""Day, language and themes of one conversation."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One conversation as planned."""

    at: datetime
    """When it begins, UTC."""
    midnight: datetime
    """End of that day in Kyiv, UTC: what is counted by day must be said before it."""
    language: str
    themes: tuple[str, ...] = ()
    """Slugs in the order they are asked about; empty when there is nothing to learn."""
    empty: str | None = None
    """"greeting", "thanks", "spam" or "notice"; None for a real conversation."""


@dataclass(frozen=True, slots=True)
class _Mention:
    day: int
    theme: str
    language: str


def plan_visits(scenario: Scenario, rng: random.Random) -> list[Visit]:
    """Every conversation of the scenario, in the order of time."""
    empty = {what: round(scenario.conversations * part) for what, part in EMPTY_SHARES.items()}
    themed = scenario.conversations - sum(empty.values())
    two = round(scenario.conversations * TWO_ASKS)
    mentions = _draw_mentions(scenario, themed + two, rng)
    planned = [
        _draw_visit(scenario, day, language, rng, themes=themes)
        for day, language, themes in _pair_mentions(mentions, two, rng)
    ]
    for what, count in empty.items():
        planned += [_draw_empty_visit(scenario, what, rng) for _ in range(count)]
    return sorted(planned, key=lambda visit: (visit.at, visit.language, visit.themes))


def apportion(total: int, weights: Mapping[T, float]) -> dict[T, int]:
    """Whole numbers in proportion to the weights that add up to `total` (largest remainder)."""
    scale = total / sum(weights.values())
    exact = {key: weight * scale for key, weight in weights.items()}
    counts = {key: int(value) for key, value in exact.items()}
    order = sorted(exact, key=lambda key: counts[key] - exact[key])
    for key in order[: total - sum(counts.values())]:
        counts[key] += 1
    return counts


def _draw_mentions(scenario: Scenario, total: int, rng: random.Random) -> list[_Mention]:
    """What is asked on which day in which language: numbers a phase and a language are exact."""
    expected = {
        phase: sum(_compute_daily_rates(scenario, phase).values()) for phase in scenario.phases
    }
    days: dict[str, list[int]] = defaultdict(list)
    for phase, count in apportion(total, expected).items():
        by_day = _compute_daily_rates(scenario, phase)
        days[phase.theme] += rng.choices(list(by_day), list(by_day.values()), k=count)
    mentions = []
    for theme, theirs in days.items():
        spoken = Counter(apportion(len(theirs), LANGUAGE_SHARES))
        languages = list(spoken.elements())
        rng.shuffle(languages)
        mentions += [
            _Mention(day, theme, told) for day, told in zip(theirs, languages, strict=True)
        ]
    return mentions


def _compute_daily_rates(scenario: Scenario, phase: Phase) -> dict[int, float]:
    days = range(phase.first, phase.end)
    return {day: phase.compute_expected(day, scenario.weekday(day)) for day in days}


def _pair_mentions(mentions: Sequence[_Mention], two: int, rng: random.Random) -> list[_Booking]:
    """Lay `two` pairs of mentions of one day and language together: conversations of two asks."""
    together: dict[tuple[int, str], list[str]] = defaultdict(list)
    for mention in mentions:
        together[mention.day, mention.language].append(mention.theme)
    alone: list[_Booking] = []
    pairs: list[_Booking] = []
    for (day, language), themes in sorted(together.items()):
        rng.shuffle(themes)
        for at in range(0, len(themes), 2):
            told = tuple(themes[at : at + 2])
            fitting = len(told) == 2 and not _are_akin(*told)
            (pairs if fitting else alone).append((day, language, told))
    kept = set(rng.sample(range(len(pairs)), min(two, len(pairs))))
    booked = [pairs[number] for number in sorted(kept)]
    alone += [pair for number, pair in enumerate(pairs) if number not in kept]
    singly: list[_Booking] = [
        (day, language, (slug,)) for day, language, told in alone for slug in told
    ]
    # A thin corpus may have too few pairs: the number of conversations holds, not of mentions.
    return booked + rng.sample(singly, len(mentions) - two - len(booked))


def _are_akin(one: str, other: str) -> bool:
    """Whether two themes share their first word: nobody asks for both at once."""
    return one.split("_")[0] == other.split("_")[0]


def _draw_empty_visit(scenario: Scenario, what: str, rng: random.Random) -> Visit:
    weights = [WEEKDAYS[scenario.weekday(day)] for day in range(scenario.days)]
    (day,) = rng.choices(range(scenario.days), weights)
    (language,) = rng.choices(("ru", "uk", "en"), (0.42, 0.35, 0.23))
    return _draw_visit(scenario, day, language, rng, empty=what)


def _draw_visit(
    scenario: Scenario,
    day: int,
    language: str,
    rng: random.Random,
    themes: tuple[str, ...] = (),
    empty: str | None = None,
) -> Visit:
    (hour,) = rng.choices(range(24), HOURS)
    moment = time(hour, rng.randrange(60), rng.randrange(60))
    date = scenario.get_date(day)
    at = datetime.combine(date, moment, KYIV).astimezone(UTC)
    midnight = datetime.combine(date + timedelta(days=1), time(), KYIV).astimezone(UTC)
    return Visit(at, midnight, language, themes, empty)
