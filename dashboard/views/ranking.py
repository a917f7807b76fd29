"""The themes of a period by frequency."""

from dataclasses import replace

import streamlit as st

from dashboard.components.empty_states import show_no_themes
from dashboard.components.language_picker import pick_language
from dashboard.components.layout import PageContext, show_title
from dashboard.components.listing import DOT
from dashboard.components.period_picker import pick_period
from dashboard.components.sparkline import show_share, show_sparkline
from dashboard.components.totals import show_coverage, show_totals
from dashboard.formatting import (
    format_audited,
    format_change,
    format_kind,
    format_period,
    format_state_and_status,
)
from dashboard.urls import (
    change_address,
    get_language,
    get_page,
    get_param,
    get_period_words,
    show_link,
)
from domain.counts import Ranking, SnapshotInfo, ThemeCount
from domain.numbers import format_count, format_mix, format_number, format_share
from pipeline.queries.dashboard import RankingView, view_ranking

_ROWS = 50
_HEADINGS = (
    "", "Theme", "Conversations", "Share", "Change", "Customers", "Kind, languages", "By week",
)  # fmt: skip
_COUNTING_NOTE = (
    "A conversation counts once per theme, at its first ask there. Share is of the conversations "
    "with anything to learn from. Change compares a month with the month before, any other span "
    "with as many days before. Below the count of an audited theme stands how many "
    "conversations truly are about it (95 % interval). Customers are the distinct known ones of "
    "those conversations. Bars are conversations a week over all the data, at most the last 26 "
    "weeks; pale ones are weeks the data cover in part."
)


def show_ranking(site: PageContext) -> SnapshotInfo:
    """The themes of a period, with totals, filters and pages; the start page."""
    view = view_ranking(site.settings, get_period_words(), site.now)
    view = replace(view, ranking=view.ranking.localise(get_language()))
    period = view.ranking.period
    show_title("What customers keep asking for", format_period(period))
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        pick_period(site.settings, site.now, period, view.calendar)
        _pick_area(view.ranking)
        _pick_words()
        pick_language()
    show_totals(view.ranking.totals, period)
    show_coverage(period, view.calendar)
    if not view.themes_known:
        show_no_themes()
    else:
        _show_rows(view)
    return view.ranking.snapshot


def _pick_words() -> None:
    words = get_param("find") or ""
    key = f"find {words}"
    st.text_input(
        "Filter themes",
        words,
        key=key,
        placeholder="Part of a label or keyword",
        on_change=lambda: change_address(find=st.session_state[key].strip()),
        width=300,
    )


def _pick_area(ranking: Ranking) -> None:
    """A list of areas, where the ranking has any."""
    labels = {area.id: area.label for area in ranking.areas}
    if not labels:
        return
    chosen = _get_area(ranking)
    options = ["", *labels]
    key = f"area {chosen} {get_language()}"
    st.selectbox(
        "Area",
        options,
        index=options.index(chosen or ""),
        format_func=lambda area: labels.get(area, "All areas"),
        key=key,
        on_change=lambda: change_address(area=st.session_state[key]),
        width=240,
    )


def _get_area(ranking: Ranking) -> str | None:
    """The area id of the address; None where the ranking has no such area."""
    return next((area.id for area in ranking.areas if area.id == get_param("area")), None)


def _show_rows(view: RankingView) -> None:
    words = get_param("find")
    ranked = list(enumerate(view.ranking.themes, start=1))
    area = _get_area(view.ranking)
    kept = [
        (rank, theme)
        for rank, theme in ranked
        if _matches(theme, words) and area in (None, theme.area)
    ]
    if words or area:
        st.caption(
            f"{format_number(len(kept))} of {format_count(len(ranked), 'theme')} match the filter."
        )
    if not kept:
        st.info("No theme here. Choose another period or filter.", icon=":material/search_off:")
        return
    pages = -(-len(kept) // _ROWS)
    page = min(get_page(), pages)
    with st.container(key="ranking", gap=None):
        _show_headings()
        for rank, theme in kept[(page - 1) * _ROWS : page * _ROWS]:
            _show_row(rank, theme, view)
    _show_pages(page, pages, period=view.ranking.period.words, find=words, area=area)
    with st.container(key="counting"):
        st.text(_COUNTING_NOTE)


def _matches(theme: ThemeCount, words: str | None) -> bool:
    if not words:
        return True
    names = [text for name in theme.names for text in (name.label, *name.keywords)]
    return any(
        words.casefold() in text.casefold() for text in (theme.label, *theme.keywords, *names)
    )


def _show_headings() -> None:
    with st.container(horizontal=True, key="headings"):
        for heading in _HEADINGS:
            st.text(heading)


def _show_row(rank: int, theme: ThemeCount, view: RankingView) -> None:
    empty = (0,) * len(view.calendar.weeks)
    with st.container(horizontal=True, key=f"row-{rank}"):
        st.text(str(rank))
        st.text(
            DOT.join(
                [
                    theme.label,
                    *format_state_and_status(theme, view.ranking.period.timezone),
                ]
            )
        )
        with st.container(gap=None):
            show_link(
                format_number(theme.conversations), theme=theme.id, period=view.ranking.period.words
            )
            if theme.audited:
                st.text(format_audited(theme.audited))
        with st.container(gap=None):
            st.text(format_share(theme.share))
            show_share(theme.share)
        st.text(format_change(theme.change))
        st.text(format_number(theme.customers))
        st.text(_format_kind_and_languages(theme))
        show_sparkline(view.series.get(theme.id, empty), view.calendar.weeks)


def _format_kind_and_languages(theme: ThemeCount) -> str:
    languages = format_mix(theme.language_mix, separator="  ", format_part=format_share)
    return f"{format_kind(theme.kind)}\n{languages}" if theme.kind else languages


def _show_pages(page: int, pages: int, **query: str | None) -> None:
    if pages < 2:
        return
    with st.container(horizontal=True, key="pages"):
        if page > 1:
            show_link("\N{LEFTWARDS ARROW} Higher ranks", **query, page=page - 1)
        if page < pages:
            show_link("Lower ranks \N{RIGHTWARDS ARROW}", **query, page=page + 1)
