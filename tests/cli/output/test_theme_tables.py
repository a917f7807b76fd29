"""What people read in a terminal: days are those of the workspace, and an empty table says why."""

from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from cli.output.theme_tables import write_ranking, write_theme
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
