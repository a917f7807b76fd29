"""`earshot rank`, `show`: which ranking `--by`, `--split` and filters ask for, what they refuse."""

from pathlib import Path

import pytest

from domain.errors import BadRequest
from tests.builders import ask, home_at, save_asks, save_themes
from tests.cli.commands.conftest import Run, RunJson


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = home_at(tmp_path)
    asks = [ask(f"a{n}", f"c{n}", language="en" if n < 3 else "uk") for n in range(5)]
    save_asks(store, [*asks, ask("a5", "c5", excluded="thanks")])
    save_themes(store, {"t-link": ["a0", "a1", "a3"], "t-crash": ["a2"]})
    monkeypatch.setenv("EARSHOT_HOME", str(store.path))


def test_json_holds_all_whatever_top_says_and_adds_up(run: Run, run_json: RunJson) -> None:
    told = run_json("rank", "--top", "1")
    assert [theme["id"] for theme in told["themes"]] == ["t-link", "t-crash"]
    assert (told["themed"], told["unthemed"], told["excluded"], told["asks"]) == (4, 1, 1, 6)
    assert "t-crash" not in run("rank", "--top", "1")
    assert "t-crash" in run("rank", "--top", "0")


def test_a_measure_brings_intervals(run_json: RunJson) -> None:
    told = run_json("rank", "--by", "conversations")
    link = told["themes"][0]
    assert (link["id"], link["value"]) == ("t-link", 3)
    assert link["low"] < 3 < link["high"]


def test_a_filter_and_a_break_down_are_measured_too(run_json: RunJson) -> None:
    only = run_json("rank", "--language", "uk")["themes"]
    assert [(row["id"], row["conversations"]) for row in only] == [("t-link", 1)]
    parts = run_json("rank", "--split", "language")["themes"]
    counts = {(row["id"], row["part"]): row["conversations"] for row in parts}
    assert counts == {("t-link", "en"): 2, ("t-link", "uk"): 1, ("t-crash", "en"): 1}


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("--by", "fame"), "--by 'fame' is unknown"),
        (("--by", "value,rating"), "is unknown"),
        (("--split", "weather"), "--split 'weather' is none of"),
        (("--split", "attribute:"), "attribute:NAME"),
        (("--attribute", "tier"), "is not NAME=VALUE"),
        (("--by", "value", "--worth", "pro=much"), "is not PLAN=NUMBER"),
        (("--by", "per-1000"), "--actives"),
        (("--by", "rating", "--as-of", "2026-03-01"), "--as-of goes with"),
        (("--lang", "fr"), "Use ru, uk, en"),
        (("--now", "noon"), "--now 'noon'"),
    ],
)
def test_what_cannot_be_ranked_says_what_to_write(
    words: tuple[str, ...], advice: str, run: Run
) -> None:
    with pytest.raises(BadRequest, match=advice):
        run("rank", *words)


def test_show_prints_the_ids_of_asks_only_with_ids(run: Run) -> None:
    assert "  a1" not in run("show", "t-link", "--top", "0")
    assert "  a1" in run("show", "t-link", "--top", "0", "--ids")


def test_show_as_json_holds_every_conversation_whatever_top_says(run_json: RunJson) -> None:
    shown = run_json("show", "t-link", "--top", "1")
    assert len(shown["conversations"]) == shown["theme"]["conversations"] == 3
    assert set(shown["quotes"][0]) == {"ask_id", "language", "text"}
