"""What a run must know: every theme ever, where the grouping put each ask, what became of it."""

from datetime import timedelta

from store.files.home import Home
from store.read.prior_state import (
    count_asks,
    count_grouped_asks,
    find_newest_regroup,
    load_prior_state,
    read_asks_of_theme,
    read_asks_without_kind,
    read_fresh_asks,
    sample_settled_asks,
)
from store.read.reader import open_reader
from store.write.writer import open_writer
from tests.builders import NOW, save_themes


def test_a_theme_that_ended_keeps_the_asks_it_had(home: Home) -> None:
    save_themes(home, {"t-new": ["a-1", "a-2", "a-3", "a-4", "a-5"]}, NOW + timedelta(days=1))
    with open_reader(home) as reader:
        state = load_prior_state(reader)
        assert find_newest_regroup(reader) == 2
        assert count_grouped_asks(reader) == {"t-new": 5}
    assert {name: theme.is_live for name, theme in state.themes.items()} == {
        "t-link": False, "t-new": True, "t-pay": False,
    }  # fmt: skip
    assert state.former == {
        "t-link": frozenset({"a-1", "a-2", "a-3", "a-4"}), "t-pay": frozenset({"a-5"}),
    }  # fmt: skip
    assert {theme for theme, _ in state.before.values()} == {"t-new"}


def test_asks_are_listed_without_those_that_are_excluded(home: Home) -> None:
    with open_writer(home, "test", NOW) as writer:
        writer.save_kinds({"a-1": "bug"})
    with open_reader(home) as reader:
        assert count_asks(reader) == 5
        assert {ask.id for ask in read_asks_of_theme(reader, "t-pay")} == {"a-5"}
        assert {ask.id for ask in read_asks_without_kind(reader)} == {"a-2", "a-3", "a-4", "a-5"}


def test_what_a_regrouping_has_seen_is_settled_and_not_fresh(home: Home) -> None:
    with open_reader(home) as reader:
        assert [ask.id for ask, _ in read_fresh_asks(reader)] == []
        assert len(sample_settled_asks(reader, 3)) == 3
