"""A theme's groups add up to its counts, in conversations and in asks."""

import pytest

from domain.periods import parse_period
from store.files.home import Home
from store.read.counts import GroupBy, TooManyGroups, count_by_group, split_into_buckets
from store.read.reader import open_reader
from tests.builders import NOW

ALL = parse_period("all", NOW)


@pytest.mark.parametrize("group_by", ["day", "week", "month", "channel", "language"])
@pytest.mark.parametrize("words", ["all", "2026-02", "2026-02-02"])
def test_groups_add_up_to_the_counts(home: Home, group_by: GroupBy, words: str) -> None:
    with open_reader(home) as reader:
        period = parse_period(words, NOW)
        ranking = reader.compute_ranking(period)
        counted = count_by_group(reader, period, group_by, week_start=0)
    assert [(row.id, row.label, row.conversations, row.asks) for row in counted] == [
        (theme.id, theme.label, theme.conversations, theme.asks) for theme in ranking.themes
    ]
    for row in counted:
        assert sum(group.conversations for group in row.groups) == row.conversations
        assert sum(group.asks for group in row.groups) == row.asks


def test_every_theme_has_the_same_groups_zeros_included(home: Home) -> None:
    with open_reader(home) as reader:
        link, pay = count_by_group(reader, ALL, "channel", week_start=0)
    assert [(group.group, group.conversations) for group in link.groups] == [
        ("chat", 2), ("email", 1),
    ]  # fmt: skip
    assert [(group.group, group.conversations) for group in pay.groups] == [
        ("chat", 1), ("email", 0),
    ]  # fmt: skip


def test_weeks_are_cut_at_the_ends_of_the_period() -> None:
    buckets = list(split_into_buckets(parse_period("2026-02", NOW), "week", week_start=0))
    assert [bucket.label for bucket in buckets] == [f"2026-W{n:02}" for n in range(5, 10)]
    assert (buckets[0].start.day, buckets[0].end.day, buckets[-1].start.day) == (1, 2, 23)


def test_more_groups_than_an_answer_holds_are_refused() -> None:
    with pytest.raises(TooManyGroups, match="by month"):
        list(split_into_buckets(parse_period("2010-01-01..2026-01-01", NOW), "day", 0))
