"""`earshot report` as a person types it."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.commands.report import report
from domain.errors import BadRequest
from tests.builders import ask, home_at, save_asks, save_themes

app = typer.Typer()
app.command()(report)


def run(*words: str) -> str:
    done = CliRunner().invoke(app, list(words))
    if done.exception:
        raise done.exception
    return done.stdout


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1"), ask("a2", "c2", excluded="spam")])
    save_themes(home, {"t-1": ["a1"]})
    monkeypatch.setenv("EARSHOT_HOME", str(home.path))
    return home.path


def test_it_prints_where_the_files_are(tmp_path: Path) -> None:
    told = run("--period", "2026-02", "--format", "html, md,csv", "--out", str(tmp_path / "out"))
    files = [Path(line) for line in told.splitlines()]
    assert [path.name for path in files if path.is_file()] == [
        "earshot-2026-02.html",
        "earshot-2026-02.md",
        "earshot-2026-02-ranking.csv",
        "earshot-2026-02-conversations.csv",
    ]


def test_json_tells_the_numbers_and_the_files(tmp_path: Path) -> None:
    told = json.loads(run("--out", str(tmp_path / "out"), "--json", "--lang", "uk"))
    assert told["themed"] + told["unthemed"] + told["excluded"] == told["asks"] == 2
    assert told["themes"] == 1
    assert told["files"] == [str(tmp_path / "out" / "earshot-all.html")]


def test_without_a_folder_it_writes_into_the_workspace(workspace: Path) -> None:
    run("--period", "last-30d", "--now", "2026-03-01T00:00:00Z")
    assert (workspace / "reports" / "earshot-last-30d.html").is_file()


def test_a_wrong_language_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="Use en, ru, uk"):
        run("--lang", "fr", "--out", str(tmp_path))
