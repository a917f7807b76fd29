"""What people read in a terminal: days are those of the workspace, and an empty table says why."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from cli.output.theme_tables import (
    format_state_and_status,
    format_totals,
    write_ranking,
    write_theme,
)
from domain.counts import AuditedCount, Ranking, SnapshotInfo, ThemeCount, Totals
from domain.decisions import ThemeOverrides
from domain.periods import Period
from domain.themes import Life
from pipeline.queries.ranking import rank_themes, show_theme
from pipeline.settings import Settings
from tests.builders import NOW, ask, home_at, save_asks, save_themes

NIGHT = datetime(2026, 2, 2, 23, 30, tzinfo=UTC)


def test_days_are_those_of_the_workspace(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1", at=NIGHT)])
    save_themes(home, {"t-1": ["a1"]})
    for zone, day in (("Europe/Kyiv", "2026-02-03"), ("UTC", "2026-02-02")):
        settings, out = Settings(home=home.path, timezone=zone), Console(record=True, width=200)
        write_ranking(out, rank_themes(settings, "all", NOW), 5)
        write_theme(out, show_theme(settings, "t-1", "all", NOW), 5)
        told = out.export_text()
        assert f"data through {day}" in told
        assert f"{day}  https://desk.example/c1" in told


def test_an_empty_ranking_says_what_to_do(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1", at=None)])
    settings = Settings(home=home.path)
    for words, advice in (("2026-02", "--period all"), ("all", "`earshot themes`")):
        out = Console(record=True, width=200)
        write_ranking(out, rank_themes(settings, words, NOW), 5)
        told = out.export_text()
        assert advice in told
        assert "no ask has a time" in told


COUNT = ThemeCount(
    "t-1", "Links", (), (("en", 0.75), ("uk", 0.25)), 1_200, 1_100, 1_000, 0.123, -0.05,
    kind_mix=(("feature_request", 1.0),),
)  # fmt: skip


def test_a_row_writes_its_numbers_in_plain_characters() -> None:
    audited = replace(COUNT, id="t-2", change=0.0, audited=AuditedCount(340, 310, 1_372, NIGHT))
    ranking = Ranking(
        Period("all", None, None),
        SnapshotInfo(1, NIGHT, NIGHT),
        Totals(2_400, 2_400, 0, 0, 2_200),
        (COUNT, audited),
    )
    out = Console(record=True, width=200)
    write_ranking(out, ranking, 5)
    first, second = (line.split() for line in out.export_text().splitlines()[1:3])
    assert first == [
        *("1", "Links", "1,100", "12.3%", "-5%", "1,000", "1,200", "feature", "request"),
        *("en", "75%", "uk", "25%", "t-1"),
    ]
    assert second[:7] == ["2", "Links", "1,100", "(310", "to", "1,372)", "12.3%"]
    assert "+0%" in second


def test_the_totals_say_how_many_unthemed_asks_hold_nothing_to_act_on() -> None:
    assert format_totals(Totals(9, 6, 2, 1, 5)) == "9 asks = 6 themed + 2 unthemed + 1 excluded."
    assert format_totals(Totals(9, 6, 2, 1, 5, idle=1)).endswith(
        "1 excluded. Of the unthemed, 1 hold nothing to act on."
    )


def test_a_status_stands_beside_a_state_that_is_not_active() -> None:
    decided = replace(
        COUNT, life=Life("emerging", NIGHT), overrule=ThemeOverrides(status="wont_do")
    )
    assert format_state_and_status(COUNT) == ""
    assert format_state_and_status(decided) == "emerging 2026-02-02, wont do"
    weak = replace(decided, cohesion=0.4)
    assert format_state_and_status(weak) == "emerging 2026-02-02, weak, wont do"
