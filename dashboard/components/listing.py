"""Paged listing of the conversations or asks behind a number."""

import streamlit as st

from dashboard.formatting import format_datetime, get_language_name
from dashboard.urls import get_safe_url, show_link
from domain.counts import ListedAsk
from domain.numbers import format_count, format_number
from pipeline.queries.conversations import Listing

_REASONS = {
    "empty": "no words",
    "greeting": "a greeting",
    "thanks": "bare thanks",
    "acknowledgement": "an acknowledgement",
    "notice": "an automatic notice",
    "spam": "spam",
}
DOT = " \N{MIDDLE DOT} "


def show_listing(listing: Listing, noun: str, timezone: str, **query: str | None) -> None:
    """A page of a listing, with links to the others; `query` is the address of the listing."""
    if not listing.total:
        st.text("None in this period.")
        return
    last = listing.first + len(listing.rows) - 1
    with st.container(key="shown"):
        st.text(
            format_count(listing.total, noun)
            if listing.pages == 1
            else f"{format_number(listing.first)}\N{EN DASH}{format_number(last)} of "
            f"{format_count(listing.total, noun)}, newest first"
        )
    for place, row in enumerate(listing.rows, start=listing.first):
        show_ask(row, place, timezone, query.get("period"))
    _show_pages(listing, query)


def show_ask(
    row: ListedAsk, place: int, timezone: str, period: str | None, score: float | None = None
) -> None:
    """One ask; `score` is its cosine similarity to a search query.

    The customer's words go through `st.text` alone, which reads no markup.
    """
    with st.container(key=f"ask-{place}", border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"meta-{place}"):
            similarity = [] if score is None else [f"score {score:.2f}"]
            st.text(DOT.join([*similarity, *_list_facts(row, timezone)]))
            _show_source_link(row, place)
        with st.container(key=f"words-{place}"):
            st.text(row.text)
        _show_theme_or_reason(row, place, period)


def _list_facts(row: ListedAsk, timezone: str) -> list[str]:
    facts = [
        format_datetime(row.at, timezone),
        get_language_name(row.language),
        row.channel,
        row.conversation_id,
    ]
    return [words for words in facts if words]


def _show_source_link(row: ListedAsk, place: int) -> None:
    """A link to the conversation in its tool, where its URL is safe."""
    url = get_safe_url(row.url)
    if url:
        st.link_button(
            "Open", url, type="tertiary", icon=":material/open_in_new:", key=f"open-{place}",
            help="Open the conversation in the tool it came from",
        )  # fmt: skip


def _show_theme_or_reason(row: ListedAsk, place: int, period: str | None) -> None:
    """The theme of the ask, or the reason why it is excluded."""
    if not (row.theme_id or row.excluded):
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"place-{place}"):
        if row.excluded:
            st.text(f"Excluded: {_REASONS.get(row.excluded, row.excluded)}")
        if row.theme_id:
            show_link("Theme", theme=row.theme_id, period=period)
            st.text(row.theme_label or "")


def _show_pages(listing: Listing, query: dict[str, str | None]) -> None:
    if listing.pages < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pages"):
        if listing.page > 1:
            show_link("\N{LEFTWARDS ARROW} Newer", **{**query, "page": str(listing.page - 1)})
        st.text(f"Page {format_number(listing.page)} of {format_number(listing.pages)}")
        if listing.page < listing.pages:
            show_link("Older \N{RIGHTWARDS ARROW}", **{**query, "page": str(listing.page + 1)})
