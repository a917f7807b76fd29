"""The asks behind one of a period's totals: themed, unthemed, excluded, all, or conversations."""

import streamlit as st

from dashboard.components.layout import Site, show_label, show_title
from dashboard.components.listing import show_listing
from dashboard.components.period_picker import pick_period
from dashboard.components.totals import show_totals
from dashboard.formatting import period_name
from dashboard.urls import asked, asked_kind, asked_page, asked_period, link
from domain.counts import SnapshotInfo
from pipeline.queries.dashboard import view_asks
from store.read.conversations import AskKind

_TITLES: dict[AskKind, str] = {
    "conversations": "Conversations with anything to learn from",
    "asks": "All asks",
    "themed": "Asks that belong to a theme",
    "unthemed": "Asks that no theme fits yet",
    "excluded": "Asks kept out of themes",
}


def show_asks(site: Site) -> SnapshotInfo:
    """A total, opened."""
    kind, given = asked_kind(), asked("theme")
    view = view_asks(site.settings, kind, asked_period(), site.now, asked_page(), given)
    period = view.ranking.period
    link("\N{LEFTWARDS ARROW} All themes", period=period.words)
    if view.theme:
        show_label(view.theme.label, f"Asks in the theme \N{MIDDLE DOT} {period_name(period)}")
    else:
        show_title(_TITLES[kind], period_name(period))
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
