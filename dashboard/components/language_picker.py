"""Picker of the language of labels and keywords."""

import streamlit as st

from dashboard.formatting import get_language_name
from dashboard.urls import LABEL_LANGUAGES, change_address, get_language


def pick_language() -> None:
    """A list of the languages of labels. A choice changes the address."""
    chosen = get_language()
    options = ["", *LABEL_LANGUAGES]
    key = f"lang {chosen}"
    st.selectbox(
        "Labels in",
        options,
        index=options.index(chosen or ""),
        format_func=lambda code: get_language_name(code) if code else "Main language",
        key=key,
        on_change=lambda: change_address(lang=st.session_state[key]),
        width=170,
    )
