"""A home's folders are their owner's; its key lies outside it and is made once."""

from pathlib import Path

from store.files.home import Home


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
