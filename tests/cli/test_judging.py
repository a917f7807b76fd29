"""A person answers y or n, and may stop; where nobody is there it stops at once."""

import io

import pytest

from cli.judging import ask_person


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("y\n", True), ("No\n", False), ("what?\n\nYES\n", True), ("q\n", None), ("", None)],
)
def test_answers(typed: str, answer: bool | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert ask_person() is answer
