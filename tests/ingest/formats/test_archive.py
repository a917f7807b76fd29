"""Folders, archives, workbooks and Parquet: read within limits, and refused beyond them."""

import gzip
import io
import json
import tracemalloc
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from domain.errors import BadInput
from ingest.open import read
from tests.ingest.builders import items, lines, read_all, texts

NATIVE = json.dumps({"id": 1, "text": "Where is the link?"})


def packed(path: Path, **members: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as told:
        for name, content in members.items():
            told.writestr(name.replace("__", "."), content)
    return path


def book(path: Path, *rows: list[object]) -> Path:
    told = openpyxl.Workbook()
    for row in rows:
        told.active.append(row)
    told.save(path)
    return path


def test_a_folder_holds_files_of_any_kind(tmp_path: Path) -> None:
    home = tmp_path / "export"
    (home / "deep").mkdir(parents=True)
    (home / "a.jsonl").write_text(NATIVE)
    (home / "deep" / "b.csv").write_text("id,text\n2,Login fails\n")
    (home / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (home / ".DS_Store").write_bytes(b"\0")
    (home / "README").write_text("Nothing to see here, move on")
    reading = read(home)
    kept, rejected = items(reading)
    assert texts(kept) == [["Where is the link?"], ["Login fails"]]
    assert [one.place for one in rejected] == ["README"]
    assert "3 files, 1 attachments left out" in reading.understood


def test_an_archive_is_read_as_its_folder_would_be(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", a__jsonl=NATIVE).read_bytes()
    path = packed(tmp_path / "a.zip", a__jsonl=NATIVE, inner__zip=inner)
    kept, rejected = read_all(path)
    assert texts(kept) == [["Where is the link?"]]
    assert [(one.place, one.reason) for one in rejected] == [
        ("inner.zip", "It is an archive inside another. Unpack it first.")
    ]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:/x.jsonl", "a/../../b"])
def test_a_name_that_leads_out_of_an_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as told:
        told.writestr(name, NATIVE)
        told.writestr("good.jsonl", NATIVE)
    kept, rejected = read_all(path)
    assert texts(kept) == [["Where is the link?"]]
    assert "leads out" in rejected[0].reason


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.formats.archive.RATIO_FROM", 1_000_000)
    monkeypatch.setattr("ingest.formats.blob.RATIO_FROM", 1_000_000)
    zeros = b"0" * 3_000_000
    _, rejected = read_all(packed(tmp_path / "a.zip", a__jsonl=zeros))
    assert "grows more than 500 times" in rejected[0].reason
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(NATIVE.encode() + b"\n" + zeros))
    kept, rejected = read_all(path)
    assert texts(kept) == [["Where is the link?"]]
    assert "grows more than 500 times" in rejected[-1].reason


def test_too_many_files_and_too_many_bytes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "a.zip", a__jsonl=NATIVE, b__jsonl=NATIVE)
    monkeypatch.setattr("ingest.formats.archive.FILES", 1)
    with pytest.raises(BadInput, match="over 1 files"):
        read(path)
    monkeypatch.setattr("ingest.formats.archive.FILES", 9)
    monkeypatch.setattr("ingest.formats.archive.UNPACKED", 10)
    with pytest.raises(BadInput, match="unpacks to over"):
        read(path)


def test_a_damaged_archive_is_bad_input_and_a_damaged_member_its_own(tmp_path: Path) -> None:
    whole = packed(tmp_path / "a.zip", a__jsonl=NATIVE).read_bytes()
    path = tmp_path / "b.zip"
    path.write_bytes(whole[:-30])
    with pytest.raises(BadInput, match="damaged"):
        read(path)
    path.write_bytes(whole[:40] + b"\xff\xff\xff" + whole[43:])
    kept, rejected = read_all(path)
    assert (kept, len(rejected)) == ([], 1)


def test_a_workbook_is_a_table(tmp_path: Path) -> None:
    path = book(
        tmp_path / "звіт.xlsx",
        ["Звіт за лютий"],
        ["Номер", "Дата", "Текст звернення"],
        [17, datetime(2026, 2, 3, 14, 5), "Не приходить лист\nз кодом"],
        [18.0, None, "Де посилання?"],
    )
    reading = read(path, timezone="Europe/Kyiv")
    kept, rejected = items(reading)
    assert texts(kept) == [["Не приходить лист\nз кодом"], ["Де посилання?"]]
    assert [one.id for one in kept] == ["17", "18"]
    assert kept[0].created_at is not None
    assert (kept[0].created_at.hour, kept[0].place, rejected) == (12, "звіт.xlsx Sheet:3", [])
    assert "Excel sheet 'Sheet'" in reading.understood


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    source = io.BytesIO(book(tmp_path / "a.xlsx", ["text"], ["hello there"]).read_bytes())
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol">]><sst>&a;</sst>'
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, evil if name.endswith("sheet1.xml") else old.read(name))
    with pytest.raises(BadInput, match="entities"):
        read_all(path)


def test_parquet_is_read_flat_and_nested(tmp_path: Path) -> None:
    flat, nested = tmp_path / "flat.parquet", tmp_path / "nested.parquet"
    pq.write_table(pa.table({"ref": [1, 2], "body": ["Where is it?", "Login fails"]}), flat)
    said = [{"author": "customer", "text": "No sound", "at": datetime(2026, 2, 3)}]
    pq.write_table(pa.Table.from_pylist([{"id": "7", "messages": said}]), nested)
    assert texts(read_all(flat)[0]) == [["Where is it?"], ["Login fails"]]
    (told,), rejected = read_all(nested)
    assert (told.id, told.messages[0].text, rejected) == ("7", "No sound", [])
    path = tmp_path / "bad.parquet"
    path.write_bytes(b"PAR1" + b"\0" * 40 + b"PAR1")
    with pytest.raises(BadInput, match="damaged Parquet"):
        read(path)


def test_a_file_streams_in_bounded_memory(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / f"{rows}.jsonl"
        with path.open("w") as file:
            for number in range(rows):
                file.write(json.dumps({"id": number, "text": f"ask {number} " + "x" * 500}) + "\n")
        tracemalloc.start()
        count = sum(1 for _ in read(path).items)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == rows
        return most

    small, large = peak(1_000), peak(3_000)
    assert large - small < 2_000 * 50  # bytes a further row holds on to


def test_a_field_beyond_the_limit_costs_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.formats.encoding.LINE", 100_000)
    path = lines(tmp_path / "a.jsonl", {"text": "x" * 300_000}, {"text": "good one"})
    kept, rejected = read_all(path)
    assert (texts(kept), len(rejected)) == ([["good one"]], 1)
