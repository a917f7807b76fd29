"""One theme: its numbers, weeks, quotes and history, and every conversation behind them."""

import streamlit as st

from dashboard.components.layout import PageContext, show_label
from dashboard.components.listing import show_listing
from dashboard.components.period_picker import pick_period
from dashboard.components.sparkline import show_share
from dashboard.components.totals import show_coverage
from dashboard.components.weekly_chart import show_weekly_chart
from dashboard.formatting import (
    format_audited,
    format_change,
    format_cohesion,
    format_datetime,
    format_decisions,
    format_doubts,
    format_history_entry,
    format_kind,
    format_period,
    format_state,
    get_language_name,
)
from dashboard.urls import get_language, get_page, get_param, get_period_words, show_link
from domain.asks import Ask
from domain.counts import SnapshotInfo, ThemeCount, ThemeDetail
from domain.numbers import format_count, format_number, format_share
from pipeline.queries.dashboard import ThemeView, view_theme

_QUOTES = 3


def show_theme(site: PageContext) -> SnapshotInfo:
    """A theme over a period."""
    view = view_theme(
        site.settings, get_param("theme") or "", get_period_words(), site.now, get_page()
    )
    detail = view.one.localise(get_language())
    period = detail.ranking.period
    show_link("\N{LEFTWARDS ARROW} All themes", period=period.words)
    show_label(detail.count.label, f"Theme \N{MIDDLE DOT} {format_period(period)}")
    if detail.count.keywords:
        with st.container(key="keywords"):
            st.text(", ".join(detail.count.keywords))
    pick_period(site.settings, site.now, period, view.calendar)
    _show_numbers(detail, site.settings.timezone)
    _show_audit_link(detail, site.settings.timezone)
    _show_decisions(detail)
    show_coverage(period, view.calendar)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show_weekly_chart(view)
    with right:
        _show_kinds(detail.count)
        _show_languages(detail.count)
    _show_quotes(detail.quotes)
    _show_history(view, site.settings.timezone)
    _show_conversations(view, site.settings.timezone)
    return detail.ranking.snapshot


def _show_numbers(detail: ThemeDetail, timezone: str) -> None:
    count, period = detail.count, detail.ranking.period.words
    with st.container(horizontal=True, vertical_alignment="bottom", key="numbers"):
        with st.container(key="number-conversations", width="content", gap=None):
            st.text("Conversations")
            show_link(format_number(count.conversations), theme=count.id, period=period)
        if count.audited:
            _show_number("Truly about it", format_audited(count.audited))
        with st.container(key="number-asks", width="content", gap=None):
            st.text("Asks")
            show_link(format_number(count.asks), asks="themed", theme=count.id, period=period)
        with st.container(key="number-customers", width="content", gap=None):
            st.text("Customers")
            show_link(format_number(count.customers), theme=count.id, period=period)
        _show_number("Share", format_share(count.share))
        _show_number("Change", format_change(count.change))
        _show_number("State", format_state(count.life, timezone))
        rank = f"{detail.rank} of {len(detail.ranking.themes)}" if detail.rank else "none"
        _show_number("Rank", rank)
        _show_number("Cohesion", format_cohesion(count))
    for line in format_doubts(count):
        st.caption(line)


def _show_audit_link(detail: ThemeDetail, timezone: str) -> None:
    """The result of the audit, or a link to start one."""
    audited = detail.count.audited
    note = (
        f"Audited on {format_datetime(audited.audited_at, timezone)}: "
        f"{format_number(audited.estimate)} conversations "
        f"truly are about it ({format_audited(audited)})."
        if audited
        else "How right is this count? Judge 50 asks, and it carries its interval from then on."
    )
    with st.container(horizontal=True, vertical_alignment="center", key="way-to-audit"):
        st.text(note)
        show_link(
            "Look at its asks" if audited else "Judge its asks",
            theme=detail.theme.id, view="audit", period=detail.ranking.period.words,
        )  # fmt: skip


def _show_decisions(detail: ThemeDetail) -> None:
    """The decisions about the theme: status, owner, answer, note."""
    lines = format_decisions(detail.count.overrule)
    if lines:
        with st.container(key="said"):
            for line in lines:
                st.text(line)


def _show_number(name: str, words: str) -> None:
    key = name.lower().replace(" ", "-")
    with st.container(key=f"number-{key}", width="content", gap=None):
        st.text(name)
        st.text(words)


def _show_kinds(count: ThemeCount) -> None:
    if not count.kind_mix:
        return
    st.subheader("Kinds", anchor=False)
    for kind, share in count.kind_mix:
        with st.container(horizontal=True, vertical_alignment="center", key=f"kind-{kind}"):
            st.text(format_kind(kind))
            show_share(share)
            st.text(format_share(share))


def _show_languages(count: ThemeCount) -> None:
    st.subheader("Languages", anchor=False)
    if not count.language_mix:
        st.text("None in this period.")
    for code, share in count.language_mix:
        with st.container(horizontal=True, vertical_alignment="center", key=f"language-{code}"):
            st.text(get_language_name(code))
            show_share(share)
            st.text(format_share(share))


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
                st.text(format_history_entry(entry, timezone))
                other = entry.other_id
                if other and other != view.one.theme.id:
                    show_link(other, theme=other)


def _show_conversations(view: ThemeView, timezone: str) -> None:
    noun = format_count(view.one.count.conversations, "conversation")
    st.subheader(f"The {noun} behind the number", anchor=False)
    show_listing(
        view.listing, "conversation", timezone, theme=view.one.theme.id,
        period=view.one.ranking.period.words,
    )  # fmt: skip
