"""`earshot redact` masks line by line, keeps nothing, and leaves clean lines as they are."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.app import app
from cli.commands.privacy import redact
from domain.errors import BadInput

LINES = b"Anna wrote: a@b.example\r\nlesson 5 costs 300\nAnna +380671234567"


def test_clean_lines_come_out_byte_for_byte(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(LINES)
    redact(str(path))
    told = capfdbinary.readouterr().out
    assert told == b"[name-1] wrote: [email-1]\r\nlesson 5 costs 300\n[name-1] [phone-1]"


def test_json_tells_where_and_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(LINES)
    redact(str(path), as_json=True)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["number"] for line in lines] == [1, 2, 3]
    assert lines[1]["spans"] == []
    spans = [(one["start"], one["end"], one["type"]) for one in lines[2]["spans"]]
    assert spans == [(0, 4, "name"), (5, 18, "phone")]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes("дом".encode("cp1251"))
    with pytest.raises(BadInput, match="Line 1 is not UTF-8"):
        redact(str(path))
    with pytest.raises(BadInput, match="cannot be read"):
        redact(str(tmp_path / "nothing"))


def test_help_shows_what_a_placeholder_looks_like() -> None:
    told = CliRunner().invoke(app, ["redact", "--help"]).output
    assert "[email-1], [name-2]" in told
