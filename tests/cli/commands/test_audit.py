"""`earshot audit`: answers are read a line each, kept as they come, and an audit can be gone on
with."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.app import app
from tests.cli.commands.conftest import Run, RunJson
from tests.pipeline.identity import Workspace


def answer_with(theme: str, lines: str) -> str:
    done = CliRunner().invoke(app, ["audit", theme, "--who", "olena"], input=lines)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_q_stops_and_what_was_answered_stays(space: Workspace, run_json: RunJson, run: Run) -> None:
    theme = space.home_of("webinar_link")
    assert "2 of" in answer_with(theme, "y\nmaybe\nn\nq\n")
    judged = [row["belongs"] for row in run_json("audit", theme)["drawn"]]
    assert judged.count(True) == judged.count(False) == 1
    assert "2 of" in run("audit", theme, "--show")


def test_the_last_answer_gives_the_count_its_interval(space: Workspace, run_json: RunJson) -> None:
    theme = space.home_of("webinar_link")
    told = answer_with(theme, "y\n" * 50)
    assert "truly ask this" in told
    audited = run_json("audit", theme)["audited"]
    assert audited["low"] <= audited["estimate"] <= audited["high"]
    row = next(row for row in run_json("rank")["themes"] if row["id"] == theme)
    assert row["audited"]["low"] <= row["audited"]["estimate"] <= row["audited"]["high"]


def test_without_themes_it_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    with pytest.raises(Exception, match="earshot ingest"):
        run("audit", "t-1")
