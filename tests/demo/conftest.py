"""One corpus, and one workspace made of it, for all tests of the demo."""

import fcntl
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from demo.company import Corpus, compose_corpus
from demo.make import main as make_demo
from demo.scenario import Scenario, plan_scenario
from demo.texts import Texts, load_texts
from demo.truth import build_truth
from demo.visits import KYIV
from tests.commands import run_here

START = date(2026, 5, 25)
BUILT_START = date(2026, 5, 27)
"""The whole demo, read and grouped, begins on a Wednesday: the worn words differ by weekday, and
with them a theme or two at the edge of the counts' tolerance."""


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
            for told in self.corpus.planted
            for at, theme in zip(told.asked_at, told.themes, strict=True)
            if theme == slug
        )


def customer_text(record: dict[str, Any]) -> str:
    """Everything the customer said, a message a line."""
    return "\n".join(m["text"] for m in record["messages"] if m["author"] == "customer")


@pytest.fixture(scope="session")
def made() -> Made:
    texts = load_texts()
    scenario = plan_scenario(START)
    corpus = compose_corpus(scenario, texts)
    return Made(scenario, texts, corpus, build_truth(scenario, texts, corpus))


@dataclass(frozen=True)
class Built:
    """A workspace with the whole demo, read and grouped as `make demo` does it."""

    home: Path
    truth: dict[str, Any]

    def earshot(self, *words: str) -> str:
        """What a command prints."""
        done = run_here(*words, EARSHOT_HOME=str(self.home))
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ranking(self, period: str = "all") -> dict[str, Any]:
        """What `rank --json` says."""
        ranked: dict[str, Any] = json.loads(self.earshot("rank", "--period", period, "--json"))
        return ranked


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Built:
    """Made once for all workers of a run; read it only."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "demo"
    folder.mkdir(mode=0o700, exist_ok=True)
    corpus, told, home = folder / "c.jsonl", folder / "truth.json", folder / "home"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            make_demo(["--out", str(corpus), "--truth", str(told), "--start", f"{BUILT_START}"])
            Built(home, {}).earshot("run", str(corpus))
            (folder / "done").touch()
    return Built(home, json.loads(told.read_text()))
