"""What was reported then is told again, however long its snapshot is gone."""

import pytest

from domain.errors import BadRequest
from domain.periods import parse_period
from pipeline.queries.ranking import rank_themes
from pipeline.themes.decide import merge_themes, rename_theme
from store.read.as_of import read_as_of
from store.read.reader import open_reader
from tests.builders import MONDAY, ask, days, save_asks
from tests.pipeline.identity import Workspace

WHO = "olena"


def test_a_ranking_can_be_read_as_it_was_reported_long_after_its_snapshot_is_gone(
    space: Workspace,
) -> None:
    then = space.ranking()
    link, dark = space.home_of("webinar_link"), space.home_of("dark_theme")
    for number in range(4):
        space.now += days(1)
        rename_theme(space.settings, link, f"Name {number}", WHO, space.now)
    merge_themes(space.settings, dark, link, WHO, space.now)
    save_asks(space.settings.store, [ask("z1", "z1", "something else", at=MONDAY)], space.now)
    assert not (space.settings.store.snapshots / f"{then.snapshot.number:06}.json").exists()
    words = str(then.snapshot.number)
    again = rank_themes(space.settings, "all", space.now, as_of=words)
    assert again.themes == then.themes
    assert again.totals == then.totals
    by_day = rank_themes(
        space.settings, "all", space.now, as_of=f"{then.snapshot.published_at:%Y-%m-%d}"
    )
    assert by_day.themes == then.themes
    assert space.ranking().themes != then.themes


def test_as_of_the_newest_writing_is_what_the_newest_snapshot_says(space: Workspace) -> None:
    merge_themes(space.settings, space.home_of("dark_theme"), space.home_of("app_crashes"), WHO,
                 space.now)  # fmt: skip
    with open_reader(space.settings.store) as reader:
        for words in ("all", "2026-02", "2026-W08"):
            period = parse_period(words, space.now)
            with read_as_of(reader, str(reader.manifest.number)) as then:
                assert then.compute_ranking(period).themes == reader.compute_ranking(period).themes
                assert then.count_totals(period) == reader.count_totals(period)


def test_before_the_first_writing_nothing_was_reported(space: Workspace) -> None:
    with pytest.raises(BadRequest, match="Nothing was published as of"):
        rank_themes(space.settings, "all", space.now, as_of="2020-01-01")
    with pytest.raises(BadRequest, match="neither a day"):
        rank_themes(space.settings, "all", space.now, as_of="last spring")
