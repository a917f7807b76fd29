"""What nobody holds is nobody's; what somebody is at work on stays."""

from pathlib import Path

from store.files.atomic import open_replacement
from store.files.home import Home
from store.files.leftovers import find_leftovers, sweep_leftovers
from store.write.staging import Staging
from tests.builders import home_at


def make_home(tmp_path: Path) -> Home:
    home = home_at(tmp_path)
    home.create()
    return home


def test_a_draft_that_is_being_written_stays(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    with open_replacement(home.current) as file:
        file.write(b"words")
        assert find_leftovers(home) == []
        (home.path / ".current.0000.draft").write_text("of a killed process")
        sweep_leftovers(home)
    assert home.current.read_bytes() == b"words"
    assert not list(home.path.glob(".*.draft"))


def test_what_a_killed_import_staged_goes_and_a_running_one_stays(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    killed = home.staging / "0123"
    killed.mkdir()
    (killed / "messages.parquet").write_text("words")
    with Staging(home) as running:
        assert find_leftovers(home) == [killed]
        sweep_leftovers(home)
        assert running.folder.exists()
    assert list(home.staging.iterdir()) == []


def test_other_files_stay(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    kept = [home.path / ".hidden", home.path / "notes.draft", home.snapshots / "a.duckdb"]
    for path in kept:
        path.write_text("mine")
    sweep_leftovers(home)
    assert all(path.exists() for path in kept)
