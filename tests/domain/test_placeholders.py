"""Placeholders: every one of ours is recognised, others' too, and none has a say in a vector."""

import re

import pytest

from domain.placeholders import (
    MASKED,
    OWN_PLACEHOLDER,
    PLACEHOLDER,
    Masked,
    pattern_of,
    placeholder,
    strip_placeholders,
)


@pytest.mark.parametrize("kind", MASKED)
def test_every_placeholder_of_ours_is_recognised(kind: Masked) -> None:
    word = placeholder(kind, 12)
    assert OWN_PLACEHOLDER.fullmatch(word)
    assert PLACEHOLDER.fullmatch(word)
    assert strip_placeholders(f"write to {word} please") == "write to please"


@pytest.mark.parametrize("word", ["[EMAIL]", "<first_name>", "[Phone Number-3]"])
def test_what_other_tools_leave_behind_is_stripped_but_not_ours(word: str) -> None:
    assert strip_placeholders(f"call {word} now") == "call now"
    assert OWN_PLACEHOLDER.fullmatch(word) is None


def test_a_pattern_names_only_the_kinds_asked_for() -> None:
    pattern = re.compile(pattern_of("name", "email"))
    assert pattern.findall("[name-1] [phone-1] [email-2]") == ["[name-1]", "[email-2]"]


def test_a_text_of_placeholders_alone_stays() -> None:
    assert strip_placeholders("[name-1] [phone-1]") == "[name-1] [phone-1]"
