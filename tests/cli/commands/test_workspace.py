"""`earshot doctor` and `models`: what is ready, what is wrong, and the exit code."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.app import app
from tests.cli.commands.conftest import Run, RunJson


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("EARSHOT_MODEL", "fast")
    return tmp_path / "home"


def test_models_marks_the_chosen_one(run: Run, run_json: RunJson) -> None:
    states = {state["name"]: state for state in run_json("models")["models"]}
    assert [name for name, state in states.items() if state["chosen"]] == ["fast"]
    assert "fast (chosen)" in run("models")


def test_the_doctor_exits_with_1_where_something_is_wrong(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CliRunner().invoke(app, ["doctor"]).exit_code == 0
    monkeypatch.setenv("EARSHOT_MODEL", str(home / "no model here"))
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert "wrong" in done.output
