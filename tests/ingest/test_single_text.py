"""One text becomes the ask that `ingest` would make of it."""

import pytest

from domain.asks import Ask
from domain.conversations import Rejected
from ingest.single_text import build_ask


def test_a_text_is_masked_cleaned_and_given_a_language_as_an_ask_is() -> None:
    ask = build_ask("Добрый день! Где ссылка? Пишите на a@b.example\n\nСпасибо", "a:1")
    assert isinstance(ask, Ask)
    assert ask.clean_text == "Где ссылка? Пишите на [email-1]"
    assert (ask.language, ask.excluded) == ("ru", None)


def test_html_is_read_as_its_text() -> None:
    ask = build_ask("<p>Where is <b>it</b>?</p>", "a:1", is_html=True)
    assert isinstance(ask, Ask)
    assert ask.clean_text == "Where is it?"


@pytest.mark.parametrize(
    ("text", "why"), [("", "empty"), (" \n", "empty"), ("...", "empty"), ("Спасибо!", "thanks")]
)
def test_what_says_nothing_is_excluded_with_its_reason(text: str, why: str) -> None:
    ask = build_ask(text, "a:1")
    assert isinstance(ask, Ask)
    assert (ask.excluded, ask.clean_text) == (why, "")


def test_what_cannot_be_kept_is_rejected() -> None:
    ask = build_ask("a\0b", "a:1")
    assert isinstance(ask, Rejected)
    assert ask.place == "a:1 text"


def test_markup_in_a_text_is_read_as_it_is_in_a_table() -> None:
    ask = build_ask("<p>Where is <b>it</b>?</p>", "a:1")
    assert isinstance(ask, Ask)
    assert ask.clean_text == "Where is it?"
