"""What of a file is judged for a mapping: its beginning, whatever its format."""

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from domain.errors import BadInput
from ingest.suggest import suggest_map

TEXTS = ("The lock does not open", "Where is my invoice?", "The bike has no brakes at all")


def test_a_workbook_is_judged_by_its_first_sheet(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    workbook = openpyxl.Workbook()
    for row in (("Nr", "Inhalt"), *((f"K{number}", text) for number, text in enumerate(TEXTS))):
        workbook.active.append(row)
    workbook.save(path)
    assert 'text = "Inhalt"' in suggest_map(path)


def test_a_long_document_is_judged_by_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.formats.jsonl.WHOLE", 2_000)
    cases = [
        {"ref": f"N-{n}", "steps": [{"by": "rider", "words": TEXTS[n % 3]}]} for n in range(400)
    ]
    for shape in ({"meta": 1, "cases": cases}, cases):
        path = tmp_path / "export.json"
        path.write_text(json.dumps(shape), encoding="utf-8")
        suggested = suggest_map(path)
        assert 'messages = "steps"' in suggested
        assert ('records = "cases"' in suggested) == isinstance(shape, dict)


def test_an_archive_and_broken_json_are_refused(tmp_path: Path) -> None:
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.json", "[]")
    with pytest.raises(BadInput, match="archive"):
        suggest_map(archive)
    broken = tmp_path / "broken.json"
    broken.write_text('[{"a": 1}, ', encoding="utf-8")
    with pytest.raises(BadInput, match="not valid JSON"):
        suggest_map(broken)
