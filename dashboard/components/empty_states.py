"""Messages of a page without data: what to run next, errors, and failures."""

import streamlit as st

from dashboard.components.layout import show_title
from dashboard.urls import show_link
from domain.errors import EarshotError
from pipeline.settings import Settings


def show_empty_workspace(settings: Settings) -> None:
    """The commands to run before the first import."""
    show_title("Nothing has been read yet", "Welcome")
    st.markdown("Read a file of conversations, then group what customers ask into themes:")
    st.code("earshot ingest conversations.jsonl\nearshot themes", language=None, wrap_lines=True)
    st.markdown("See first how a file would be understood, without keeping anything:")
    st.code("earshot ingest conversations.jsonl --dry-run", language=None, wrap_lines=True)
    st.markdown(
        "Then reload this page. It looks into this workspace (set `EARSHOT_HOME` for another):"
    )
    st.code(str(settings.store.path), language=None, wrap_lines=True)


def show_no_themes() -> None:
    """The command to run when asks were never grouped into themes."""
    with st.container(key="next-step", border=True):
        st.markdown("**The asks are here, the themes are not.** Group them with:")
        st.code("earshot themes", language=None, wrap_lines=True)
        st.markdown("Then reload this page.")


def show_error(error: EarshotError) -> None:
    """The message of an error, below what was drawn before it.

    The message may quote the address, so it is plain text.
    """
    with st.container(key="trouble", border=True):
        st.subheader("This cannot be shown", anchor=False)
        st.text(str(error))
    show_link("\N{LEFTWARDS ARROW} All themes, all time")


def show_failure(message: str) -> None:
    """What a page has to say that failed, wherever it had come to."""
    with st.container(key="failure", border=True):
        st.subheader("This page failed", anchor=False)
        st.text(message)
