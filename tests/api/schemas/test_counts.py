"""Counts of a theme in groups, with the head of the period."""

from datetime import date

from api.schemas.counts import CountsOut
from pipeline.queries.ranking import GroupedCounts
from store.read.counts import GroupCount, ThemeGroups
from tests.api.schemas.test_common import RANKING

GROUPS = (
    GroupCount("2026-W06", date(2026, 2, 2), date(2026, 2, 9), 3, 3),
    GroupCount(None, None, None, 0, 1),
)


def test_groups_stand_under_their_theme_in_order() -> None:
    theme_groups = ThemeGroups("t-1", "Links", 3, 4, GROUPS)
    shown = CountsOut.from_domain(
        GroupedCounts(RANKING.period, RANKING.snapshot, RANKING.totals, "week", (theme_groups,))
    )
    assert (shown.group_by, shown.period.words) == ("week", "2026-02")
    (theme,) = shown.themes
    assert (theme.id, theme.conversations, theme.asks) == ("t-1", 3, 4)
    assert [(group.group, group.start, group.conversations) for group in theme.groups] == [
        ("2026-W06", date(2026, 2, 2), 3),
        (None, None, 0),
    ]
