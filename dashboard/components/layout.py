"""What every page has: its name, the way to the others, and how fresh its numbers are."""

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
    """What the door hands to every view."""

    settings: Settings
    now: datetime
    """Aware; the only clock of a run."""


def show_header(view: View, period: str) -> None:
    """The style, the name and the two ways."""
    st.html(_STYLE)
    kept = None if period == "all" else period
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        st.text("Earshot")
        with st.container(key="way-here" if view != "search" else "way-themes", width="content"):
            show_link("Themes", period=kept)
        with st.container(key="way-here" if view == "search" else "way-search", width="content"):
            show_link("Search", view="search")


def show_footer(snapshot: SnapshotInfo, settings: Settings) -> None:
    """How far the data go, and which published copy every number of this page was read from."""
    through = format_datetime(snapshot.data_through, settings.timezone)
    published = format_datetime(snapshot.published_at, settings.timezone)
    with st.container(key="footer"):
        st.text(
            f"Data through {through} \N{MIDDLE DOT} snapshot {snapshot.number} \N{MIDDLE DOT} "
            f"published {published} \N{MIDDLE DOT} times in {settings.timezone}"
        )


def show_title(title: str, eyebrow: str) -> None:
    """A page's title in our own words, with a smaller line above it."""
    st.set_page_config(page_title=f"{title} \N{MIDDLE DOT} Earshot")
    with st.container(key="title"):
        st.text(eyebrow)
        st.title(title, anchor=False)


def show_label(label: str, eyebrow: str) -> None:
    """A theme's label as a title. It comes from customers' words, so it is plain text."""
    st.set_page_config(page_title=f"{label} \N{MIDDLE DOT} Earshot")
    with st.container(key="title"):
        st.text(eyebrow)
        st.text(label)
