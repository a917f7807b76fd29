"""Zip files are read within limits, and refused beyond them."""

import gzip
import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from domain.errors import BadInput
from ingest.open import read
from tests.ingest.builders import read_all, texts

NATIVE = json.dumps({"id": 1, "text": "Where is the link?"})


def packed(path: Path, **members: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return path


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:/x.jsonl", "a/../../b"])
def test_a_name_that_leads_out_of_an_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, NATIVE)
        archive.writestr("good.jsonl", NATIVE)
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
