"""Endings are read from what was said publicly after each theme's first ask."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.conversations import Agent, Customer
from domain.themes import Assignment, Theme
from pipeline.impact.drivers import read_drivers
from pipeline.impact.outcomes import list_episodes, read_outcomes
from pipeline.settings import Settings, read_period
from store.read.reader import open_reader
from store.write.theme_tables import GroupingRun
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, conversation, home_at, merge, message

CASES = 48


def build_settings(folder: Path) -> Settings:
    """48 conversations: the odd ones of t-1 are badly rated, a quarter of all is unanswered."""
    home = home_at(folder)
    merge(
        home,
        [
            conversation(
                f"c{n}",
                message("where is the link"),
                message("seen only by us", "m3", author="agent", public=False),
                *(
                    [message("In the e-mail", "m2", author="agent", agent=Agent("kim"),
                             at=MONDAY + timedelta(minutes=30))]
                    if n % 4
                    else []
                ),
                status="open",
                rating=2.0 if n % 2 else 4.0,
                customer=Customer(id=f"p{n}") if n else Customer(),
            )
            for n in range(CASES)
        ],
    )  # fmt: skip
    asks = [ask(f"a{n}", f"c{n}") for n in range(CASES)]
    with open_writer(home, "test", NOW) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, asks, 1)
        assigned = [Assignment(row.id, f"t-{n % 2}", 0.5) for n, row in enumerate(asks)]
        themes = [Theme("t-0", "Where is the link?", ()), Theme("t-1", "No link", ())]
        writer.save_grouping(GroupingRun("multilingual", "f" * 64, {}, {}), themes, assigned, [])
    return Settings(home=folder / "home")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return build_settings(tmp_path_factory.mktemp("impact"))


def test_endings_are_counted_by_theme(settings: Settings) -> None:
    report = read_outcomes(settings, "all", NOW)
    told = {one.theme_id: one for one in report.themes}
    assert {name: one.conversations for name, one in told.items()} == {"t-0": 24, "t-1": 24}
    shares = {share.outcome: share.conversations for share in told["t-0"].shares}
    assert (shares["unanswered"], shares["answered"]) == (12, 12)
    assert told["t-1"].first_answer.median == 30
    assert report.labels["t-1"] == "No link"
    assert read_outcomes(settings, "2020", NOW).themes == ()


def test_a_note_is_no_turn_and_unknown_customers_are_each_their_own(settings: Settings) -> None:
    with open_reader(settings.store) as reader:
        episodes = list_episodes(reader, read_period(settings, "all", NOW), "t-0")
    assert {turn.text for one in episodes for turn in one.turns} == {
        "where is the link", "In the e-mail",
    }  # fmt: skip
    assert sum(one.customer < 0 for one in episodes) == 1
    assert len({one.customer for one in episodes}) == 24


def test_the_theme_with_the_bad_ratings_takes_points(settings: Settings) -> None:
    report = read_drivers(settings, "all", NOW)
    assert (report.drivers.rated, report.drivers.mean) == (CASES, 3.0)
    assert [(one.theme_id, one.lost) for one in report.drivers.themes] == [
        ("t-1", 1.0), ("t-0", -1.0),
    ]  # fmt: skip
    assert read_drivers(settings, "2020", NOW).drivers.rated == 0
