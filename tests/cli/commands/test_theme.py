"""`earshot theme`: every command helps with an example, says what it did, and how to undo it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.app import app
from store.files.home import Home
from tests.builders import ask, save_asks, save_themes

COMMANDS = (
    "rename", "merge", "split", "move", "status", "owner", "kind", "area", "note", "answer", "pin",
    "declare", "undo", "history",
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    store = Home.from_path(tmp_path / "home")
    save_asks(store, [ask(f"a{n}", f"c{n}", f"words {n}") for n in range(4)])
    save_themes(store, {"t-link": ["a0", "a1"], "t-crash": ["a2"]})
    return tmp_path


def run(*words: str) -> str:
    done = CliRunner().invoke(app, ["theme", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def told(*words: str) -> Any:
    return json.loads(run(*words, "--json"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps_with_an_example(name: str) -> None:
    assert f"Example: earshot theme {name}" in run(name, "--help")


def test_a_decision_says_what_it_did_and_how_to_undo_it(home: Path) -> None:
    said = run("merge", "t-crash", "--into", "t-li", "--who", "olena")
    assert "Label of t-link (t-link): takes in the other, 1 ask." in said
    assert "earshot theme undo 1" in said
    assert told("undo", "--who", "ira") == {
        "event": 2,
        "theme_id": "t-crash",
        "moved": 0,
        "made": [],
    }


def test_facts_are_set_and_listed_with_who(home: Path) -> None:
    run("owner", "t-link", "Ira", "--who", "olena")
    run("status", "t-link", "shipped", "--on", "2026-02-01", "--who", "olena")
    run("answer", "t-link", "--link", "https://lumo.example/help", "--who", "ira")
    rows = told("history", "t-link")["history"]
    assert [(row["what"], row["who"], row["detail"]) for row in rows] == [
        ("owner", "olena", "Ira"),
        ("status", "olena", "shipped 2026-02-01"),
        ("answer", "ira", "https://lumo.example/help"),
    ]


def test_moved_asks_are_named_by_their_ids(home: Path) -> None:
    assert told("move", "a0", "a3", "--to", "t-crash", "--who", "olena")["moved"] == 2
    assert told("move", "a0", "--to", "unthemed", "--who", "olena")["theme_id"] == "unthemed"
