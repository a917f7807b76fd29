"""One theme: its numbers, its weeks, its words, and every conversation behind them."""

import streamlit as st

from dashboard.components.layout import Site, show_label
from dashboard.components.listing import show_listing
from dashboard.components.period_picker import pick_period
from dashboard.components.sparkline import show_share
from dashboard.components.totals import show_coverage
from dashboard.components.weekly_chart import show_weeks
from dashboard.formatting import (
    audited,
    change,
    counted,
    happened,
    kind,
    language,
    moment,
    number,
    percent,
    period_name,
    said,
    state,
)
from dashboard.urls import asked, asked_language, asked_page, asked_period, link
from domain.asks import Ask
from domain.counts import SnapshotInfo, ThemeCount
from pipeline.queries.dashboard import ThemeView, view_theme
from pipeline.queries.ranking import OneTheme

_QUOTES = 3


def show_theme(site: Site) -> SnapshotInfo:
    """A theme over a period."""
    view = view_theme(site.settings, asked("theme") or "", asked_period(), site.now, asked_page())
    one = view.one.told_in(asked_language())
    period = one.ranking.period
    link("\N{LEFTWARDS ARROW} All themes", period=period.words)
    show_label(one.count.label, f"Theme \N{MIDDLE DOT} {period_name(period)}")
    if one.count.keywords:
        with st.container(key="keywords"):
            st.text(", ".join(one.count.keywords))
    pick_period(site.settings, site.now, period, view.calendar)
    _show_numbers(one, site.settings.timezone)
    _show_way_to_audit(one, site.settings.timezone)
    _show_said(one)
    show_coverage(period, view.calendar)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show_weeks(view)
    with right:
        _show_kinds(one.count)
        _show_languages(one.count)
    _show_quotes(one.quotes)
    _show_history(view, site.settings.timezone)
    _show_conversations(view, site.settings.timezone)
    return one.ranking.snapshot


def _show_numbers(one: OneTheme, timezone: str) -> None:
    count, period = one.count, one.ranking.period.words
    with st.container(horizontal=True, vertical_alignment="bottom", key="numbers"):
        with st.container(key="number-conversations", width="content", gap=None):
            st.text("Conversations")
            link(number(count.conversations), theme=count.id, period=period)
        if count.audited:
            _show_plain("Truly about it", audited(count.audited))
        with st.container(key="number-asks", width="content", gap=None):
            st.text("Asks")
            link(number(count.asks), asks="themed", theme=count.id, period=period)
        with st.container(key="number-customers", width="content", gap=None):
            st.text("Customers")
            link(number(count.customers), theme=count.id, period=period)
        _show_plain("Share", percent(count.share))
        _show_plain("Change", change(count.change))
        _show_plain("State", state(count.life, timezone))
        _show_plain("Rank", f"{one.rank} of {len(one.ranking.themes)}" if one.rank else "none")


def _show_way_to_audit(one: OneTheme, timezone: str) -> None:
    """How right the count is, or how to find out."""
    told = one.count.audited
    note = (
        f"Audited on {moment(told.audited_at, timezone)}: {number(told.estimate)} conversations "
        f"truly are about it ({audited(told)})."
        if told
        else "How right is this count? Judge 50 asks, and it carries its interval from then on."
    )
    with st.container(horizontal=True, vertical_alignment="center", key="way-to-audit"):
        st.text(note)
        link(
            "Look at its asks" if told else "Judge its asks",
            theme=one.theme.id, view="audit", period=one.ranking.period.words,
        )  # fmt: skip


def _show_said(one: OneTheme) -> None:
    """What people say of the theme: status, owner, answer, note."""
    lines = said(one.count.overrule)
    if lines:
        with st.container(key="said"):
            for line in lines:
                st.text(line)


def _show_plain(name: str, told: str) -> None:
    key = name.lower().replace(" ", "-")
    with st.container(key=f"number-{key}", width="content", gap=None):
        st.text(name)
        st.text(told)


def _show_kinds(count: ThemeCount) -> None:
    if not count.kind_mix:
        return
    st.subheader("Kinds", anchor=False)
    for told, share in count.kind_mix:
        with st.container(horizontal=True, vertical_alignment="center", key=f"kind-{told}"):
            st.text(kind(told))
            show_share(share)
            st.text(percent(share))


def _show_languages(count: ThemeCount) -> None:
    st.subheader("Languages", anchor=False)
    if not count.language_mix:
        st.text("None in this period.")
    for code, share in count.language_mix:
        with st.container(horizontal=True, vertical_alignment="center", key=f"language-{code}"):
            st.text(language(code))
            show_share(share)
            st.text(percent(share))


def _show_quotes(quotes: tuple[Ask, ...]) -> None:
    if not quotes:
        return
    st.subheader("In customers' words", anchor=False)
    for place, quote in enumerate(quotes[:_QUOTES], start=1):
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
                if other and other != view.one.theme.id:
                    link(other, theme=other)


def _show_conversations(view: ThemeView, timezone: str) -> None:
    noun = counted(view.one.count.conversations, "conversation")
    st.subheader(f"The {noun} behind the number", anchor=False)
    show_listing(
        view.listing, "conversation", timezone, theme=view.one.theme.id,
        period=view.one.ranking.period.words,
    )  # fmt: skip
