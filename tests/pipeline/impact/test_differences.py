"""What is known of a theme's conversations is read beside the rest's."""

from pathlib import Path

import pytest

from domain.conversations import Customer
from domain.errors import NotFound
from domain.themes import Assignment, Theme
from pipeline.impact.differences import read_differences
from pipeline.settings import Settings
from store.write.theme_tables import GroupingRun
from store.write.writer import open_writer
from tests.builders import NOW, ask, conversation, home_at, merge, message

INSIDE, OUTSIDE = 30, 90


def build_settings(folder: Path) -> Settings:
    """Nearly all of t-crash are on version 4.2 and write in chats; of the rest a third is."""
    home = home_at(folder)
    told = [
        conversation(
            f"c{n}",
            message("it crashes"),
            channel="chat" if n < INSIDE or n % 3 == 0 else "mail",
            customer=Customer(
                id=f"p{n}",
                plan="team",
                attributes=(("app_version", "4.2" if n < INSIDE - 2 or n % 3 == 0 else "4.1"),),
            ),
        )
        for n in range(INSIDE + OUTSIDE)
    ]
    merge(home, told)
    asks = [ask(f"a{n}", f"c{n}") for n in range(INSIDE + OUTSIDE)]
    with open_writer(home, "test", NOW) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, asks, 1)
        assigned = [
            Assignment(row.id, "t-crash" if n < INSIDE else "t-rest", 0.5)
            for n, row in enumerate(asks)
        ]
        themes = [Theme("t-crash", "The app crashes", ()), Theme("t-rest", "The rest", ())]
        writer.save_grouping(GroupingRun("multilingual", "f" * 64, {}, {}), themes, assigned, [])
    return Settings(home=folder / "home")


def test_a_theme_is_told_by_its_version_and_channel(tmp_path: Path) -> None:
    settings = build_settings(tmp_path)
    report = read_differences(settings, "t-crash", "all", NOW)
    told = {(one.name, one.value): one for one in report.differences.told}
    assert set(told) == {("app_version", "4.2"), ("channel", "chat")}
    assert told["app_version", "4.2"].share > 0.9
    assert report.label == "The app crashes"
    assert not read_differences(settings, "t-crash", "2020", NOW).differences.suffices
    with pytest.raises(NotFound):
        read_differences(settings, "t-none", "all", NOW)
