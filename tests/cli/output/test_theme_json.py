"""JSON of rankings, themes and search results for programs."""

from pathlib import Path

from cli.output.theme_json import (
    build_ranking_json,
    build_search_result_json,
    build_theme_page_json,
)
from domain.counts import FoundAsk, ListedAsk
from pipeline.queries.ranking import rank_themes, show_theme
from pipeline.settings import Settings
from tests.builders import MONDAY, NOW, ask, home_at, save_asks, save_themes


def test_a_ranking_and_a_theme_s_page_tell_the_same_of_a_theme(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1"), ask("a2", "c2")])
    save_themes(home, {"t-1": ["a1", "a2"]})
    settings = Settings(home=home.path)
    ranking = build_ranking_json(rank_themes(settings, "all", NOW))
    page = build_theme_page_json(show_theme(settings, "t-1", "all", NOW))
    assert page["theme"] == ranking["themes"][0]
    assert page["snapshot"] == ranking["snapshot"]
    assert [row["ask_id"] for row in page["conversations"]] == ["a1", "a2"]
    assert list(page["quotes"][0]) == ["ask_id", "language", "text"]


def test_an_ask_without_a_theme_is_found_with_null() -> None:
    listed = ListedAsk("a1", "chat", "c1", MONDAY, "en", None, "where", None)
    told = build_search_result_json(FoundAsk(listed, 0.123456))
    assert (told["theme"], told["score"], told["at"]) == (None, 0.1235, "2026-02-02T09:00:00Z")
