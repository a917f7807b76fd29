"""Encodings are detected from the bytes; lines beyond the limit are left out."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from ingest.formats.encoding import decode_text, detect_encoding
from ingest.open import read
from tests.ingest.builders import items, lines, read_all, texts

HEADER = "Дата;Клієнт;Повідомлення\n"


ROWS = "03.02.2026 14:05;u1;Не приходить лист\n04.02.2026 09:00;u2;Де посилання?\n"


def test_a_line_over_the_limit_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.formats.encoding.LINE", 1_000)
    path = lines(tmp_path / "a.jsonl", {"text": "a"}, {"text": "x" * 2_000}, {"text": "b"})
    kept, rejected = read_all(path)
    assert texts(kept) == [["a"], ["b"]]
    assert [one.place for one in rejected] == ["a.jsonl:2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-u", "utf-16"])
def test_a_flat_csv_is_understood_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "звіт.csv"
    path.write_bytes((HEADER + ROWS).encode(encoding))
    reading = read(path, timezone="Europe/Kyiv")
    kept, rejected = items(reading)
    assert texts(kept) == [["Не приходить лист"], ["Де посилання?"]]
    assert kept[0].created_at is not None
    assert (kept[0].created_at.hour, kept[0].customer.id, rejected) == (12, "u1", [])
    assert 'text = "Повідомлення", at = "Дата", customer = "Клієнт", id: none' in reading.understood
    assert "';' separated" in reading.understood


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(place * 131 % 256 for place in range(1, 5000)))
    with pytest.raises(BadInput, match=r"a\.csv is not text"):
        read(path)


def test_a_field_beyond_the_limit_costs_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.formats.encoding.LINE", 100_000)
    path = lines(tmp_path / "a.jsonl", {"text": "x" * 300_000}, {"text": "good one"})
    kept, rejected = read_all(path)
    assert (texts(kept), len(rejected)) == ([["good one"]], 1)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8_u", "cp866", "utf-16-le"])
def test_the_encoding_of_cyrillic_is_detected(encoding: str) -> None:
    assert (
        detect_encoding(
            "id;text\n1;Не приходит письмо с кодом\n2;Ирина ждёт\n".encode(encoding), "a"
        )
        == encoding
    )


def test_a_few_broken_bytes_leave_it_utf_8() -> None:
    assert detect_encoding("Не приходить лист".encode() + b"\xff", "a") == "utf-8"


def test_a_declared_charset_counts_where_it_is_known() -> None:
    assert decode_text("Код".encode("koi8-r"), '"KOI8-R"') == "Код"
    for charset in (None, "us-ascii", "klingon", "base64"):
        assert decode_text("Код".encode(), charset) == "Код"
        assert decode_text("Не приходит".encode("cp1251"), charset) == "Не приходит"
