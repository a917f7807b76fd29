"""The address of a page, and which URLs a browser may open."""

import pytest
import streamlit as st

from dashboard import urls
from dashboard.urls import get_safe_url


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//a/b", "/a",
            "https://", "http://[bad", "file:///etc/passwd", "ftp://a/b"],
)  # fmt: skip
def test_only_web_addresses_are_safe(url: str | None) -> None:
    assert get_safe_url(url) is None


def test_web_addresses_stay_as_they_are() -> None:
    for url in ("https://desk.example/a?b=c#d", "http://localhost:3000/1"):
        assert get_safe_url(url) == url


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ({}, "ranking"),
        ({"theme": "t-1"}, "theme"),
        ({"theme": "t-1", "view": "audit"}, "audit"),
        ({"view": "audit"}, "ranking"),
        ({"asks": "excluded", "theme": "t-1"}, "asks"),
        ({"asks": "everything"}, "ranking"),
        ({"view": "search", "theme": "t-1"}, "search"),
    ],
)
def test_the_address_names_the_view(
    query: dict[str, str], view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "query_params", query)
    assert urls.get_view() == view


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("", 1),
        ("3", 3),
        ("0", 1),
        ("00", 1),
        ("-1", 1),
        ("1.5", 1),
        ("two", 1),
        ("٣", 1),
        ("9" * 8, 1),
        ("9" * 5_000, 1),
    ],
)
def test_a_page_that_is_none_is_the_first(
    words: str, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "query_params", {"page": words})
    assert urls.get_page() == page


def test_a_language_without_labels_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "query_params", {"lang": "de"})
    assert urls.get_language() is None
