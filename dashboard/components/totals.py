"""Totals of a period: asks = themed + unthemed + excluded, each a link to its asks."""

import streamlit as st

from dashboard.urls import show_link
from domain.counts import Totals
from domain.numbers import format_day, format_number
from domain.periods import Period
from pipeline.queries.calendar import Calendar
from store.read.conversations import ListingKind

_HELP: dict[ListingKind, str] = {
    "conversations": "Conversations with at least one ask that is not excluded.",
    "asks": "An ask is what a customer wants, in one go. A conversation may hold several.",
    "themed": "Asks that belong to a theme.",
    "unthemed": "Asks that no theme fits yet.",
    "excluded": "Asks with nothing to learn from, such as greetings, bare thanks and spam. "
    "They are kept, each with its reason.",
}


def show_totals(totals: Totals, period: Period) -> None:
    """A line of the totals, which add up."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="totals"):
        _show_total("conversations", totals.conversations, period)
        _show_total("asks", totals.asks, period)
        _show_total("themed", totals.themed, period, sign="=")
        _show_total("unthemed", totals.unthemed, period, sign="+")
        _show_total("excluded", totals.excluded, period, sign="+")


def _show_total(kind: ListingKind, count: int, period: Period, sign: str = "") -> None:
    with st.container(horizontal=True, key=f"total-{kind}", width="content", gap="xsmall"):
        if sign:
            with st.container(key=f"sign-of-{kind}", width="content"):
                st.text(sign)
        with st.container(key=f"number-of-{kind}", width="content", gap=None):
            st.text(kind.capitalize())
            show_link(format_number(count), _HELP[kind], asks=kind, period=period.words)


def show_coverage(period: Period, calendar: Calendar) -> None:
    """A note where the data cover only a part of the period or of the one before."""
    note = build_coverage_note(period, calendar)
    if note:
        with st.container(key="coverage"):
            st.text(note)


def build_coverage_note(period: Period, calendar: Calendar) -> str | None:
    """The note on partial coverage; None where the data cover both periods."""
    before = period.find_previous()
    if not (before and before.start and period.start and period.end):
        return None
    if calendar.first is None or calendar.last is None:
        return None
    if period.end <= calendar.first or period.start > calendar.last:
        first, last = format_day(calendar.first), format_day(calendar.last)
        return f"The data run from {first} to {last}: none lie here."
    notes = []
    if period.start < calendar.first:
        notes.append(f"The data begin on {format_day(calendar.first)}, inside this period.")
    elif before.start < calendar.first < period.start:
        notes.append(
            f"The data begin on {format_day(calendar.first)}: "
            "the span before is covered in part only, "
            "so changes compare a whole with a part."
        )
    if calendar.last < period.end and (period.end - calendar.last).days > 1:
        notes.append(
            f"The data end on {format_day(calendar.last)}, before this period does: "
            "changes compare a part with a whole."
        )
    return " ".join(notes) or None
