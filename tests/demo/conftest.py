"""One corpus for all tests of the demo."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import pytest

from demo.company import Corpus, compose
from demo.scenario import Scenario, plan
from demo.texts import Texts, load
from demo.truth import truth
from demo.visits import KYIV

START = date(2026, 5, 25)


@dataclass(frozen=True)
class Made:
    scenario: Scenario
    texts: Texts
    corpus: Corpus
    truth: dict[str, Any]

    @cached_property
    def by_id(self) -> dict[str, dict[str, Any]]:
        return {record["id"]: record for record in self.corpus.records}

    def days_of(self, slug: str) -> list[date]:
        """Days in Kyiv on which a theme was asked about, one a conversation."""
        return sorted(
            datetime.fromisoformat(at).astimezone(KYIV).date()
            for told in self.corpus.told
            for at, theme in zip(told.asked_at, told.themes, strict=True)
            if theme == slug
        )


def customer_text(record: dict[str, Any]) -> str:
    """Everything the customer said, a message a line."""
    return "\n".join(m["text"] for m in record["messages"] if m["author"] == "customer")


@pytest.fixture(scope="session")
def made() -> Made:
    texts = load()
    scenario = plan(START)
    corpus = compose(scenario, texts)
    return Made(scenario, texts, corpus, truth(scenario, texts, corpus))
