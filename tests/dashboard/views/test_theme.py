"""One theme: its numbers, quotes and conversations."""

from pipeline.queries.ranking import rank_themes
from pipeline.settings import Settings
from tests.dashboard.driving import Show, sent, texts
from tests.dashboard.workspace import PUBLISHED, THEMES


def test_a_theme_lists_its_numbers_quotes_and_conversations(show: Show, settings: Settings) -> None:
    app = show(settings, theme="t-2a1", period="2026-02")
    told = texts(app)
    theme = next(t for t in rank_themes(settings, "2026-02", PUBLISHED).themes if "2a1" in t.id)
    assert f"1–25 of {theme.conversations} conversations, newest first" in told
    assert THEMES[2].label in told
    assert {text for _, text in THEMES[2].texts} <= set(told)
    assert len([kind for kind, _ in sent(app) if kind == "link_button"]) == 25
