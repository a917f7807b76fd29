"""The address of a page: its query parameters, and links that change them.

The address is the only state of a page. `keep_address` sets it in the browser, because Streamlit
does not when a link leads to the same page.
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
    """Keep the Streamlit page that links lead to, for this run."""
    st.session_state[_PAGE] = page


def keep_address() -> None:
    """Set the browser's address to what this run shows; a changed one is a new history entry."""
    st.query_params.from_dict(st.query_params.to_dict())


def get_view() -> View:
    """The view that the address names."""
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
    """The total whose asks are listed; only where `get_view` is "asks"."""
    return cast(ListingKind, get_param("asks"))


def get_period_words() -> str:
    """The period's words, `all` where the address names none."""
    return get_param("period") or "all"


def get_language() -> str | None:
    """The language of labels; None for the main language of each theme."""
    words = get_param("lang")
    return words if words in LABEL_LANGUAGES else None


def get_page() -> int:
    """The page of a listing, from 1; 1 where the address names none. There may be fewer pages."""
    words = get_param("page") or ""
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 8 else 1
    return max(number, 1)


def change_address(**query: str | None) -> None:
    """Set parameters, remove those that are None, and return to the first page of a listing."""
    changed = {**st.query_params.to_dict(), **query}
    changed.pop("page", None)
    st.query_params.from_dict({name: value for name, value in changed.items() if value})


def show_link(label: str, help_text: str | None = None, **query: str | int | None) -> None:
    """A link to a view. `label` is Streamlit's Markdown: our own words and numbers only."""
    parameters = {name: str(value) for name, value in query.items() if value is not None}
    language = get_language()
    if language:
        parameters.setdefault("lang", language)
    st.page_link(st.session_state[_PAGE], label=label, help=help_text, query_params=parameters)


def get_safe_url(url: str | None) -> str | None:
    """The URL of a conversation in its tool, if it is http or https; else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
