"""A corpus, a command line, and a workspace that has been grouped."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from demo.make import main as make_demo
from tests.commands import run_apart, run_here
from tests.pipeline.identity import Workspace, asks_about

NOW = "2026-09-01T00:00:00Z"


@dataclass(frozen=True)
class Cli:
    """`earshot` on one workspace."""

    home: Path
    model: str = "multilingual"

    @property
    def environment(self) -> dict[str, str]:
        return {"EARSHOT_HOME": str(self.home), "EARSHOT_MODEL": self.model}

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return run_here(*words, **self.environment)

    def text(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def json(self, *words: str) -> Any:
        return json.loads(self.text(*words, "--json"))

    def run_apart(self, *commands: Sequence[str], prefix: Sequence[str] = ()) -> list[str]:
        """What these commands print, in one process of their own."""
        return run_apart(*commands, prefix=prefix, **self.environment)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", "from cli.app import main; main()", *words],
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 conversations of the demo company over eight weeks."""
    folder = tmp_path_factory.mktemp("corpus")
    path = folder / "conversations.jsonl"
    words = f"--out {path} --truth {folder / 'truth.json'} --start 2026-06-01"
    assert make_demo([*words.split(), "--weeks", "8", "--conversations", "300"]) == 0
    return path


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """An empty workspace."""
    return Cli(tmp_path / "home")


@pytest.fixture(scope="session")
def grouped(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Cli:
    """A workspace with the corpus read and grouped; read it only."""
    cli = Cli(tmp_path_factory.mktemp("grouped") / "home")
    cli.text("ingest", str(corpus), "--now", NOW)
    cli.text("themes", "--now", NOW)
    return cli


@pytest.fixture(scope="session")
def five_themes(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace of five themes, grouped; read it only."""
    return Workspace.at(tmp_path_factory.mktemp("overrule"), asks_about())


@pytest.fixture
def space(five_themes: Workspace, tmp_path: Path) -> Workspace:
    """A copy of it, to be changed."""
    home = five_themes.settings.home
    shutil.copytree(home, tmp_path / "home")
    shutil.copytree(f"{home}-secrets", f"{tmp_path / 'home'}-secrets")
    settings = five_themes.settings.model_copy(update={"home": tmp_path / "home"})
    return Workspace(settings, five_themes.now)
