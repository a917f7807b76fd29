"""`earshot areas`: name them, see whose themes are whose, go back."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.app import app
from domain.errors import BadInput
from tests.cli.commands.conftest import Run, RunJson
from tests.pipeline.areas.test_place import TREE
from tests.pipeline.identity import Workspace


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "mine.toml"
    path.write_text(TREE)
    return str(path)


def test_areas_are_named_shown_and_taken_back(
    space: Workspace, file: str, run: Run, run_json: RunJson
) -> None:
    assert "earshot areas example > areas.toml" in run("areas")
    assert run_json("areas")["named"] is False
    assert run("areas", "set", file).startswith("3 areas: Webinars, Money, Hiring.")
    told = run_json("areas")
    assert [(area["name"], area["team"], len(area["themes"])) for area in told["areas"]] == [
        ("Webinars", "Learning", 1), ("Money", "Billing", 1), ("Hiring", None, 0),
    ]  # fmt: skip
    assert len(told["elsewhere"]) == 1
    shown = run("areas")
    assert "In no area: 1 theme " in shown
    assert told["elsewhere"][0] in shown
    assert [row["label"] for row in run_json("rank", "--by", "team")["teams"]] == [
        "Learning", "Billing",
    ]  # fmt: skip
    assert "found by themselves again" in run("areas", "clear")
    assert "No areas were named" in run("areas", "clear")


def test_a_file_can_be_begun_from_the_example(space: Workspace, tmp_path: Path, run: Run) -> None:
    (tmp_path / "areas.toml").write_text(run("areas", "example"))
    assert "2 areas: Payments, Delivery" in run("areas", "set", str(tmp_path / "areas.toml"))


def test_areas_may_be_named_before_there_are_themes(
    tmp_path: Path, file: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "empty"))
    monkeypatch.setenv("EARSHOT_MODEL", "fast")
    assert "`earshot themes` will put themes under them" in run("areas", "set", file)


def test_a_spoilt_file_is_told_with_its_place(space: Workspace, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[[area]]\nname = 'A'\nowners = 3\n")
    with pytest.raises(BadInput, match=r"bad\.toml, area 1: 'owners' is unknown"):
        CliRunner().invoke(
            app, ["areas", "set", str(tmp_path / "bad.toml")], catch_exceptions=False
        )
