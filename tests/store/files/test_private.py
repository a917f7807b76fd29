"""What a workspace holds is its owner's alone, whatever the umask; what a person asks for elsewhere
has the modes of their own umask."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.files.connection import connect
from store.files.private import (
    close_path,
    find_open_paths,
    make_folder,
    restrict_umask,
    set_mode,
)


@pytest.fixture(params=[0o000, 0o022, 0o027])
def given(request: pytest.FixtureRequest) -> Iterator[int]:
    """The umask of a person."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_umask_that_was_given_is_remembered(given: int) -> None:
    assert restrict_umask() == given
    assert restrict_umask() == given
    assert os.umask(0o077) == 0o077


def test_folders_are_made_as_wanted_and_others_stay(tmp_path: Path, given: int) -> None:
    tmp_path.chmod(0o711)
    restrict_umask()
    make_folder(tmp_path / "private" / "inner", is_private=True)
    make_folder(tmp_path / "shared" / "inner", is_private=False)
    assert {mode_of(tmp_path / "private"), mode_of(tmp_path / "private" / "inner")} == {0o700}
    shared = {mode_of(tmp_path / "shared"), mode_of(tmp_path / "shared" / "inner")}
    assert shared == {0o777 & ~given}
    make_folder(tmp_path, is_private=True)
    assert mode_of(tmp_path) == 0o711


def test_a_disk_without_modes_breaks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chmod", refuse)
    set_mode(tmp_path, 0o700)
    make_folder(tmp_path / "folder", is_private=True)


def test_open_files_and_folders_are_found_and_closed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    (folder / "inner").mkdir(parents=True)
    for path in (folder / "file", folder / "inner" / "file", outside):
        path.touch()
        path.chmod(0o644)
    (folder / "link").symlink_to(outside)
    folder.chmod(0o755)
    (folder / "inner").chmod(0o770)
    (folder / "tool").touch()
    (folder / "tool").chmod(0o555)
    shallow = {folder, folder / "file", folder / "tool"}
    assert set(find_open_paths(folder, deep=False)) == shallow
    found = find_open_paths(folder, deep=True)
    assert set(found) == {*shallow, folder / "inner", folder / "inner" / "file"}
    for path in (*found, folder / "link", folder / "gone"):
        close_path(path)
    assert find_open_paths(folder, deep=True) == []
    modes = [mode_of(path) for path in (folder, folder / "inner", folder / "tool", outside)]
    assert modes == [0o700, 0o700, 0o500, 0o644]


def test_a_linked_folder_is_somebody_elses(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir(mode=0o755)
    (tmp_path / "ours").symlink_to(tmp_path / "theirs")
    assert find_open_paths(tmp_path / "ours", deep=True) == []


def test_a_database_its_log_and_what_it_spills_are_private(tmp_path: Path, given: int) -> None:
    connection = connect(tmp_path / "live.duckdb")
    connection.execute("SET memory_limit = '40MB'")
    connection.execute("SET threads = 1")
    connection.execute("CREATE TABLE t AS SELECT i, hash(i) AS h FROM range(10) s(i)")
    rows = connection.execute(
        "SELECT i, hash(i)::VARCHAR || repeat('x', 90) AS h FROM range(1_000_000) s(i) ORDER BY h"
    )
    rows.fetchone()
    made = {path.name: mode_of(path) for path in tmp_path.rglob("*")}
    connection.close()
    assert {"live.duckdb", "live.duckdb.wal", "live.duckdb.tmp"} <= made.keys()
    assert len(made) > 3
    assert set(made.values()) == {0o600, 0o700}
