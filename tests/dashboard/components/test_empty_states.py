"""A page without data says which command to run."""

from pipeline.settings import Settings
from tests.dashboard.driving import Show, texts


def test_an_empty_workspace_says_what_to_run_and_where_it_looked(
    show: Show, empty: Settings
) -> None:
    for address in ({}, {"view": "search", "q": "link"}, {"theme": "t-1"}):
        told = [code.value for code in show(empty, **address).code]
        assert told[0] == "earshot ingest conversations.jsonl\nearshot themes"
        assert told[-1] == str(empty.home)


def test_asks_without_themes_say_what_to_run_and_still_open(
    show: Show, ungrouped: Settings
) -> None:
    assert [code.value for code in show(ungrouped).code] == ["earshot themes"]
    assert "1–25 of 534 asks, newest first" in texts(show(ungrouped, asks="unthemed"))
