"""Bar chart of conversations a week; a bar opens its week."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import altair as alt
import streamlit as st

from dashboard.urls import change_address, show_link
from domain.numbers import format_day, format_number
from domain.periods import Period
from pipeline.queries.calendar import Week
from pipeline.queries.dashboard import ThemeView

_WEEKS_SHOWN = 104
_FILLS = ("#1f5f8b", "#bdd0de", "#f1f4f7")
_STROKES = ("#1f5f8b", "#bdd0de", "#8596a5")
_DASHES = ((1, 0), (1, 0), (3, 2))
_PICKED = "week"


def show_weekly_chart(view: ThemeView) -> None:
    """The chart, and below it the same numbers as links."""
    st.subheader("Conversations by week", anchor=False)
    weeks = list(zip(view.calendar.weeks, view.series, strict=True))[-_WEEKS_SHOWN:]
    if not weeks:
        st.text("No ask of the data has a time.")
        return
    period = view.one.ranking.period
    event = st.altair_chart(
        _build_chart([_build_bar(week, count, period) for week, count in weeks]),
        key=f"weeks {view.one.theme.id} {period.words}",
        on_select="rerun",
        selection_mode=_PICKED,
    )
    _open_picked_week(event, period)
    with st.container(key="legend"):
        st.text(_build_legend(weeks, period))
    _show_numbers(view, weeks)


def _build_bar(week: Week, count: int, period: Period) -> dict[str, Any]:
    inside = _is_inside(week, period)
    return {
        "words": week.words,
        "week": week.start.isoformat(),
        "begins": format_day(week.start),
        "conversations": count,
        "kind": "part" if not week.whole else "inside" if inside else "outside",
        "covered": "the whole week" if week.whole else "a part of the week",
    }


def _is_inside(week: Week, period: Period) -> bool:
    """Whether at least one day of the week lies in the period."""
    if period.start is None or period.end is None:
        return True
    return week.start < period.end and week.start + timedelta(days=6) >= period.start


def _build_chart(bars: list[dict[str, Any]]) -> Any:
    kinds = ["inside", "outside", "part"]
    highest = max(1, *(bar["conversations"] for bar in bars))
    picked = alt.selection_point(name=_PICKED, fields=["words"])
    return (
        alt.Chart(alt.InlineData(values=bars), height=220)
        .mark_bar(cursor="pointer", cornerRadiusEnd=2)
        .encode(
            x=alt.X(
                "week:O",
                title=None,
                axis=alt.Axis(
                    labelExpr="utcFormat(toDate(datum.value), '%-d %b')",
                    labelAngle=0,
                    labelOverlap="greedy",
                    labelBound=True,
                    ticks=False,
                ),
            ),
            y=alt.Y(
                "conversations:Q",
                title=None,
                axis=alt.Axis(tickMinStep=1, format="d"),
                scale=alt.Scale(domainMin=0, domainMax=highest, nice=True),
            ),
            color=alt.Color("kind:N", legend=None, scale=alt.Scale(domain=kinds, range=[*_FILLS])),
            stroke=alt.Stroke(
                "kind:N", legend=None, scale=alt.Scale(domain=kinds, range=[*_STROKES])
            ),
            strokeDash=alt.StrokeDash(
                "kind:N", legend=None, scale=alt.Scale(domain=kinds, range=[*_DASHES])
            ),
            tooltip=[
                alt.Tooltip("begins:N", title="Week from"),
                alt.Tooltip("conversations:Q", title="Conversations"),
                alt.Tooltip("covered:N", title="Data cover"),
            ],
        )
        .add_params(picked)
    )


def _open_picked_week(event: Any, period: Period) -> None:
    picked = event["selection"].get(_PICKED) or []
    if picked and picked[0]["words"] != period.words:
        change_address(period=picked[0]["words"])
        st.rerun()


def _build_legend(weeks: Sequence[tuple[Week, int]], period: Period) -> str:
    sentences = [
        "A conversation counts in the week of its first ask here. Click a bar to open its week."
    ]
    if not all(week.whole for week, _ in weeks):
        sentences.append("Dashed bars: the data cover only a part of the week.")
    if not all(_is_inside(week, period) for week, _ in weeks):
        sentences.append("Pale bars: outside the period.")
    return " ".join(sentences)


def _show_numbers(view: ThemeView, weeks: Sequence[tuple[Week, int]]) -> None:
    with st.expander("The weeks as numbers"), st.container(key="week-numbers", gap=None):
        for week, count in reversed(weeks):
            with st.container(horizontal=True, key=f"week-{week.words}"):
                show_link(format_number(count), theme=view.one.theme.id, period=week.words)
                st.text(f"week from {format_day(week.start)}" + ("" if week.whole else ", in part"))
