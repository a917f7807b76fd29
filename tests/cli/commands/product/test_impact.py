"""`earshot outcomes`, `earshot drivers`: shares and points with intervals, or why none."""

from pathlib import Path

import pytest

from tests.cli.commands.conftest import Run, RunJson
from tests.pipeline.identity import Workspace
from tests.pipeline.impact.test_differences import build_settings as build_versions
from tests.pipeline.impact.test_outcomes import build_settings
from tests.pipeline.impact.test_today import LATE
from tests.pipeline.impact.test_today import build_settings as build_waiting


def test_endings_and_drivers_are_told_with_intervals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, run_json: RunJson
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(build_settings(tmp_path).home))
    told = run_json("outcomes")
    assert [theme["label"] for theme in told["themes"]] == ["Where is the link?", "No link"]
    shares = {share["outcome"]: share for share in told["themes"][0]["shares"]}
    assert shares["unanswered"]["low"] < 0.5 < shares["unanswered"]["high"]
    shown = run("outcomes")
    assert "50%" in shown
    assert "30 min" in shown
    points = run_json("drivers")
    assert (points["scale"], points["themes"][0]["label"], points["themes"][0]["lost"]) == (
        5, "No link", 1.0,
    )  # fmt: skip
    assert "Association, not cause" in run("drivers")
    assert "1.000" in run("drivers", "--top", "1")


def test_without_ratings_and_conversations_it_says_what_is_missing(
    space: Workspace, run: Run
) -> None:
    assert "0 conversations are rated; 20 of 10 customers are needed" in run(
        "drivers", "--period", "2020"
    )
    assert "Conversations" in run("outcomes", "--period", "2020")


def test_today_is_told_with_reasons_and_an_empty_day_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, run_json: RunJson
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(build_waiting(tmp_path).home))
    now = ("--now", LATE.isoformat())
    told = run_json("today", *now)
    assert (told["waiting"], told["usual_minutes"], len(told["asks"])) == (3, 30, 3)
    assert told["asks"][0]["reasons"][0] == "waits longer than nine in ten do"
    shown = run("today", *now, "--top", "1")
    assert (
        "Of 3 conversations of the last 14 days in which the customer wrote last, 3 need" in shown
    )
    assert "https://desk.example/" in shown
    assert "Another moment: --now" in run("today", "--now", "2027-01-01T00:00:00Z")


def test_a_theme_is_told_by_what_stands_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, run_json: RunJson
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(build_versions(tmp_path).home))
    told = run_json("differs", "t-crash")
    assert told["label"] == "The app crashes"
    assert {one["value"] for one in told["told"]} == {"4.2", "chat"}
    shown = run("differs", "t-crash")
    assert "points" in shown
    assert "Association, not cause" in shown
    assert "are needed" in run("differs", "t-crash", "--period", "2020")
