"""A corpus, a command line in its own process, and a workspace that has been grouped."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from demo.make import main as make_demo

NOW = "2026-09-01T00:00:00Z"


@dataclass(frozen=True)
class Cli:
    """`earshot` on one workspace."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "EARSHOT_HOME": str(self.home)}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-c", "from pipeline.cli import main; main()", *words]

    def run(self, *words: str, prefix: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*prefix, *self.command(*words)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def text(self, *words: str, prefix: Sequence[str] = ()) -> str:
        done = self.run(*words, prefix=prefix)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def json(self, *words: str, prefix: Sequence[str] = ()) -> Any:
        return json.loads(self.text(*words, "--json", prefix=prefix))

    def start(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            self.command(*words),
            env=self.environment,
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
