"""Decisions hold over the grouping; overrides come back as they were kept."""

from collections.abc import Sequence
from pathlib import Path

from domain.decisions import ThemeEvent
from domain.periods import parse_period
from store.files.home import Home
from store.read.reader import open_reader
from store.write.writer import open_writer
from tests.builders import NOW, ask, home_at, save_asks, save_themes


def count_asks(home: Home) -> dict[str, int]:
    with open_reader(home) as reader:
        themes = reader.compute_ranking(parse_period("all", NOW)).themes
    return {theme.id: theme.asks for theme in themes}


def test_a_merge_outlives_a_regrouping_and_is_undone_to_the_same_counts(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask(f"a{n}", f"c{n}") for n in range(3)])
    grouping: dict[str, Sequence[str]] = {"t-a": ["a0", "a1"], "t-b": ["a2"]}
    save_themes(home, grouping)
    with open_writer(home, "test", NOW) as writer:
        number = writer.save_decision(ThemeEvent(0, NOW, "me", "merge", "t-b", {"into": "t-a"}))
    assert count_asks(home) == {"t-a": 3}
    save_themes(home, grouping)
    assert count_asks(home) == {"t-a": 3}
    with open_writer(home, "test", NOW) as writer:
        writer.save_decision(ThemeEvent(0, NOW, "me", "undo", "t-b", {"event": number}))
    assert count_asks(home) == {"t-a": 2, "t-b": 1}
