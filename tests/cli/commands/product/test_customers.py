"""`earshot whom`, `together`, `askers`, `effort`: numbers with their bounds, or why none."""

from pathlib import Path

import pytest

from domain.errors import BadRequest
from tests.cli.commands.conftest import Run, RunJson
from tests.pipeline.identity import Workspace
from tests.pipeline.impact.desks import build_settings


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EARSHOT_HOME", str(build_settings(tmp_path).home))
    return tmp_path


def test_companies_are_told_with_value_and_churn(desk: Path, run: Run, run_json: RunJson) -> None:
    told = run_json("whom", "t-export")
    assert (told["account_attribute"], told["accounts"], told["churn"]["ratio"]) == (
        "company", 21, 3.5,
    )  # fmt: skip
    shown = run("whom", "t-export", "--top", "2")
    assert "40 conversations of 40 known customers; one customer wrote 1 of them." in shown
    assert "21 companies in 40 conversations; the largest share is 50%." in shown
    assert "worth 2,100 of 4,100 (51% of all that wrote)" in shown
    assert "That is 3.50 times as often" in shown
    assert "Association, not cause." in shown
    assert "EARSHOT_ATTRIBUTES=company" in run("whom", "t-export", "--account", "none")


def test_hours_are_told_with_what_they_rest_on(desk: Path, run: Run, run_json: RunJson) -> None:
    told = run_json("effort")
    assert told["themes"][0]["label"] == "The rest"
    assert told["assumptions"]["middle"] == {"longest": 15.0, "quantile": 0.5}
    shown = run("effort")
    assert "Told from 120 of 120 replies." in shown
    assert "are needed to tell how long replies take" in run("effort", "--period", "2020")


def test_who_asked_is_listed_marked_and_taken_back(desk: Path, run: Run, run_json: RunJson) -> None:
    shown = run("askers", "t-export", "--top", "1", "--csv", str(desk / "tell.csv"))
    assert "It is not marked as shipped: earshot theme status t-export shipped" in shown
    assert "40 conversations. Sending stays with people." in shown
    assert (desk / "tell.csv").read_text(encoding="utf-8-sig").count("\n") == 41
    told = run_json("askers", "t-export", "--told", "--who", "olha")
    assert (told["marked"], len(told["conversations"])) == (40, 40)
    assert "0 conversations, 40 told before." in run("askers", "t-export")
    assert "40 marks taken back." in run("askers", "t-export", "--take-back")
    with pytest.raises(BadRequest, match="Either --told or --take-back"):
        run("askers", "t-export", "--told", "--take-back")


def test_what_goes_together_says_how_much_was_compared(
    space: Workspace, run: Run, run_json: RunJson
) -> None:
    assert run_json("together")["within_days"] == 30
    assert "pairs of" in run("together")
