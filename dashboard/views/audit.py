"""How right is a count? A person says of fifty asks, one at a time, whether they belong."""

from dataclasses import replace

import streamlit as st

from dashboard.cached_encoder import model_of
from dashboard.components.layout import Site, show_label
from dashboard.components.listing import DOT
from dashboard.formatting import counted, language, moment, number, percent
from dashboard.urls import asked, asked_period, link
from domain.counts import SnapshotInfo
from pipeline.analysis.audit import Audit, Drawn, audit_theme, judge_ask
from pipeline.queries.health import read_snapshot

_KEPT, _WHO, _LAST = "audit", "audit-who", "audit-last"
_QUOTES = 3


def show_audit(site: Site) -> SnapshotInfo:
    """The next ask of a theme to be judged, or what all of them say."""
    audit = _audit_of(site, asked("theme") or "")
    link("\N{LEFTWARDS ARROW} The theme", theme=audit.theme_id, period=asked_period())
    show_label(audit.label, "Does each ask belong to this theme?")
    _show_progress(audit)
    if audit.open:
        _show_ask(site, audit, audit.open[0])
        _show_examples(audit)
    else:
        _show_outcome(audit)
    return audit.snapshot


def _audit_of(site: Site, given: str) -> Audit:
    """The draw, made once for a snapshot; answers are laid over it as they come."""
    kept = st.session_state.get(_KEPT)
    newest = read_snapshot(site.settings)
    if kept and kept[0] == (given, newest.number):
        return kept[1]  # type: ignore[no-any-return]
    with st.spinner("Drawing fifty asks. The first time loads the language model."):
        audit = audit_theme(site.settings, given, model=model_of(site.settings))
    st.session_state[_KEPT] = ((given, newest.number), audit)
    st.session_state.pop(_LAST, None)
    return audit


def _show_progress(audit: Audit) -> None:
    judged = len(audit.drawn) - len(audit.open)
    with st.container(key="audit-progress"):
        st.text(f"{judged} of {len(audit.drawn)} judged")
        st.progress(judged / max(len(audit.drawn), 1))


def _show_ask(site: Site, audit: Audit, row: Drawn) -> None:
    ask = row.ask
    about = DOT.join([moment(ask.at, site.settings.timezone), language(ask.language)])
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
        if st.session_state.get(_LAST):
            st.button("Back to the last one", key="audit-back", on_click=_go_back, type="tertiary")
        st.text_input(
            "Who judges, kept with each answer", "dashboard", key=_WHO, max_chars=80, width=260
        )


def _judge(site: Site, audit: Audit, ask_id: str, belongs: bool) -> None:
    who = str(st.session_state.get(_WHO) or "").strip() or "dashboard"
    judged = judge_ask(site.settings, audit, ask_id, belongs, who, site.now)
    st.session_state[_KEPT] = (st.session_state[_KEPT][0], judged)
    st.session_state[_LAST] = ask_id


def _go_back() -> None:
    """Ask again about the ask that was judged last; the new answer replaces the old one."""
    key, audit = st.session_state[_KEPT]
    last = st.session_state.pop(_LAST)
    drawn = tuple(replace(row, belongs=None) if row.ask.id == last else row for row in audit.drawn)
    first = [row for row in drawn if row.ask.id == last]
    rest = [row for row in drawn if row.ask.id != last]
    st.session_state[_KEPT] = (key, replace(audit, drawn=(*first, *rest), audited=None))


def _show_examples(audit: Audit) -> None:
    """What the theme is about, for who judges."""
    if not audit.quotes:
        return
    st.subheader("What the theme is about", anchor=False)
    for place, quote in enumerate(audit.quotes[:_QUOTES], start=1):
        with st.container(key=f"quote-{place}"):
            st.text(quote.text)


def _show_outcome(audit: Audit) -> None:
    told = audit.audited
    if told is None:
        st.text("There is no ask to judge in this theme.")
        return
    share, low, high = told.precision
    with st.container(key="audit-outcome", border=True):
        st.text(
            f"{counted(audit.asks, 'ask')} counted; {number(round(told.estimate))} "
            f"({number(told.low)} to {number(told.high)}) truly ask this."
        )
        st.text(
            f"Of those counted, {percent(share)} ({percent(low)} to {percent(high)}) belong. From "
            "now on the theme's count carries its interval, wherever it is shown."
        )
    if st.session_state.get(_LAST):
        st.button("Back to the last one", key="audit-back", on_click=_go_back, type="tertiary")
