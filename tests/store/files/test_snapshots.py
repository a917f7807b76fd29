"""One writer at a time; readers open only immutable snapshots, whole, while others are written."""

import multiprocessing
import time
from pathlib import Path

import pytest

from domain.errors import StoreBusy
from store.files.home import Home
from store.files.snapshots import read_manifest
from store.read.reader import open_reader
from store.write.writer import open_writer
from tests.builders import NOW, ask, conversation, home_at, merge, save_asks, save_themes


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_at(tmp_path)


def test_the_newest_three_snapshots_stay_and_names_are_never_reused(home: Home) -> None:
    seen: set[str] = set()
    for number in range(6):
        merge(home, [conversation(f"c{number}")])
        manifest = read_manifest(home.current)
        assert manifest is not None
        assert manifest.parts["conversations"] not in seen
        seen.add(manifest.parts["conversations"])
    assert len(list(home.snapshots.glob("conversations-*"))) == 3
    assert len(list(home.snapshots.glob("*.json"))) == 3


def test_only_the_changed_part_is_written_anew(home: Home) -> None:
    save_asks(home, [ask("a1", "one")])
    before = read_manifest(home.current)
    save_themes(home, {"t-x": ["a1"]})
    after = read_manifest(home.current)
    assert before is not None
    assert after is not None
    assert after.parts["conversations"] == before.parts["conversations"]
    assert after.parts["themes"] != before.parts["themes"]


def test_a_reader_keeps_its_snapshot_while_others_are_published(home: Home) -> None:
    merge(home, [conversation("c0")])
    with open_reader(home) as reader:
        for number in range(1, 6):
            merge(home, [conversation(f"c{number}")])
        assert len(reader.read_imports()) == 1


def test_a_writer_that_fails_leaves_everything_as_it_was(home: Home) -> None:
    merge(home, [conversation("c0")])
    before = home.current.read_text()
    with pytest.raises(RuntimeError), open_writer(home, "test", NOW) as writer:
        writer.remove_import("i-1")
        raise RuntimeError
    assert home.current.read_text() == before
    assert merge(home, [conversation("c0")]).unchanged == 1


def test_a_writing_that_changes_nothing_publishes_nothing(home: Home) -> None:
    merge(home, [conversation("c0")])
    before = home.current.read_text()
    with open_writer(home, "test", NOW) as writer:
        assert writer.published is None
    assert home.current.read_text() == before


def _hold_store(home: Home, seconds: float, held: "multiprocessing.synchronize.Event") -> None:
    with open_writer(home, "the holder", NOW):
        held.set()
        time.sleep(seconds)


def _start_holder(home: Home, seconds: float) -> multiprocessing.Process:
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    process = context.Process(target=_hold_store, args=(home, seconds, held))
    process.start()
    assert held.wait(30)
    return process  # type: ignore[return-value]


def test_a_second_writer_waits_then_works(home: Home) -> None:
    merge(home, [conversation("c0")])
    process = _start_holder(home, 1.0)
    with open_writer(home, "second", NOW, wait=30):
        pass
    process.join()
    assert process.exitcode == 0


def test_a_second_writer_that_waited_in_vain_says_who_holds_the_store(home: Home) -> None:
    merge(home, [conversation("c0")])
    process = _start_holder(home, 60)
    try:
        with (
            pytest.raises(StoreBusy, match=f"the holder.*{process.pid}"),
            open_writer(home, "second", NOW, wait=0.3),
        ):
            pass
    finally:
        process.terminate()
        process.join()


def test_a_killed_writer_leaves_no_lock_behind(home: Home) -> None:
    merge(home, [conversation("c0")])
    process = _start_holder(home, 60)
    process.kill()
    process.join()
    assert merge(home, [conversation("c1")]).new == 1


def test_the_key_is_for_its_owner_and_lies_outside_the_home(home: Home) -> None:
    key = home.load_key()
    assert len(key) == 32
    assert home.load_key() == key
    path = home.secrets / "key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert home.path not in path.parents
