"""`earshot themes`, `run`, `search`: what they print and what their options change."""

from pathlib import Path

import pytest

from domain.errors import NothingYet, UnknownPeriod
from tests.builders import MONDAY, ask, home_at, save_asks, save_themes
from tests.cli.commands.conftest import Run, RunJson
from tests.pipeline.identity import Workspace

LATER = "2026-04-10T00:00:00Z"


def test_new_asks_are_assigned_and_regroup_groups_anew(space: Workspace, run_json: RunJson) -> None:
    store = space.settings.store
    save_asks(store, [ask("new-1", "c-new", "Where is the webinar link?", at=MONDAY)], MONDAY)
    assigned = run_json("themes", "--now", LATER)
    assert (assigned["kind"], assigned["assigned"]) == ("assign", 1)
    assert run_json("themes", "--regroup", "--now", LATER)["kind"] == "regroup"


def test_search_finds_by_meaning_best_first(space: Workspace, run_json: RunJson) -> None:
    found = run_json("search", "ссылка на вебинар", "--top", "5")["found"]
    scores = [row["score"] for row in found]
    assert len(found) == 5
    assert scores == sorted(scores, reverse=True)
    assert found[0]["ask_id"].startswith("webinar_link")


def test_run_refuses_a_wrong_period_before_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    with pytest.raises(UnknownPeriod):
        run("run", str(tmp_path / "missing.csv"), "--period", "sometime")
    assert not (tmp_path / "home").exists()


def test_search_without_asks_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1", excluded="spam", clean_text="")])
    save_themes(home, {})
    monkeypatch.setenv("EARSHOT_HOME", str(home.path))
    with pytest.raises(NothingYet, match="earshot ingest"):
        run("search", "anything")
