"""Choosing the language of labels and keywords."""

import streamlit as st

from dashboard.formatting import language
from dashboard.urls import READERS, asked_language, change_address


def pick_language() -> None:
    """A list of the languages labels are told in. A choice changes the address."""
    chosen = asked_language()
    options = ["", *READERS]
    key = f"lang {chosen}"
    st.selectbox(
        "Labels in",
        options,
        index=options.index(chosen or ""),
        format_func=lambda code: language(code) if code else "Main language",
        key=key,
        on_change=lambda: change_address(lang=st.session_state[key]),
        width=170,
    )
