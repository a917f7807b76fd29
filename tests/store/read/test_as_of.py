"""As of the newest writing every count is the snapshot's own; before it, what was known then."""

from datetime import timedelta

import pytest

from domain.conversations import Customer
from domain.periods import parse_period
from store.files.home import Home
from store.read.as_of import UnknownMoment, read_as_of
from store.read.reader import open_reader
from tests.builders import MONDAY, NOW, ask, conversation, merge, save_asks, save_themes

ALL = parse_period("all", NOW)


def test_as_of_the_newest_writing_counts_are_those_of_the_snapshot(home: Home) -> None:
    with open_reader(home) as reader, read_as_of(reader, "2026-03-01") as then:
        assert then.compute_ranking(ALL).themes == reader.compute_ranking(ALL).themes
        assert then.count_totals(ALL) == reader.count_totals(ALL)
        assert then.read_asks() == reader.read_asks()


@pytest.mark.parametrize("words", ["all", "2026-02", "2026-W06", "2026-02-02"])
def test_as_of_the_newest_snapshot_every_period_counts_the_same(home: Home, words: str) -> None:
    save_asks(home, [ask("n-1", "none", at=None), ask("n-2", "none", at=MONDAY)])
    merge(home, [conversation("c-3", customer=Customer())])  # nobody knows who it was
    save_themes(home, {"t-link": ["a-1", "a-2", "a-3", "n-1"], "t-pay": ["a-5", "n-2"]})
    period = parse_period(words, NOW)
    with open_reader(home) as reader, read_as_of(reader, str(reader.manifest.number)) as then:
        now, known = reader.compute_ranking(period), then.compute_ranking(period)
    assert (known.totals, known.themes, known.areas) == (now.totals, now.themes, now.areas)


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
