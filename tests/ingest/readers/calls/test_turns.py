"""Turns of a call: labels of speakers, and their clocks."""

from typing import Any

import pytest

from ingest.readers.calls.turns import (
    build_call,
    is_numbered,
    is_sound,
    parse_label,
    parse_seconds,
)
from ingest.readers.interface import Options


@pytest.mark.parametrize(
    ("label", "author"),
    [("Agent 1", "agent"), ("Оператор Анна", "agent"), ("Служба підтримки", "agent"),
     ("Customer service", "agent"), ("Customer (Ann)", "customer"), ("Müşteri", "customer"),
     ("العميل", "customer"), ("Bot", "bot"), ("Ann Reed", None), ("", None)],
)  # fmt: skip
def test_a_label_tells_the_author(label: str, author: str | None) -> None:
    assert parse_label(label) == author


def test_numbers_and_sounds_are_no_names() -> None:
    assert [is_numbered(one) for one in ("Speaker 2", "Учасник 1", "3", "Ann 3")] == [
        True, True, True, False]  # fmt: skip
    assert [is_sound(one) for one in ("Music", "laughs", "Смех", "Ann")] == [
        True, True, True, False]  # fmt: skip


def test_a_person_named_by_the_team_is_the_agent() -> None:
    turns = [("Ann", 0.0, "It broke"), ("Bob", 4.0, "Which?")]
    call = build_call(
        {"started_at": "2026-03-12T10:00:00Z"}, turns, Options("UTC", frozenset(["bob"]))
    )
    assert [one["author"] for one in call["messages"]] == ["customer", "agent"]
    assert call["messages"][1]["at"].startswith("2026-03-12T10:00:04")


@pytest.mark.parametrize(
    ("clock", "seconds"),
    [("1:02:03.5", 3723.5), ("02:03", 123.0), ("00:00:01,250", 1.25), (7, 7.0), ("x", None),
     (None, None), (True, None)],
)  # fmt: skip
def test_clocks_become_seconds(clock: Any, seconds: float | None) -> None:
    assert parse_seconds(clock) == seconds
