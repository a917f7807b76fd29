"""The whole corpus: every visit of the scenario talked through, in the order of time."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from demo.canaries import TYPES, Canary, make_canary
from demo.people import Customer, CustomerPool
from demo.scenario import CANARIES, HOSTILE_THEME, Scenario
from demo.talk import ConversationSimulator, Deck, PlantedConversation
from demo.texts import Texts
from demo.visits import KYIV, Visit, plan_visits


@dataclass(frozen=True, slots=True)
class Corpus:
    """Conversations and what was planted in them, row by row."""

    records: tuple[dict[str, Any], ...]
    """Native format, by time of creation."""
    planted: tuple[PlantedConversation, ...]


def compose_corpus(scenario: Scenario, texts: Texts) -> Corpus:
    """Let the half year happen. The same scenario and texts give the same corpus."""
    rng = random.Random(scenario.seed)
    planned = plan_visits(scenario, rng)
    crowd = CustomerPool(rng)
    customers = [_pick_customer(visit, crowd, texts) for visit in planned]
    canaries = _plant_canaries(scenario, planned, customers, rng)
    hostile = _pick_hostile(planned, canaries, rng)
    end = datetime.combine(scenario.end, time(), KYIV).astimezone(UTC)
    talker = ConversationSimulator(texts, end, rng, Deck(rng))
    rows = []
    for number, (visit, customer) in enumerate(zip(planned, customers, strict=True)):
        planted, name = canaries.get(number), f"c-{number + 1:06d}"
        rows.append(talker.simulate_conversation(name, visit, customer, planted, number == hostile))
    _flag_spam(rows)
    return Corpus(tuple(record for record, _ in rows), tuple(told for _, told in rows))


def _pick_customer(visit: Visit, crowd: CustomerPool, texts: Texts) -> Customer:
    studio = any(texts.themes[slug].area == "studio" for slug in visit.themes)
    return crowd.draw_customer(visit.language, studio, stranger=visit.empty in ("spam", "notice"))


def _plant_canaries(
    scenario: Scenario, planned: Sequence[Visit], customers: Sequence[Customer], rng: random.Random
) -> dict[int, Canary]:
    """Row number to the personal data in it; the types take turns."""
    themed = [number for number, visit in enumerate(planned) if visit.themes]
    rows = sorted(rng.sample(themed, round(scenario.conversations * CANARIES)))
    return {
        row: make_canary(TYPES[turn % len(TYPES)], customers[row], rng)
        for turn, row in enumerate(rows)
    }


def _pick_hostile(planned: Sequence[Visit], taken: dict[int, Canary], rng: random.Random) -> int:
    """The row of the hostile customer: an ordinary ask in English, but for what stands round it."""
    return rng.choice(
        [
            number
            for number, visit in enumerate(planned)
            if visit.themes == (HOSTILE_THEME,) and visit.language == "en" and number not in taken
        ]
    )


def _flag_spam(rows: Sequence[tuple[dict[str, Any], PlantedConversation]]) -> None:
    """The tool noticed every other spam message."""
    spam = [record for record, told in rows if told.excluded == "spam"]
    for record in spam[::2]:
        record["spam"] = True
