"""A path holds the whole old content or the whole new one."""

import os
from pathlib import Path

import pytest

from store.files.atomic import create_file, move_into_place, open_replacement, replace_file
from store.files.private import restrict_umask


def test_the_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace_file(path, b"old")
    replace_file(path, b"new", mode=0o600)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [other.name for other in tmp_path.iterdir()] == ["file"]


def test_nobody_sees_half_of_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace_file(path, b"old")
    with open_replacement(path) as file:
        file.write(b"ne")
        file.flush()
        assert path.read_bytes() == b"old"
        file.write(b"w")
    assert path.read_bytes() == b"new"


def test_a_failure_leaves_the_old_content_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace_file(path, b"old")
    with pytest.raises(RuntimeError), open_replacement(path) as file:
        file.write(b"half")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert [other.name for other in tmp_path.iterdir()] == ["file"]


def test_who_creates_a_file_first_wins(tmp_path: Path) -> None:
    path = tmp_path / "key"
    assert create_file(path, b"first", 0o600)
    assert not create_file(path, b"second", 0o600)
    assert path.read_bytes() == b"first"
    assert [other.name for other in tmp_path.iterdir()] == ["key"]


def test_a_finished_file_is_moved_into_place(tmp_path: Path) -> None:
    draft, path = tmp_path / "draft", tmp_path / "file"
    path.write_bytes(b"old")
    draft.write_bytes(b"new")
    move_into_place(draft, path)
    assert path.read_bytes() == b"new"
    assert not draft.exists()


def test_a_file_is_its_owners_alone_unless_a_person_named_it(tmp_path: Path) -> None:
    before = os.umask(0o026)
    try:
        replace_file(tmp_path / "ours", b"content")
        restrict_umask()
        replace_file(tmp_path / "theirs", b"content", mode=None)
    finally:
        os.umask(before)
    assert (tmp_path / "ours").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "theirs").stat().st_mode & 0o777 == 0o640
