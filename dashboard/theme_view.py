"""One theme: its numbers, its weeks, its words, and every conversation behind them."""

import streamlit as st

from dashboard.frame import Site, show_label
from dashboard.links import asked, asked_page, asked_period, link
from dashboard.listing import show_listing
from dashboard.period_picker import pick_period
from dashboard.sparks import show_share
from dashboard.totals_line import show_coverage
from dashboard.weekly_chart import show_weeks
from dashboard.wording import (
    change,
    counted,
    happened,
    language,
    number,
    percent,
    period_name,
    said,
    state,
)
from domain import SnapshotInfo
from pipeline.read_dashboard import ThemeView, view_theme

_QUOTES = 3


def show_theme(site: Site) -> SnapshotInfo:
    """A theme over a period."""
    view = view_theme(site.settings, asked("theme") or "", asked_period(), site.now, asked_page())
    period = view.ranking.period
    link("\N{LEFTWARDS ARROW} All themes", period=period.words)
    show_label(view.theme.label, f"Theme \N{MIDDLE DOT} {period_name(period)}")
    if view.theme.keywords:
        with st.container(key="keywords"):
            st.text(", ".join(view.theme.keywords))
    pick_period(site.settings, site.now, period, view.calendar)
    _show_numbers(view, site.settings.timezone)
    _show_said(view)
    show_coverage(period, view.calendar)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show_weeks(view)
    with right:
        _show_languages(view)
    _show_quotes(view)
    _show_history(view, site.settings.timezone)
    _show_conversations(view, site.settings.timezone)
    return view.ranking.snapshot


def _show_numbers(view: ThemeView, timezone: str) -> None:
    count, period = view.count, view.ranking.period.words
    with st.container(horizontal=True, vertical_alignment="bottom", key="numbers"):
        with st.container(key="number-conversations", width="content", gap=None):
            st.text("Conversations")
            link(number(count.conversations), theme=count.id, period=period)
        with st.container(key="number-asks", width="content", gap=None):
            st.text("Asks")
            link(number(count.asks), asks="themed", theme=count.id, period=period)
        with st.container(key="number-customers", width="content", gap=None):
            st.text("Customers")
            link(number(count.customers), theme=count.id, period=period)
        _show_plain("Share", percent(count.share))
        _show_plain("Change", change(count.change))
        _show_plain("State", state(view.count.life, timezone))
        _show_plain("Rank", f"{view.rank} of {len(view.ranking.themes)}" if view.rank else "none")


def _show_said(view: ThemeView) -> None:
    """What people say of the theme: status, owner, answer, note."""
    lines = said(view.count.overrule)
    if lines:
        with st.container(key="said"):
            for line in lines:
                st.text(line)


def _show_plain(name: str, told: str) -> None:
    with st.container(key=f"number-{name.lower()}", width="content", gap=None):
        st.text(name)
        st.text(told)


def _show_languages(view: ThemeView) -> None:
    st.subheader("Languages", anchor=False)
    if not view.count.language_mix:
        st.text("None in this period.")
    for code, share in view.count.language_mix:
        with st.container(horizontal=True, vertical_alignment="center", key=f"language-{code}"):
            st.text(language(code))
            show_share(share)
            st.text(percent(share))


def _show_quotes(view: ThemeView) -> None:
    if not view.quotes:
        return
    st.subheader("In customers' words", anchor=False)
    for place, quote in enumerate(view.quotes[:_QUOTES], start=1):
        with st.container(key=f"quote-{place}"):
            st.text(quote.text)


def _show_history(view: ThemeView, timezone: str) -> None:
    if not view.history:
        return
    with st.expander("What became of this theme", expanded=False):
        for place, entry in enumerate(view.history):
            with st.container(horizontal=True, key=f"history-{place}"):
                st.text(happened(entry, timezone))
                other = entry.other_id
                if other and other != view.theme.id:
                    link(other, theme=other)


def _show_conversations(view: ThemeView, timezone: str) -> None:
    noun = counted(view.count.conversations, "conversation")
    st.subheader(f"The {noun} behind the number", anchor=False)
    show_listing(
        view.listing, "conversation", timezone, theme=view.theme.id,
        period=view.ranking.period.words,
    )  # fmt: skip
