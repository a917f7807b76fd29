"""A file is known by its content; bad rows are reported and stop nothing."""

import gzip
import io
from pathlib import Path

import pytest

from domain.errors import BadInput
from ingest.open import read
from tests.ingest.builders import items, lines, texts


@pytest.mark.parametrize(
    "content", [b"", b"  \n", b"PK\x03\x04rest", b"\x00\x01\x02\x00\x00" * 99, b'{"a": [', b"[1, 2"]
)
def test_what_cannot_be_read_at_all_is_bad_input(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        list(read(path).items)


def test_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be opened"):
        read(tmp_path / "none.csv")


def test_standard_input_is_a_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(b'{"text": "hi"}'))))
    reading = read("-")
    assert (reading.source, texts(items(reading)[0])) == ("stdin", [["hi"]])


def test_next_months_file_is_the_same_source(tmp_path: Path) -> None:
    names = ["tickets_2026-02.jsonl", "tickets (3).jsonl", "Tickets-2026-01-01_2026-02-01.jsonl"]
    sources = {read(lines(tmp_path / name, {"text": "x"})).source for name in names}
    assert sources == {"tickets"}
    assert read(tmp_path / names[0], source="crm").source == "crm"


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "first one"}\n' * 50_000)
    first = next(read(path).items)
    assert first.place == "a.jsonl:1"
