"""Header, title and footer of every page."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import streamlit as st

from dashboard.formatting import format_datetime
from dashboard.urls import View, show_link
from domain.counts import SnapshotInfo
from pipeline.settings import Settings

_STYLE = Path(__file__).parent.with_name("style.css")


@dataclass(frozen=True, slots=True)
class PageContext:
    """Settings and time of a run, for every view."""

    settings: Settings
    now: datetime
    """The time of the run, aware."""


def show_header(view: View, period: str) -> None:
    """The style sheet, the name, and the links to themes and search."""
    st.html(_STYLE)
    shown_period = None if period == "all" else period
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        st.text("Earshot")
        with st.container(key="way-here" if view != "search" else "way-themes", width="content"):
            show_link("Themes", period=shown_period)
        with st.container(key="way-here" if view == "search" else "way-search", width="content"):
            show_link("Search", view="search")


def show_footer(snapshot: SnapshotInfo, settings: Settings) -> None:
    """The time of the newest ask, and the snapshot that the page was read from."""
    through = format_datetime(snapshot.data_through, settings.timezone)
    published = format_datetime(snapshot.published_at, settings.timezone)
    with st.container(key="footer"):
        st.text(
            f"Data through {through} \N{MIDDLE DOT} snapshot {snapshot.number} \N{MIDDLE DOT} "
            f"published {published} \N{MIDDLE DOT} times in {settings.timezone}"
        )


def show_title(title: str, eyebrow: str) -> None:
    """A fixed title of a page, with a smaller line above it."""
    st.set_page_config(page_title=f"{title} \N{MIDDLE DOT} Earshot")
    with st.container(key="title"):
        st.text(eyebrow)
        st.title(title, anchor=False)


def show_label(label: str, eyebrow: str) -> None:
    """The label of a theme as a title. It holds customers' words, so it is plain text."""
    st.set_page_config(page_title=f"{label} \N{MIDDLE DOT} Earshot")
    with st.container(key="title"):
        st.text(eyebrow)
        st.text(label)
