"""Homes that earlier versions wrote, each with what that version answered for it.

`homes/schema_N.zip` holds `home/` and `home-secrets/`, `homes/schema_N/*.json` the answers.
`make_home.py` makes them.
"""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from typer.testing import CliRunner

from cli.app import app

FOLDER = Path(__file__).parent / "homes"
NOW = "2026-08-10T00:00:00Z"
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "rank": ("rank", "--json", "--now", NOW),
    "rank_as_of": ("rank", "--as-of", "2026-08-08", "--json", "--now", NOW),
    "history": ("theme", "history", "--json"),
    "show": ("show", "THEME", "--json", "--now", NOW),
    "imports": ("imports", "--json"),
}
"""File of the answer -> words of the command; THEME is the one that the history begins with."""


def list_schemas() -> list[int]:
    """Schemas that a home was saved of, ascending."""
    return sorted(int(path.stem.removeprefix("schema_")) for path in FOLDER.glob("schema_*.zip"))


def unpack_home(schema: int, folder: Path) -> Path:
    """Lay the saved home of a schema into `folder`; its path."""
    with zipfile.ZipFile(FOLDER / f"schema_{schema}.zip") as archive:
        archive.extractall(folder)
    return folder / "home"


def run_command(home: Path, *words: str) -> str:
    """What `earshot` prints for these words in this home."""
    done = CliRunner().invoke(
        app, list(words), env={"EARSHOT_HOME": str(home)}, catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return done.stdout


def ask_everything(home: Path, theme: str) -> dict[str, str]:
    """The answer to every question, as printed."""
    return {
        name: run_command(home, *(theme if word == "THEME" else word for word in words))
        for name, words in QUESTIONS.items()
    }


def find_saved_theme(schema: int) -> str:
    """The theme that the saved home was asked for."""
    return str(json.loads(load_answers(schema)["history"])["history"][0]["theme"])


def load_answers(schema: int) -> dict[str, str]:
    """The answers of the version that wrote the saved home."""
    folder = FOLDER / f"schema_{schema}"
    return {name: (folder / f"{name}.json").read_text(encoding="utf-8") for name in QUESTIONS}
