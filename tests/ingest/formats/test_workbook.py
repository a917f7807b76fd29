"""Excel workbooks: cells become texts; entities and damage are refused."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from domain.errors import BadInput
from ingest.open import read
from tests.ingest.builders import items, read_all, texts


def book(path: Path, *rows: list[object]) -> Path:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


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
