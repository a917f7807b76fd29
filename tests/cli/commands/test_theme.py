"""`earshot theme`: every command helps with an example, says what it did, and how to undo it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.app import app
from domain.errors import BadRequest
from store.files.home import Home
from tests.builders import ask, save_asks, save_themes
from tests.pipeline.identity import Workspace

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


def test_a_name_is_given_back(home: Path) -> None:
    run("rename", "t-link", "Webinar link is missing", "--who", "olena")
    assert label_of("t-link") == "Webinar link is missing"
    assert "has its name back" in run("rename", "t-link", "--back", "--who", "olena")
    assert label_of("t-link") == "Label of t-link"
    for words in (("t-link",), ("t-link", "Name", "--back")):
        with pytest.raises(BadRequest, match="--back"):
            run("rename", *words)


def test_a_pin_is_taken_off(home: Path) -> None:
    run("pin", "t-link", "--who", "olena")
    assert people_of("t-link")["pinned"] is True
    assert "no longer pinned" in run("pin", "t-link", "--off", "--who", "olena")
    assert people_of("t-link")["pinned"] is False


def test_chosen_asks_are_split_off_under_a_name(space: Workspace) -> None:
    theme = space.home_of("webinar_link")
    first, second = sorted(space.read_members(theme))[:2]
    done = told(
        "split", theme, "--ask", first, "--ask", second, "--name", "On iOS", "--who", "olena"
    )
    assert done["moved"] == 2
    assert label_of(done["made"][0]) == "On iOS"
    assert space.read_members(done["made"][0]) == {first, second}


def test_without_asks_a_theme_falls_into_parts(space: Workspace) -> None:
    theme = space.home_of("webinar_link")
    before = space.counts()
    done = told("split", theme, "--parts", "3", "--who", "olena")
    after = space.counts()
    assert 1 <= len(done["made"]) <= 2
    assert after[theme] + sum(after[part] for part in done["made"]) == before[theme]
    with pytest.raises(BadRequest, match="2 to 20 parts"):
        run("split", theme, "--parts", "1")


def test_a_theme_is_declared_by_examples_and_asks(space: Workspace) -> None:
    ask_id = sorted(space.read_members(space.home_of("refund_course")))[0]
    done = told(
        "declare", "Invoices", "--example", "send me an invoice", "--ask", ask_id, "--who", "olena"
    )
    assert label_of(done["theme_id"]) == "Invoices"
    assert space.read_members(done["theme_id"]) == {ask_id}
    with pytest.raises(BadRequest, match="--example"):
        run("declare", "Nothing", "--who", "olena")


def rows() -> dict[str, Any]:
    done = CliRunner().invoke(app, ["rank", "--json"], catch_exceptions=False)
    return {row["id"]: row for row in json.loads(done.stdout)["themes"]}


def label_of(theme: str) -> str:
    return str(rows()[theme]["label"])


def people_of(theme: str) -> dict[str, Any]:
    return dict(rows()[theme]["people"])


def test_a_described_theme_takes_what_lies_on_the_right_side_of_the_answers(
    space: Workspace,
) -> None:
    words = ("declare", "I want my money back for the course", "--preview", "--who", "olena")
    shown = told(*words)
    assert 1 < len(shown["borderline"]) <= 20
    done = CliRunner().invoke(app, ["theme", *words], input="y\n" * 20, catch_exceptions=False)
    assert "20 answers" in done.stderr
    assert "declared" in done.stdout
    theme = done.stdout.split("(")[1].split(")")[0]
    assert {row["ask_id"] for row in shown["borderline"]} <= space.read_members(theme)
    with pytest.raises(BadRequest, match="Nothing was accepted"):
        CliRunner().invoke(app, ["theme", *words], input="n\nq\n", catch_exceptions=False)
