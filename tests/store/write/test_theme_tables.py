"""A run is saved whole, or not where another regrouping came in between."""

from pathlib import Path

import pytest

from domain.themes import Assignment
from store.read.reader import open_reader
from store.write.theme_tables import GroupingRun, StaleGrouping
from store.write.writer import open_writer
from tests.builders import NOW, ask, fetch_snapshot_rows, home_at, save_asks, save_themes


def test_an_assignment_in_a_space_that_is_gone_changes_nothing(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a0", "c0"), ask("a1", "c1")])
    save_themes(home, {"t-a": ["a0"]})
    save_themes(home, {"t-a": ["a0"]})
    run = GroupingRun("multilingual", "f" * 64, {}, {}, kind="assign", seen=["a1"], base=1)
    with pytest.raises(StaleGrouping), open_writer(home, "test", NOW) as writer:
        writer.save_grouping(run, [], [Assignment("a1", "t-a", 0.5)], [])
    with open_reader(home) as reader:
        assert reader.read_members() == {"t-a": frozenset({"a0"})}


def test_only_the_newest_regrouping_keeps_its_space(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a0", "c0")])
    save_themes(home, {"t-a": ["a0"]})
    save_themes(home, {"t-a": ["a0"]})
    rows = fetch_snapshot_rows(home, "SELECT no FROM themes.runs WHERE space IS NOT NULL")
    assert rows == [{"no": 2}]
