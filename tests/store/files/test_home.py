"""A home's folders are their owner's; its key lies outside it and is made once."""

import os
from pathlib import Path

from store.files.home import Home, compute_key_check
from store.write.writer import open_writer
from tests.builders import NOW, conversation, home_at, merge


def test_folders_are_for_their_owner_only(tmp_path: Path) -> None:
    home = Home.from_path(tmp_path / "home")
    home.create()
    for folder in (home.path, home.snapshots, home.vectors, home.staging, home.secrets):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_key_lies_beside_the_home_unless_told_otherwise(tmp_path: Path) -> None:
    assert Home.from_path(tmp_path / "home").secrets == tmp_path / "home-secrets"
    assert Home.from_path(tmp_path / "home", tmp_path / "keys").secrets == tmp_path / "keys"


def test_the_key_is_made_once(tmp_path: Path) -> None:
    home = Home.from_path(tmp_path / "home")
    key = home.load_key()
    assert len(key) == 32
    assert Home.from_path(tmp_path / "home").load_key() == key
    assert [path.name for path in home.secrets.iterdir()] == ["key"]


def test_whatever_the_umask_nobody_else_may_read_what_is_made(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        home = Home.from_path(tmp_path / "deep" / "home")
        home.load_key()
        (home.path / "a file of a library").touch()
        (home.staging / "folder").mkdir()
    finally:
        os.umask(before)
    assert home.find_open_paths() == []
    assert (tmp_path / "deep").stat().st_mode & 0o777 == 0o700


def test_what_was_left_open_is_closed_when_a_writer_opens(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    merge(home, [conversation("c1")])
    part = next(home.snapshots.glob("*.duckdb"))
    (home.models / "own").mkdir(parents=True)
    folders = (home.path, home.secrets, home.snapshots, home.vectors, home.models / "own")
    files = (home.live, home.current, home.lock, home.secrets / "key")
    for path in folders:
        path.chmod(0o755)
    for path in files:
        path.chmod(0o666)
    part.chmod(0o444)
    assert set(home.find_open_paths()) == {*folders, *files, part}
    with open_writer(home, "test", NOW):
        pass
    assert home.find_open_paths() == []
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert part.stat().st_mode & 0o777 == 0o400


def test_a_linked_home_is_closed_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir(mode=0o755)
    (tmp_path / "home").symlink_to(tmp_path / "disk")
    home = home_at(tmp_path)
    home.create()
    home.make_private()
    assert (tmp_path / "disk").stat().st_mode & 0o777 == 0o700


def test_other_folders_in_the_home_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "home" / "theirs").mkdir(parents=True)
    (tmp_path / "home" / "theirs").chmod(0o755)
    home = home_at(tmp_path)
    home.create()
    home.make_private()
    assert (home.path / "theirs").stat().st_mode & 0o777 == 0o755


def test_a_home_holds_what_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "home")
    home = Home.from_path(tmp_path / "home")
    home.create()
    assert home.holds(tmp_path / "home" / "reports" / "new")
    assert home.holds(tmp_path / "link" / "reports")
    assert not home.holds(tmp_path / "home-reports")


def test_keys_differ_in_what_the_store_knows_them_by() -> None:
    assert compute_key_check(b"a" * 32) != compute_key_check(b"b" * 32)
