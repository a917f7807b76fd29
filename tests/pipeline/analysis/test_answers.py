"""Repeated answers, links and workload are read from what agents wrote after each ask."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.conversations import Agent
from domain.themes import Assignment, Theme
from pipeline.analysis.answers import (
    read_answered,
    read_findability,
    read_repeats,
    read_workload,
)
from pipeline.settings import Settings, read_period
from store.read.reader import open_reader
from store.write.theme_tables import GroupingRun
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, conversation, home_at, merge, message

CASES = 8
OPEN = 3
"""The first of them still wait, as their tool says."""
LINK = "https://help.example/webinar"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("answers")
    home = home_at(folder)
    merge(
        home,
        [
            conversation(
                f"c{n}",
                message("where is the link"),
                message(
                    f"Hello! It is here: {LINK}",
                    "m2",
                    author="agent",
                    at=MONDAY + timedelta(minutes=30),
                    agent=Agent("kim" if n % 4 else "lee"),
                ),
                page="/live",
                status="open" if n < OPEN else "Solved",
                rating=5.0,
            )
            for n in range(CASES)
        ],
    )
    asks = [ask(f"a{n}", f"c{n}") for n in range(CASES)]
    with open_writer(home, "test", NOW) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, asks, 1)
        assigned = [Assignment(row.id, "t-1", 0.5) for row in asks]
        run = GroupingRun("multilingual", "f" * 64, {}, {})
        writer.save_grouping(run, [Theme("t-1", "Where is the link?", ())], assigned, [])
    return Settings(home=folder / "home")


def test_every_ask_has_the_replies_after_it(settings: Settings) -> None:
    with open_reader(settings.store) as reader:
        rows = read_answered(reader, read_period(settings, "all", NOW))
    assert len(rows) == CASES
    assert {row.theme_id for row in rows} == {"t-1"}
    assert all(row.page == "/live" and LINK in row.replies[0][1] for row in rows)


def test_what_was_answered_more_than_five_times_repeats(settings: Settings) -> None:
    repeats = read_repeats(settings, "all", NOW)
    (row,) = repeats.themes
    assert (repeats.conversations, row.answered, row.middle) == (CASES, CASES, CASES - 5)
    assert repeats.compute_share("middle") == pytest.approx(3 / CASES)
    assert repeats.labels == {"t-1": "Where is the link?"}


def test_a_link_is_sought_from_the_page_of_its_askers(settings: Settings) -> None:
    (row,) = read_findability(settings, "all", NOW).links
    assert (row.link, row.conversations, row.minutes) == (LINK, CASES, 30)
    assert row.pages == (("/live", CASES),)


def test_a_conversation_is_open_only_where_its_tool_says_so(settings: Settings) -> None:
    _, _, workload = read_workload(settings, "all", NOW)
    assert (workload.conversations, workload.backlog, workload.waiting) == (CASES, OPEN, 0)
    assert [agent.conversations for agent in workload.agents] == [6, 2]
    assert workload.first_response.median == 30
    assert workload.rating == 5
