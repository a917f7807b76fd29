"""A run is kept whole, or not at all where an ask it read has been erased since."""

from pathlib import Path

from clustering.identity.outcome import ThemeUpdate
from domain.themes import Assignment, Theme
from pipeline.imports.erase import EraseTarget, erase_conversations
from pipeline.settings import Settings
from pipeline.themes.save import Outcome, save_run
from store.read.reader import open_reader
from store.write.theme_tables import GroupingRun
from tests.builders import NOW, ask, home_at, save_asks

RUN = GroupingRun("multilingual", "f" * 64, {}, {})
THEME = Theme("t-1", "Links", ("word",))


def test_a_run_over_known_asks_is_published_with_kinds(tmp_path: Path) -> None:
    home, one = home_at(tmp_path), ask("a1", "c1")
    save_asks(home, [one])
    outcome = Outcome(ThemeUpdate((THEME,), (Assignment("a1", "t-1", 0.5),), ()), ())
    assert save_run(Settings(home=home.path), RUN, outcome, [one], {"a1": "bug"}, NOW)
    with open_reader(home) as reader:
        assert reader.read_members() == {"t-1": {"a1"}}


def test_a_run_that_read_what_is_erased_keeps_nothing(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    gone = ask("a1", "c1")
    save_asks(home, [gone, ask("a2", "c2")])
    outcome = Outcome(ThemeUpdate((THEME,), (), ()), ())
    settings = Settings(home=home.path)
    erase_conversations(settings, EraseTarget(conversation="c1"), NOW)
    assert not save_run(settings, RUN, outcome, [gone], {}, NOW)
    with open_reader(home) as reader:
        assert reader.read_newest_run() is None
