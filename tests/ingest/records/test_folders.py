"""Folders and archives: every file by itself, what cannot be read reported by name."""

import json
import zipfile
from pathlib import Path

from ingest.open import read
from tests.ingest.builders import items, read_all, texts

NATIVE = json.dumps({"id": 1, "text": "Where is the link?"})


def packed(path: Path, **members: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
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


def test_what_is_doubtful_in_a_file_of_a_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "a.csv").write_text("dialog_id,n,text\nd1,1,Wo ist das Bad?\nd1,2,Oben links\n")
    (note,) = read(folder).notes
    assert note.startswith("a.csv: Doubtful: nobody is told apart")
