"""Rankings, themes and search results as JSON for programs."""

from typing import Any

from domain.counts import FoundAsk, Ranking, ThemePage
from domain.periods import format_instant
from pipeline.queries.ranking_json import (
    build_area_json,
    build_conversation_json,
    build_head_json,
    build_period_json,
    build_quote_json,
    build_snapshot_json,
    build_theme_json,
)

_QUOTE_FIELDS = ("ask_id", "language", "text")
"""Fewer than the API writes of a quote."""


def build_ranking_json(ranking: Ranking) -> dict[str, Any]:
    """A ranking with its totals, all its themes and areas."""
    return {
        **build_head_json(ranking),
        "themes": [build_theme_json(count) for count in ranking.themes],
        "areas": [build_area_json(area) for area in ranking.areas],
    }


def build_theme_page_json(page: ThemePage) -> dict[str, Any]:
    """A theme with every conversation behind its count."""
    quotes = [build_quote_json(ask) for ask in page.one.quotes]
    return {
        "period": build_period_json(page.one.ranking.period),
        "snapshot": build_snapshot_json(page.one.ranking.snapshot),
        "theme": build_theme_json(page.one.count),
        "quotes": [{name: quote[name] for name in _QUOTE_FIELDS} for quote in quotes],
        "conversations": [build_conversation_json(row) for row in page.conversations],
    }


def build_search_result_json(found: FoundAsk) -> dict[str, Any]:
    """One search result."""
    ask = found.ask
    return {
        "ask_id": ask.id,
        "conversation_id": ask.conversation_id,
        "source": ask.source,
        "at": format_instant(ask.at),
        "language": ask.language,
        "text": ask.text,
        "score": round(found.score, 4),
        "theme": {"id": ask.theme_id, "label": ask.theme_label} if ask.theme_id else None,
    }
