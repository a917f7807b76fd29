"""A saved HTML page is one message of a customer."""

import pytest

from domain.errors import BadInput
from ingest.readers import html_page
from ingest.readers.interface import Options


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<!DOCTYPE html><html>", True),
        ('\ufeff <?xml version="1.0"?>\n<html lang="uk">', True),
        ("<p>Hi", True),
        ("<xml><a>", False),
        ("Hi <p>", False),
        ("<bodyguard>", False),
    ],
)
def test_a_page_is_detected_by_its_first_tag(head: str, expected: bool) -> None:
    assert html_page.matches(head, Options()) is expected


def test_the_page_is_one_message_without_quoted_replies() -> None:
    lines = ["<html><p>The link is broken</p>", "<blockquote>Try again</blockquote></html>"]
    assert list(html_page.read_conversations(lines, "a.html", Options())) == [
        {"channel": "page", "text": "The link is broken"}
    ]


def test_a_telegram_chat_as_a_page_is_refused_with_advice() -> None:
    with pytest.raises(BadInput, match="Export it as JSON"):
        list(html_page.read_conversations(['<div class="history">'], "messages.html", Options()))
