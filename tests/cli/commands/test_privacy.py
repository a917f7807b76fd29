"""`earshot redact` masks line by line, keeps nothing, and leaves clean lines as they are; `earshot
forget` erases."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.app import app
from cli.commands.privacy import redact
from domain.errors import BadInput, BadRequest
from tests.builders import NOW, conversation, home_at, merge, message
from tests.cli.commands.conftest import RunJson

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


def test_forget_expired_erases_what_is_older_than_retention(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_json: RunJson
) -> None:
    home = home_at(tmp_path)
    old = conversation("c1", message("old words"))
    new = conversation("c2", message("new words", at=NOW), created_at=NOW)
    merge(home, [old, new])
    monkeypatch.setenv("EARSHOT_HOME", str(home.path))
    monkeypatch.setenv("EARSHOT_MODEL", "fast")
    words = ("forget", "--expired", "--now", NOW.isoformat())
    with pytest.raises(BadRequest, match="EARSHOT_RETENTION_DAYS"):
        run_json(*words)
    monkeypatch.setenv("EARSHOT_RETENTION_DAYS", "20")
    assert run_json(*words)["conversations"] == 1
    assert run_json(*words)["conversations"] == 0


def test_forget_needs_somebody_or_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_json: RunJson
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    with pytest.raises(BadRequest, match="--customer"):
        run_json("forget")
