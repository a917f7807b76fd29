"""What a reader answers: kinds that people overrule, labels in the reader's language, rows."""

from dataclasses import replace
from datetime import UTC, datetime

from domain.counts import AreaCount, Ranking, SnapshotInfo, ThemeCount, Totals
from domain.decisions import ThemeOverrides
from domain.periods import parse_period
from domain.themes import Life, Name, Theme

NAMES = (Name("ru", "Где ссылка?", ("ссылка",)), Name("en", "Where is the link?", ("link",)))
COUNT = ThemeCount("t-1", "Где ссылка?", ("ссылка",), (("ru", 1.0),), 3, 2, 2, 0.5, None, NAMES)
NIGHT = datetime(2026, 2, 2, 23, 30, tzinfo=UTC)


def ranking(*themes: ThemeCount) -> Ranking:
    area = AreaCount("ar-1", "Вебинары", ("t-1",), 3, 2, 0.5, (Name("en", "Webinars"),))
    return Ranking(
        parse_period("all", NIGHT),
        SnapshotInfo(7, NIGHT, NIGHT),
        Totals(5, 3, 1, 1, 4),
        themes,
        (area,),
    )


def test_freshness_is_told_in_days_of_the_zone() -> None:
    snapshot = SnapshotInfo(7, NIGHT, NIGHT)
    assert snapshot.format_freshness("UTC") == "data through 2026-02-02"
    assert snapshot.format_freshness("Europe/Kyiv") == "data through 2026-02-03"
    assert SnapshotInfo(7, NIGHT, None).format_freshness("UTC") == "no ask has a time"


def test_the_kind_is_what_people_say_else_that_of_most_asks() -> None:
    counted = replace(COUNT, kind_mix=(("question", 0.7), ("bug", 0.3)))
    assert COUNT.kind is None
    assert counted.kind == "question"
    assert replace(counted, overrule=ThemeOverrides(kind="bug")).kind == "bug"
    assert replace(counted, overrule=ThemeOverrides(kind="no kind of ours")).kind == "question"


def test_a_label_follows_the_language_unless_a_person_gave_it() -> None:
    english = COUNT.localise("en")
    assert (english.label, english.keywords) == ("Where is the link?", ("link",))
    assert COUNT.localise("fr") == COUNT
    named = replace(COUNT, label="Links", overrule=ThemeOverrides(label="Links"))
    assert named.localise("en").label == "Links"
    both = replace(named, overrule=ThemeOverrides(label="Links", labels=(("en", "The link"),)))
    assert both.localise("en").label == "Where is the link?"


def test_a_ranking_is_localised_with_its_areas_in_the_same_order() -> None:
    told = ranking(COUNT, replace(COUNT, id="t-2")).localise("en")
    assert [theme.id for theme in told.themes] == ["t-1", "t-2"]
    assert (told.themes[0].label, told.areas[0].label) == ("Where is the link?", "Webinars")


def test_a_theme_the_period_lacks_has_no_rank_and_zeros() -> None:
    theme = Theme("t-9", "Quiet", ("word",), life=Life("ageing", NIGHT))
    rank, row = ranking(COUNT).find_row(theme)
    assert (rank, row.asks, row.conversations, row.life.state) == (None, 0, 0, "ageing")
    assert ranking(COUNT).find_row(replace(theme, id="t-1")) == (1, COUNT)
