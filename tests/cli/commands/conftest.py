"""A grouped workspace of three themes for commands, and a way to run them in this process."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.app import app
from tests.pipeline.identity import Workspace, asks_about

Run = Callable[..., str]
RunJson = Callable[..., Any]


@pytest.fixture(scope="session")
def three_themes(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Three themes, grouped; read it only."""
    slugs = ("webinar_link", "dark_theme", "refund_course")
    return Workspace.at(tmp_path_factory.mktemp("three"), asks_about(slugs, 20))


@pytest.fixture
def space(three_themes: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A copy of it, which commands find in the environment."""
    home = three_themes.settings.home
    shutil.copytree(home, tmp_path / "home")
    shutil.copytree(f"{home}-secrets", f"{tmp_path / 'home'}-secrets")
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("EARSHOT_MODEL", "fast")
    settings = three_themes.settings.model_copy(update={"home": tmp_path / "home"})
    return Workspace(settings, three_themes.now)


@pytest.fixture
def run() -> Run:
    """Runs `earshot` with these words; standard output. Errors are raised."""

    def run_command(*words: str, stdin: str | None = None) -> str:
        done = CliRunner().invoke(app, list(words), input=stdin, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    return run_command


@pytest.fixture
def run_json(run: Run) -> RunJson:
    """The same with --json, parsed."""

    def run_command(*words: str) -> Any:
        return json.loads(run(*words, "--json"))

    return run_command
