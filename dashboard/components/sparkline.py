"""Sparklines and share bars as HTML, built from numbers alone: no text goes through here."""

from collections.abc import Sequence

import streamlit as st

from pipeline.queries.calendar import Week

WEEKS_SHOWN = 26


def show_sparkline(series: Sequence[int], weeks: Sequence[Week]) -> None:
    """A bar for each week, at most the last 26; weeks that the data cover in part are pale."""
    bars = list(zip(series, weeks, strict=True))[-WEEKS_SHOWN:]
    highest = max((count for count, _ in bars), default=0) or 1
    drawn = "".join(_draw_bar(count / highest, week.whole) for count, week in bars)
    counts = ", ".join(f"{count:d}" for count, _ in bars)
    st.html(
        f'<div class="spark" role="img" aria-label="Conversations a week: {counts}">{drawn}</div>'
    )


def show_share(share: float) -> None:
    """A bar whose length is the share, 0..1."""
    st.html(f'<div class="share"><span style="width:{100 * share:.1f}%"></span></div>')


def _draw_bar(height: float, whole: bool) -> str:
    kind = "whole" if whole else "part"
    return f'<span class="{kind}" style="height:{max(100 * height, 4):.0f}%"></span>'
