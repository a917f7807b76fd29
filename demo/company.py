"""The whole corpus: every visit of the scenario talked through, in the order of time."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from demo.canaries import TYPES, Canary, make_canary
from demo.people import Customer, CustomerPool
from demo.scenario import (
    BROKEN_THEME,
    CANARIES,
    COMPANIES,
    COMPANY_SHARE,
    COMPANY_THEME,
    HEAVY_COMPANY,
    HOSTILE_THEME,
    LEAVING_THEME,
    LEFT_ELSEWHERE,
    LEFT_SHARE,
    NEW_VERSION,
    OLD_VERSION,
    VERSION_ELSEWHERE,
    VERSION_SHARE,
    Scenario,
)
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
    _add_facts(rows, scenario.seed)
    return Corpus(tuple(record for record, _ in rows), tuple(told for _, told in rows))


def _add_facts(rows: Sequence[tuple[dict[str, Any], PlantedConversation]], seed: int) -> None:
    """What the tool knows of each customer: app version, company, subscription.

    Each is drawn from the names alone, so that nothing said changes with it. A customer's company
    and subscription follow from everything they ever asked.
    """
    asked: dict[str, set[str]] = defaultdict(set)
    for record, told in rows:
        asked[record["customer"]["id"]].update(told.themes)
    for record, told in rows:
        customer = record["customer"]
        name, themes = customer["id"], asked[customer["id"]]
        broken = VERSION_SHARE if BROKEN_THEME in told.themes else VERSION_ELSEWHERE
        is_new = random.Random(f"{seed} version {told.id}").random() < broken
        left = LEFT_SHARE if LEAVING_THEME in themes else LEFT_ELSEWHERE
        has_left = random.Random(f"{seed} left {name}").random() < left
        chance = random.Random(f"{seed} company {name}")
        company = chance.choice(COMPANIES)
        if COMPANY_THEME in themes and chance.random() < COMPANY_SHARE:
            company = HEAVY_COMPANY
        customer["app_version"] = NEW_VERSION if is_new else OLD_VERSION
        customer["company"] = company
        customer["subscription_status"] = "cancelled" if has_left else "active"


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
