"""Languages and areas on the command line and in the report."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.app import app
from domain.errors import BadRequest
from pipeline.files.report import load_report, write_report
from pipeline.settings import Settings
from tests.builders import NOW
from tests.store.tables.test_labels import fill_home


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    settings = Settings(home=tmp_path / "home")
    fill_home(settings.store)
    monkeypatch.setenv("EARSHOT_HOME", str(settings.home))
    return settings


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    done = CliRunner().invoke(app, [*words, "--now", NOW.isoformat()], catch_exceptions=False)
    return done.output


def test_rank_by_area_puts_themes_under_their_area(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    from rich.console import Console

    from cli.output import theme_tables
    from pipeline.queries.ranking import rank_themes

    console = Console(width=200)
    theme_tables.write_areas(console, rank_themes(settings, "all", NOW).localise("en"), 20)
    told = capsys.readouterr().out
    assert told.index("Link and card") < told.index("Card is declined")
    assert "  Where is the link?" in told


def test_rank_tells_labels_and_areas_as_json(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(run(capsys, "rank", "--lang", "en", "--json"))
    assert [theme["label"] for theme in told["themes"]] == [
        "Card is declined", "Where is the link?",
    ]  # fmt: skip
    assert told["themes"][0]["area"] == told["areas"][0]["id"] == "ar-1"
    assert told["areas"][0]["themes"] == ["t-1", "t-2"]


def test_show_tells_the_label_in_the_language_asked_for(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(run(capsys, "show", "t-1", "--lang", "en", "--json"))
    assert (told["theme"]["label"], told["theme"]["keywords"]) == ("Where is the link?", ["link"])


def test_a_wrong_language_or_order_says_what_to_use(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BadRequest, match="ru, uk, en"):
        run(capsys, "rank", "--lang", "xx")
    with pytest.raises(BadRequest, match="theme, area"):
        run(capsys, "rank", "--by", "moon")


def test_a_report_speaks_one_language_labels_included(settings: Settings) -> None:
    english = load_report(settings, "all", NOW, language="en")
    assert [theme.count.label for theme in english.themes] == [
        "Card is declined", "Where is the link?",
    ]  # fmt: skip
    assert load_report(settings, "all", NOW).themes[1].count.label == "Где ссылка?"


@pytest.mark.parametrize(
    ("language", "heading", "area"),
    [("en", "Areas", "Link and card"), ("ru", "Разделы", "Ссылка и карта"),
     ("uk", "Розділи", "Ссылка и карта")],
)  # fmt: skip
def test_a_report_has_a_table_of_areas(
    settings: Settings, tmp_path: Path, language: str, heading: str, area: str
) -> None:
    done = write_report(settings, "all", NOW, tmp_path / "out", ["html", "md"], language)
    for path in done.files:
        told = path.read_text(encoding="utf-8")
        assert heading in told
        assert area in told
