"""Readers of one process share one open snapshot: exchanged with every publication, never held open
when it was dropped, of one snapshot in every answer whatever threads and writers do."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import DamagedStore, ErasurePending
from domain.periods import parse_period
from store.files.connection import connect
from store.files.home import Home
from store.files.shared import close_idle
from store.files.snapshots import publish_snapshot, read_manifest
from store.files.tombstones import add_tombstones
from store.migrations.run import find_newest_schema
from store.read.reader import open_reader
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, fetch_snapshot_rows, home_at, save_asks, save_themes

ALL = parse_period("all", NOW)
_FORKING = """
import os, sys, time
from pathlib import Path
from store.files.home import Home
from store.read.reader import open_reader

home = Home.from_path(Path(sys.argv[1]))
with open_reader(home) as reader:
    child = os.fork()  # while it is in use
    if child == 0:
        with open_reader(home) as own:
            print(own.count_themes(), flush=True)
        sys.exit(0)  # as a program ends, with all its destructors
    assert os.waitpid(child, 0)[1] == 0
    print(reader.count_themes())
"""


@pytest.fixture(autouse=True)
def _nothing_open() -> Iterator[None]:
    close_idle()
    yield
    close_idle()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "one"), ask("a2", "two", at=MONDAY)])
    save_themes(home, {"t-link": ["a1", "a2"]})
    return home


def list_open_files(home: Home) -> Counter[str]:
    """Names of files in the workspace's `snapshots/` that this process has open, how often each."""
    found = Counter[str]()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = str(entry.readlink())
        except OSError:
            continue
        if target.startswith(str(home.snapshots)):
            found[Path(target).name] += 1
    return found


def count_asks(home: Home) -> tuple[int, int]:
    """Number of the snapshot, and its asks."""
    with open_reader(home) as reader:
        return reader.manifest.number, reader.count_totals(ALL).asks


def add_ask(home: Home, number: int) -> None:
    """One more ask, in a publication of its own."""
    save_asks(home, [ask(f"more-{number}", f"more {number}")])


def publish_again(home: Home) -> None:
    """A publication in which nothing changed but its number."""
    with closing(connect(home.live)) as connection:
        publish_snapshot(connection, home, (), 2, NOW, find_newest_schema())


def test_readers_read_through_one_open_snapshot(home: Home) -> None:
    with open_reader(home):
        once = list_open_files(home)
        with open_reader(home), open_reader(home):
            assert list_open_files(home) == once
    assert set(once.values()) == {1}
    assert list_open_files(home) == once


def test_what_was_published_is_read_at_once(home: Home) -> None:
    number, asks = count_asks(home)
    add_ask(home, 1)
    later, more = count_asks(home)
    assert (later > number, more) == (True, asks + 1)


def test_a_reader_keeps_its_snapshot_while_others_are_published(home: Home) -> None:
    with open_reader(home) as reader:
        before = reader.count_totals(ALL).asks
        for number in range(5):
            add_ask(home, number)
        assert reader.count_totals(ALL).asks == before
    assert count_asks(home)[1] == before + 5


def test_no_file_of_a_dropped_snapshot_stays_open(home: Home) -> None:
    descriptors = []
    for _ in range(16):
        publish_again(home)
        count_asks(home)
        descriptors.append(len(list(Path("/proc/self/fd").iterdir())))
        manifest = read_manifest(home.current)
        assert manifest is not None
        assert set(list_open_files(home)) <= set(manifest.parts.values())
    assert descriptors[-1] <= descriptors[1]


def test_a_publication_lets_go_of_what_it_dropped(home: Home) -> None:
    count_asks(home)
    assert list_open_files(home)
    publish_again(home)
    assert list_open_files(home) == Counter()


def test_threads_get_answers_of_one_snapshot_while_a_writer_publishes(home: Home) -> None:
    ended = threading.Event()
    wrong: list[str] = []
    seen: set[int] = set()

    def ask_on() -> None:
        while not ended.is_set():
            time.sleep(0.03)  # the writer has its turn too
            try:
                with open_reader(home) as reader:
                    ranking, again = reader.compute_ranking(ALL), reader.count_totals(ALL)
                    listed = len(reader.read_asks())
                seen.add(ranking.snapshot.number)
                if ranking.totals != again or listed != again.asks:
                    wrong.append(f"{ranking.totals} is not {again} of {listed}")
            except Exception as error:  # noqa: BLE001 - whatever it is, it is wrong
                wrong.append(repr(error))

    threads = [threading.Thread(target=ask_on) for _ in range(12)]
    for thread in threads:
        thread.start()
    for number in range(10):
        if number % 5:
            publish_again(home)
        else:
            add_ask(home, number)
    ended.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(seen) > 1
    assert count_asks(home)[1] == 4


def test_who_was_forgotten_since_is_shown_by_no_open_reader(home: Home) -> None:
    count_asks(home)
    (row,) = fetch_snapshot_rows(
        home, "SELECT source, key FROM conversations.conversations LIMIT 1"
    )
    add_tombstones(home, [(row["source"], row["key"])], [], MONDAY)
    with pytest.raises(ErasurePending):
        count_asks(home)
    assert list_open_files(home) == Counter()
    with open_writer(home, "test", NOW):
        pass
    count_asks(home)


def test_another_process_that_erases_ends_an_idle_reader(home: Home) -> None:
    """Nobody asks any more: the file with the words is let go of all the same."""
    count_asks(home)
    for path in home.snapshots.glob("*.duckdb"):
        path.unlink()
    for _ in range(1_000):
        if not list_open_files(home):
            return
        time.sleep(0.01)
    raise AssertionError(list_open_files(home))


def test_a_file_that_is_lost_or_changed_later_is_told_of(home: Home) -> None:
    count_asks(home)
    part = next(home.snapshots.glob("counted-*"))
    content = part.read_bytes()
    part.unlink()
    with pytest.raises(DamagedStore, match="earshot check --repair"):
        count_asks(home)
    part.write_bytes(content)
    assert count_asks(home)[1] == 2
    part.chmod(0o600)
    part.write_bytes(b"\0" * len(content))
    with pytest.raises(DamagedStore, match="earshot check --repair"):
        count_asks(home)


def test_a_home_that_was_moved_is_followed(home: Home) -> None:
    before = count_asks(home)
    moved = home.path.rename(home.path.with_name("moved"))
    home.secrets.rename(home.path.with_name("moved-secrets"))
    assert count_asks(Home.from_path(moved)) == before
    home.create()
    save_asks(home, [ask("b1", "another")])
    assert count_asks(home)[1] == 1


def test_a_fork_may_read_and_end_as_programs_do(home: Home) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FORKING, str(home.path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (0, ["1", "1"]), done.stderr
