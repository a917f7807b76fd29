"""The whole corpus: every visit of the scenario talked through, in the order of time."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from demo.canaries import TYPES, Canary, canary
from demo.people import Crowd, Customer
from demo.scenario import CANARIES, HOSTILE_THEME, Scenario
from demo.talk import Deck, Talker, Told
from demo.texts import Texts
from demo.visits import KYIV, Visit, visits


@dataclass(frozen=True, slots=True)
class Corpus:
    """Conversations and what was planted in them, row by row."""

    records: tuple[dict[str, Any], ...]
    """Native format, by time of creation."""
    told: tuple[Told, ...]


def compose(scenario: Scenario, texts: Texts) -> Corpus:
    """Let the half year happen. The same scenario and texts give the same corpus."""
    rng = random.Random(scenario.seed)
    planned = visits(scenario, rng)
    crowd = Crowd(rng)
    customers = [_customer(visit, crowd, texts) for visit in planned]
    canaries = _canaries(scenario, planned, customers, rng)
    hostile = _hostile(planned, canaries, rng)
    end = datetime.combine(scenario.end, time(), KYIV).astimezone(UTC)
    talker = Talker(texts, end, rng, Deck(rng))
    rows = []
    for number, (visit, customer) in enumerate(zip(planned, customers, strict=True)):
        planted, name = canaries.get(number), f"c-{number + 1:06d}"
        rows.append(talker.talk(name, visit, customer, planted, number == hostile))
    _flag_spam(rows)
    return Corpus(tuple(record for record, _ in rows), tuple(told for _, told in rows))


def _customer(visit: Visit, crowd: Crowd, texts: Texts) -> Customer:
    studio = any(texts.themes[slug].area == "studio" for slug in visit.themes)
    return crowd.next(visit.language, studio, stranger=visit.empty in ("spam", "notice"))


def _canaries(
    scenario: Scenario, planned: Sequence[Visit], customers: Sequence[Customer], rng: random.Random
) -> dict[int, Canary]:
    """Row number to the personal data in it; the types take turns."""
    themed = [number for number, visit in enumerate(planned) if visit.themes]
    rows = sorted(rng.sample(themed, round(scenario.conversations * CANARIES)))
    return {
        row: canary(TYPES[turn % len(TYPES)], customers[row], rng) for turn, row in enumerate(rows)
    }


def _hostile(planned: Sequence[Visit], taken: dict[int, Canary], rng: random.Random) -> int:
    """The row of the hostile customer: an ordinary ask in English, but for what stands round it."""
    return rng.choice(
        [
            number
            for number, visit in enumerate(planned)
            if visit.themes == (HOSTILE_THEME,) and visit.language == "en" and number not in taken
        ]
    )


def _flag_spam(rows: Sequence[tuple[dict[str, Any], Told]]) -> None:
    """The tool noticed every other spam message."""
    spam = [record for record, told in rows if told.excluded == "spam"]
    for record in spam[::2]:
        record["spam"] = True
