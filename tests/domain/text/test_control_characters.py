"""Control characters are shown, or dropped; what emoji and scripts need stays."""

import json

import pytest

from domain.text.control_characters import (
    drop_control_characters,
    show_control_characters,
    show_in_json,
    show_on_one_line,
)

HOSTILE = {
    "\x00": r"\x00", "\x07": r"\x07", "\x1b": r"\x1b", "\r": r"\r", "\x7f": r"\x7f",
    "\x9b": r"\x9b", "\u061c": r"\u061c", "\u200e": r"\u200e", "\u202e": r"\u202e",
    "\u2066": r"\u2066", "\u2028": r"\u2028", "\ufeff": r"\ufeff", "\ud800": r"\ud800",
    "\U000e0041": r"\U000e0041", "\u200b": r"\u200b", "\u200d": r"\u200d",
}  # fmt: skip
NEEDED = [
    "tab\tand\nline", "👩‍👩‍👧", "❤️‍🔥", "می‌خواهم", "क्‍ष", "שלום", "дом", "1️⃣",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
]  # fmt: skip


@pytest.mark.parametrize("character", HOSTILE)
def test_a_control_character_is_shown_as_it_is_written(character: str) -> None:
    assert show_control_characters(f"a{character}b") == f"a{HOSTILE[character]}b"


@pytest.mark.parametrize("character", [*HOSTILE, "\n", "\t"])
def test_in_json_the_value_is_the_same(character: str) -> None:
    value = [f"a{character}b"]
    document = show_in_json(json.dumps(value, ensure_ascii=False))
    assert character not in document
    assert json.loads(document) == value


@pytest.mark.parametrize("text", NEEDED)
def test_what_is_text_stays(text: str) -> None:
    assert show_control_characters(text) == text
    assert show_in_json(text) == text
    assert drop_control_characters(text) == text


def test_one_line_has_no_line_ends() -> None:
    assert show_on_one_line("a\nb\tc") == r"a\nb\tc"


def test_dropping_leaves_the_words() -> None:
    assert drop_control_characters("a\x1b[31mb\u202ec\x9b\r\nd\ud800") == "a[31mbc\nd\ufffd"
    assert drop_control_characters("שלום\u200f!") == "שלום\u200f!"
