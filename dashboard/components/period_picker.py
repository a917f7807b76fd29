"""Picker of a period: the calendar periods of the data, or any range of days."""

from datetime import date, datetime, timedelta

import streamlit as st

from dashboard.formatting import format_period
from dashboard.urls import change_address
from domain.periods import Period, parse_period
from pipeline.queries.calendar import Calendar
from pipeline.settings import Settings

_CUSTOM = "custom"
_CUSTOM_RANGE_KEY = "earshot-custom-range"


def pick_period(settings: Settings, now: datetime, period: Period, calendar: Calendar) -> None:
    """A list of periods, and two days for a range. A choice changes the address."""
    options = _list_options(period, calendar)
    # The key holds the words: after "back" the list shows the address, not the last choice.
    key = f"period {period.words}"
    with st.container(horizontal=True, vertical_alignment="bottom", key="period-picker"):
        st.selectbox(
            "Period",
            options,
            index=options.index(_to_option(period)),
            format_func=lambda words: _format_option(words, settings, now),
            key=key,
            on_change=_apply_period,
            args=(key, period.words),
            width=300,
        )
        if _to_option(period) == _CUSTOM or st.session_state.get(_CUSTOM_RANGE_KEY) == period.words:
            _pick_days(period, calendar)


def _list_options(period: Period, calendar: Calendar) -> list[str]:
    options = [
        "all", "last-30d", *calendar.months, *calendar.quarters, *calendar.busy_weeks, _CUSTOM,
    ]  # fmt: skip
    if period.words not in options and _to_option(period) != _CUSTOM:
        options.insert(0, period.words)
    return options


def _to_option(period: Period) -> str:
    return _CUSTOM if ".." in period.words else period.words


def _format_option(words: str, settings: Settings, now: datetime) -> str:
    if words == _CUSTOM:
        return "Other days\N{HORIZONTAL ELLIPSIS}"
    return format_period(parse_period(words, now, settings.timezone, settings.week_start_number))


def _apply_period(key: str, before: str) -> None:
    words = st.session_state[key]
    st.session_state[_CUSTOM_RANGE_KEY] = before if words == _CUSTOM else None
    if words != _CUSTOM:
        change_address(period=None if words == "all" else words)


def _pick_days(period: Period, calendar: Calendar) -> None:
    start = period.start or calendar.first
    last = period.end - timedelta(days=1) if period.end else calendar.last
    key = f"days {period.words}"
    st.date_input(
        "From and to (both days count)",
        value=[start, last] if start and last else [],
        key=key,
        on_change=_apply_days,
        args=(key,),
        format="YYYY-MM-DD",
        width=300,
    )


def _apply_days(key: str) -> None:
    chosen: tuple[date, ...] = st.session_state[key]
    if len(chosen) == 2:  # with one day only, the second is still to be picked
        st.session_state[_CUSTOM_RANGE_KEY] = None
        change_address(period=f"{chosen[0]}..{chosen[1] + timedelta(days=1)}")
