"""As of the newest writing every count is the snapshot's own; before it, what was known then."""

from datetime import timedelta

import pytest

from domain.periods import parse_period
from store.files.home import Home
from store.read.as_of import UnknownMoment, read_as_of
from store.read.reader import open_reader
from tests.builders import MONDAY, NOW, save_themes

ALL = parse_period("all", NOW)


def test_as_of_the_newest_writing_counts_are_those_of_the_snapshot(home: Home) -> None:
    with open_reader(home) as reader, read_as_of(reader, "2026-03-01") as then:
        assert then.compute_ranking(ALL).themes == reader.compute_ranking(ALL).themes
        assert then.count_totals(ALL) == reader.count_totals(ALL)
        assert then.read_asks() == reader.read_asks()


def test_a_later_grouping_was_not_known_then(home: Home) -> None:
    save_themes(home, {"t-new": ["a-1"]}, NOW + timedelta(days=2))
    with open_reader(home) as reader, read_as_of(reader, "2026-03-01") as then:
        assert [row.id for row in reader.compute_ranking(ALL).themes] == ["t-new"]
        assert [row.id for row in then.compute_ranking(ALL).themes] == ["t-link", "t-pay"]


@pytest.mark.parametrize("words", ["2026-01-01", "99", "yesterday"])
def test_a_moment_without_a_snapshot_is_refused(home: Home, words: str) -> None:
    assert MONDAY.date().isoformat() > "2026-01-01"
    with (
        open_reader(home) as reader,
        pytest.raises(UnknownMoment),
        read_as_of(reader, words),
    ):
        pass
