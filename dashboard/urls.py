"""The address: what it asks for, and links that change it.

The address is the only state of a page. `keep_address` tells the browser what is shown, because
Streamlit does not write it down when a link leads to the page one is on.
"""

from __future__ import annotations

from typing import Any, Literal, cast, get_args
from urllib.parse import urlsplit

import streamlit as st

from domain.themes import READER_LANGUAGES
from store.read.conversations import ListingKind

View = Literal["ranking", "theme", "asks", "search", "audit"]
LABEL_LANGUAGES = tuple(sorted(READER_LANGUAGES))
"""Languages of labels that the picker offers."""
_PAGE = "earshot-page"


def remember_page(page: Any) -> None:
    """Note the Streamlit page that links lead to, for this run."""
    st.session_state[_PAGE] = page


def keep_address() -> None:
    """Let the browser's address say what this run shows; a new entry of the history if it is."""
    st.query_params.from_dict(st.query_params.to_dict())


def get_view() -> View:
    """Which view the address asks for."""
    if get_param("view") == "search":
        return "search"
    if get_param("asks") in get_args(ListingKind):
        return "asks"
    if get_param("theme"):
        return "audit" if get_param("view") == "audit" else "theme"
    return "ranking"


def get_param(name: str) -> str | None:
    """A parameter of the address; None where it is missing or empty."""
    return st.query_params.get(name) or None


def get_ask_kind() -> ListingKind:
    """Which total's asks are asked for; only where `get_view` is "asks"."""
    return cast(ListingKind, get_param("asks"))


def get_period_words() -> str:
    """The period's words, `all` where the address names none."""
    return get_param("period") or "all"


def get_language() -> str | None:
    """The language labels are wanted in; None for each theme's main one."""
    words = get_param("lang")
    return words if words in LABEL_LANGUAGES else None


def get_page() -> int:
    """The page of a listing, from 1; 1 where the address says no number."""
    words = get_param("page") or ""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 8 else 1


def change_address(**query: str | None) -> None:
    """Set parameters, or remove those that are None; a listing begins at its first page again."""
    told = {**st.query_params.to_dict(), **query}
    told.pop("page", None)
    st.query_params.from_dict({name: value for name, value in told.items() if value})


def show_link(label: str, help_text: str | None = None, **query: str | int | None) -> None:
    """A link to a view. `label` is Streamlit's Markdown: our own words and numbers only."""
    told = {name: str(value) for name, value in query.items() if value is not None}
    kept = get_language()
    if kept:
        told.setdefault("lang", kept)
    st.page_link(st.session_state[_PAGE], label=label, help=help_text, query_params=told)


def get_safe_url(url: str | None) -> str | None:
    """The address of a conversation in its tool, if it is one a browser may open."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
