"""Semantic search over asks, in any language. The model is loaded with the first query."""

import streamlit as st

from dashboard.cached_encoder import make_encoder_opener
from dashboard.components.layout import PageContext, show_title
from dashboard.components.listing import show_ask
from dashboard.urls import change_address, get_param
from domain.counts import FoundAsk, SnapshotInfo
from domain.numbers import format_count
from pipeline.queries.health import read_snapshot
from pipeline.queries.search import search_asks

_LIMIT = 25


def show_search(site: PageContext) -> SnapshotInfo:
    """The search field, and the asks nearest to its words."""
    before = read_snapshot(site.settings)  # raises before anything is drawn if there is none
    show_title("Find asks by meaning", "Search")
    words = get_param("q")
    _pick_words(words or "")
    if words is None:
        return before
    with st.spinner("Searching. The first search loads the language model, which takes a while."):
        results = search_asks(site.settings, words, _LIMIT, make_encoder_opener(site.settings))
    _show_results(results.found, site.settings.timezone)
    return results.snapshot


def _pick_words(words: str) -> None:
    key = f"q {words}"
    st.text_input(
        "What are you looking for?",
        words,
        key=key,
        placeholder="For example: where is the link / не могу найти ссылку / де посилання",
        on_change=lambda: change_address(q=st.session_state[key].strip()),
        max_chars=500,
    )


def _show_results(found: tuple[FoundAsk, ...], timezone: str) -> None:
    if not found:
        st.text("There is no ask to search in yet.")
        return
    with st.container(key="shown"):
        st.text(
            f"The {format_count(len(found), 'nearest ask')}, nearest first. "
            "A score of 1 is the same "
            "meaning, 0 is none in common."
        )
    for place, row in enumerate(found, start=1):
        show_ask(row.ask, place, timezone, None, score=row.score)
