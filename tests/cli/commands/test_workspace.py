"""`earshot doctor`, `check` and `models`: what is ready, what is wrong, and the exit code."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.app import app
from tests.cli.commands.conftest import Run, RunJson
from tests.pipeline.identity import Workspace


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


def test_the_check_exits_with_1_where_something_is_off_and_says_what_to_do(
    space: Workspace,
) -> None:
    done = CliRunner().invoke(app, ["check"])
    assert (done.exit_code, "All is well" in done.stdout) == (0, True)
    space.settings.store.current.write_text("{")
    done = CliRunner().invoke(app, ["check", "--json"])
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert not told["well"]
    (finding,) = [one for one in told["findings"] if one["status"] == "off"]
    assert (finding["slug"], finding["advice"]) == ("manifest", "Run: earshot check --repair")
    done = CliRunner().invoke(app, ["check", "--repair"])
    assert done.exit_code == 0
    assert "Repaired: put the manifest" in done.stdout
