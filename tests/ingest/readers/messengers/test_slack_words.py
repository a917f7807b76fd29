"""The words of a Slack message are what its reader saw, once."""

from typing import Any

import pytest

from ingest.readers.messengers.slack_words import read_words, strip_markup


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(elements)}


def section(*inner: Any, kind: str = "rich_text_section") -> dict[str, Any]:
    told = [{"type": "text", "text": one} if isinstance(one, str) else one for one in inner]
    return {"type": kind, "elements": told}


def plain(text: str) -> dict[str, str]:
    return {"type": "mrkdwn", "text": text}


BULLETS = {
    "type": "rich_text_list", "elements": [section("first"), section("second")], "style": "bullet"
}  # fmt: skip
LINK = {"type": "link", "url": "https://a.example", "text": "page"}


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"text": "typed", "blocks": [rich(section("typed"))]}, "typed"),
        ({"text": "", "blocks": [rich(section("Где ", {"type": "user", "user_id": "U1"}, "?"))]},
         "Где @user?"),
        ({"blocks": [rich(section("two:"), BULLETS, section("end"))]}, "two:\nfirst\nsecond\nend"),
        ({"blocks": [rich(section("see ", LINK, {"type": "emoji", "name": "wave"}))]},
         "see page (https://a.example):wave:"),
        ({"blocks": [rich(section("q", kind="rich_text_quote"),
                          section("c = 1", kind="rich_text_preformatted"))]}, "q\nc = 1"),
        ({"text": "New ticket", "blocks": [
            {"type": "header", "text": plain("Ticket 7")},
            {"type": "section", "text": plain("*Card* declined"), "fields": [plain("Plan: pro")]},
            {"type": "context", "elements": [plain("from the site"), {"type": "image"}]},
            {"type": "divider"},
        ]}, "Ticket 7\n*Card* declined\nPlan: pro\nfrom the site"),
        ({"text": "note", "blocks": [{"type": "divider"}]}, "note"),
        ({"text": "", "attachments": [{"fallback": "all", "title": "T", "text": "body",
                                       "fields": [{"title": "Plan", "value": "pro"}]}]},
         "T\nbody\nPlan\npro"),
        ({"text": "", "attachments": [{"fallback": "only this"}]}, "only this"),
        ({"text": "look", "attachments": [{"from_url": "https://a.example", "title": "Theirs"}]},
         "look"),
        ({"text": "", "attachments": [{"from_url": "https://a.example", "title": "Theirs"}]},
         "Theirs"),
        ({"text": "see", "attachments": [{"blocks": [{"type": "section", "text": plain("in")}]}]},
         "see\nin"),
        ({"text": None, "blocks": [None, {"type": "rich_text"}, {"type": "section", "text": 5}]},
         ""),
    ],
)  # fmt: skip
def test_words_are_what_the_reader_saw(message: dict[str, Any], words: str) -> None:
    assert read_words(message) == words


def test_a_rich_text_that_holds_itself_too_deep_ends() -> None:
    inner: dict[str, Any] = section("deep")
    for _ in range(200):
        inner = {"type": "rich_text_section", "elements": [inner]}
    assert read_words({"blocks": [rich(inner)]}) == ""


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<@U12|ann> look", "@user look"),
        ("<#C1|help> <!here>", "#help @here"),
        ("<https://a.example|the page>", "the page (https://a.example)"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("1 &lt; 2", "1 < 2"),
    ],
)
def test_markup_becomes_plain_text(text: str, plain: str) -> None:
    assert strip_markup(text) == plain
