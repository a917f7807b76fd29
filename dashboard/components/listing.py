"""Conversations or asks behind a number: every one of them, a page at a time."""

import streamlit as st

from dashboard.formatting import counted, language, moment, number
from dashboard.urls import link, safe_url
from pipeline.queries.conversations import ListedAsk, Listing

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
    """The rows of a page, and the ways to the others; `query` is the address of the listing."""
    if not listing.total:
        st.text("None in this period.")
        return
    last = listing.first + len(listing.rows) - 1
    with st.container(key="shown"):
        st.text(
            counted(listing.total, noun)
            if listing.pages == 1
            else f"{number(listing.first)}\N{EN DASH}{number(last)} of "
            f"{counted(listing.total, noun)}, newest first"
        )
    for place, row in enumerate(listing.rows, start=listing.first):
        show_ask(row, place, timezone, query.get("period"))
    _show_pages(listing, query)


def show_ask(
    row: ListedAsk, place: int, timezone: str, period: str | None, score: float | None = None
) -> None:
    """One ask, with the cosine it was found by. What a customer wrote goes through `st.text`
    alone, which reads no markup."""
    with st.container(key=f"ask-{place}", border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"meta-{place}"):
            nearness = [] if score is None else [f"score {score:.2f}"]
            st.text(DOT.join([*nearness, *_about(row, timezone)]))
            _show_way_out(row, place)
        with st.container(key=f"words-{place}"):
            st.text(row.text)
        _show_place(row, place, period)


def _about(row: ListedAsk, timezone: str) -> list[str]:
    told = [moment(row.at, timezone), language(row.language), row.channel, row.conversation_id]
    return [words for words in told if words]


def _show_way_out(row: ListedAsk, place: int) -> None:
    """The conversation in the tool it came from, where its address is one to trust."""
    url = safe_url(row.url)
    if url:
        st.link_button(
            "Open", url, type="tertiary", icon=":material/open_in_new:", key=f"open-{place}",
            help="Open the conversation in the tool it came from",
        )  # fmt: skip


def _show_place(row: ListedAsk, place: int, period: str | None) -> None:
    """Where the ask went: its theme, or why it is in none."""
    if not (row.theme_id or row.excluded):
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"place-{place}"):
        if row.excluded:
            st.text(f"Excluded: {_REASONS.get(row.excluded, row.excluded)}")
        if row.theme_id:
            link("Theme", theme=row.theme_id, period=period)
            st.text(row.theme_label or "")


def _show_pages(listing: Listing, query: dict[str, str | None]) -> None:
    if listing.pages < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pages"):
        if listing.page > 1:
            link("\N{LEFTWARDS ARROW} Newer", **{**query, "page": str(listing.page - 1)})
        st.text(f"Page {number(listing.page)} of {number(listing.pages)}")
        if listing.page < listing.pages:
            link("Older \N{RIGHTWARDS ARROW}", **{**query, "page": str(listing.page + 1)})
