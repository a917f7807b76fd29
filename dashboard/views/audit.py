"""Audit of a theme: a person judges fifty asks, one at a time."""

from dataclasses import replace

import streamlit as st

from dashboard.cached_encoder import make_encoder_opener
from dashboard.components.layout import PageContext, show_label
from dashboard.components.listing import DOT
from dashboard.formatting import format_datetime, get_language_name
from dashboard.urls import get_param, get_period_words, show_link
from domain.counts import SnapshotInfo
from domain.numbers import format_count, format_interval, format_number, format_share
from pipeline.analysis.audit import Audit, SampledAsk, audit_theme, judge_ask
from pipeline.queries.health import read_snapshot

_AUDIT_KEY, _WHO_KEY, _LAST_KEY = "audit", "audit-who", "audit-last"
_QUOTES = 3


def show_audit(site: PageContext) -> SnapshotInfo:
    """The next ask to judge, or the result when all are judged."""
    audit = _load_audit(site, get_param("theme") or "")
    show_link("\N{LEFTWARDS ARROW} The theme", theme=audit.theme_id, period=get_period_words())
    show_label(audit.label, "Does each ask belong to this theme?")
    _show_progress(audit)
    if audit.unjudged:
        _show_ask(site, audit, audit.unjudged[0])
        _show_examples(audit)
    else:
        _show_outcome(audit)
    return audit.snapshot


def _load_audit(site: PageContext, given: str) -> Audit:
    """The sample of a theme, drawn once for a snapshot, with the judgements so far."""
    cached = st.session_state.get(_AUDIT_KEY)
    newest = read_snapshot(site.settings)
    if cached and cached[0] == (given, newest.number):
        return cached[1]  # type: ignore[no-any-return]
    with st.spinner("Drawing fifty asks. The first time loads the language model."):
        audit = audit_theme(site.settings, given, model=make_encoder_opener(site.settings))
    st.session_state[_AUDIT_KEY] = ((given, newest.number), audit)
    st.session_state.pop(_LAST_KEY, None)
    return audit


def _show_progress(audit: Audit) -> None:
    judged = len(audit.drawn) - len(audit.unjudged)
    with st.container(key="audit-progress"):
        st.text(f"{judged} of {len(audit.drawn)} judged")
        st.progress(judged / max(len(audit.drawn), 1))


def _show_ask(site: PageContext, audit: Audit, row: SampledAsk) -> None:
    ask = row.ask
    about = DOT.join(
        [format_datetime(ask.at, site.settings.timezone), get_language_name(ask.language)]
    )
    with st.container(key="audit-ask", border=True, gap="xsmall"):
        st.text(about)
        st.text(ask.text)
    with st.container(horizontal=True, vertical_alignment="bottom", key="audit-answers"):
        for name, belongs in (("Yes, it belongs", True), ("No", False)):
            st.button(
                name,
                key=f"audit-{'yes' if belongs else 'no'}",
                type="primary" if belongs else "secondary",
                on_click=_judge,
                args=(site, audit, ask.id, belongs),
            )
        if st.session_state.get(_LAST_KEY):
            st.button("Back to the last one", key="audit-back", on_click=_go_back, type="tertiary")
        st.text_input(
            "Who judges, kept with each answer", "dashboard", key=_WHO_KEY, max_chars=80, width=260
        )


def _judge(site: PageContext, audit: Audit, ask_id: str, belongs: bool) -> None:
    who = str(st.session_state.get(_WHO_KEY) or "").strip() or "dashboard"
    judged = judge_ask(site.settings, audit, ask_id, belongs, who, site.now)
    st.session_state[_AUDIT_KEY] = (st.session_state[_AUDIT_KEY][0], judged)
    st.session_state[_LAST_KEY] = ask_id


def _go_back() -> None:
    """Show the ask judged last again; its new judgement replaces the old one."""
    key, audit = st.session_state[_AUDIT_KEY]
    last = st.session_state.pop(_LAST_KEY)
    drawn = tuple(replace(row, belongs=None) if row.ask.id == last else row for row in audit.drawn)
    first = [row for row in drawn if row.ask.id == last]
    rest = [row for row in drawn if row.ask.id != last]
    st.session_state[_AUDIT_KEY] = (key, replace(audit, drawn=(*first, *rest), audited=None))


def _show_examples(audit: Audit) -> None:
    """Quotes of the theme, for comparison."""
    if not audit.quotes:
        return
    st.subheader("What the theme is about", anchor=False)
    for place, quote in enumerate(audit.quotes[:_QUOTES], start=1):
        with st.container(key=f"quote-{place}"):
            st.text(quote.text)


def _show_outcome(audit: Audit) -> None:
    audited = audit.audited
    if audited is None:
        st.text("There is no ask to judge in this theme.")
        return
    share, low, high = audited.precision
    with st.container(key="audit-outcome", border=True):
        st.text(
            f"{format_count(audit.asks, 'ask')} counted; {format_number(round(audited.estimate))} "
            f"({format_interval(audited.low, audited.high)}) truly ask this."
        )
        st.text(
            f"Of those counted, {format_share(share)} "
            f"({format_share(low)} to {format_share(high)}) belong. From "
            "now on the theme's count carries its interval, wherever it is shown."
        )
    if st.session_state.get(_LAST_KEY):
        st.button("Back to the last one", key="audit-back", on_click=_go_back, type="tertiary")
