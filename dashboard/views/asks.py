"""The asks behind a total of a period: themed, unthemed, excluded, all, or conversations."""

import streamlit as st

from dashboard.components.layout import PageContext, show_label, show_title
from dashboard.components.listing import show_listing
from dashboard.components.period_picker import pick_period
from dashboard.components.totals import show_totals
from dashboard.formatting import format_period
from dashboard.urls import get_ask_kind, get_page, get_param, get_period_words, show_link
from domain.counts import SnapshotInfo
from pipeline.queries.dashboard import view_asks
from store.read.conversations import ListingKind

_TITLES: dict[ListingKind, str] = {
    "conversations": "Conversations with anything to learn from",
    "asks": "All asks",
    "themed": "Asks that belong to a theme",
    "unthemed": "Asks that no theme fits yet",
    "excluded": "Asks kept out of themes",
}


def show_asks(site: PageContext) -> SnapshotInfo:
    """The asks of a total, or of a theme, a page at a time."""
    kind, given = get_ask_kind(), get_param("theme")
    view = view_asks(site.settings, kind, get_period_words(), site.now, get_page(), given)
    period = view.ranking.period
    show_link("\N{LEFTWARDS ARROW} All themes", period=period.words)
    if view.theme:
        show_label(view.theme.label, f"Asks in the theme \N{MIDDLE DOT} {format_period(period)}")
    else:
        show_title(_TITLES[kind], format_period(period))
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        pick_period(site.settings, site.now, period, view.calendar)
    if view.theme is None:
        show_totals(view.ranking.totals, period)
    show_listing(
        view.listing,
        "conversation" if kind == "conversations" else "ask",
        site.settings.timezone,
        asks=kind,
        theme=view.theme.id if view.theme else None,
        period=period.words,
    )
    return view.ranking.snapshot
