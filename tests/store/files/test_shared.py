"""What threads share is opened once, exchanged when outdated, closed when the last has left."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from domain.errors import DamagedStore
from store.files import shared
from store.files.home import Home
from store.files.shared import close_idle, close_outdated, share
from tests.builders import home_at


@dataclass
class Opened:
    """Something that says whether it was closed, and is current until told otherwise."""

    current: bool = True
    closings: int = 0

    def is_current(self) -> bool:
        return self.current

    def close(self) -> None:
        self.closings += 1


@dataclass
class Opener:
    """Opens a new thing each time, and remembers all."""

    opened: list[Opened] = field(default_factory=list)

    def __call__(self, _home: Home) -> Opened:
        self.opened.append(Opened())
        return self.opened[-1]


@pytest.fixture
def opener() -> Opener:
    close_idle()
    return Opener()


def test_it_is_opened_once_and_stays_open(tmp_path: Path, opener: Opener) -> None:
    for _ in range(3):
        with share(home_at(tmp_path), opener) as first, share(home_at(tmp_path), opener) as second:
            assert first is second
    assert [one.closings for one in opener.opened] == [0]


def test_what_is_outdated_is_exchanged_and_closed_when_the_last_has_left(
    tmp_path: Path, opener: Opener
) -> None:
    home = home_at(tmp_path)
    with share(home, opener) as before:
        before.current = False
        with share(home, opener) as after:
            assert after is not before
        assert before.closings == 0
    assert (before.closings, after.closings) == (1, 0)


def test_what_is_outdated_is_closed_at_a_publication(tmp_path: Path, opener: Opener) -> None:
    with share(home_at(tmp_path), opener) as found:
        found.current = False
        close_outdated()
        assert found.closings == 0
    assert found.closings == 1
    with share(home_at(tmp_path), opener) as found:
        pass
    found.current = False
    close_outdated()
    assert found.closings == 1


def test_what_is_outdated_is_closed_though_nobody_asks(
    tmp_path: Path, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "_SECONDS_BETWEEN_LOOKS", 0.01)
    with share(home_at(tmp_path), opener) as found:
        pass
    found.current = False
    wait_until(lambda: found.closings == 1)


def test_what_nobody_uses_for_long_is_closed(
    tmp_path: Path, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "_SECONDS_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr(shared, "_IDLE_SECONDS", 0.05)
    with share(home_at(tmp_path), opener) as found:
        pass
    wait_until(lambda: found.closings == 1)


def wait_until(holds: Callable[[], bool]) -> None:
    """A watcher of an earlier test may still sleep its whole second."""
    for _ in range(1_000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("never")


def test_damage_that_a_user_meets_drops_it(tmp_path: Path, opener: Opener) -> None:
    with pytest.raises(DamagedStore), share(home_at(tmp_path), opener):
        raise DamagedStore("a page is not whole")
    with share(home_at(tmp_path), opener):
        pass
    assert [one.closings for one in opener.opened] == [1, 0]


def test_any_other_failure_leaves_it_open(tmp_path: Path, opener: Opener) -> None:
    with pytest.raises(ValueError, match="mine"), share(home_at(tmp_path), opener):
        raise ValueError("mine")
    with share(home_at(tmp_path), opener):
        pass
    assert len(opener.opened) == 1


def test_of_many_workspaces_the_last_used_stay_open(tmp_path: Path, opener: Opener) -> None:
    for number in range(10):
        with share(home_at(tmp_path / str(number)), opener):
            pass
    assert [one.closings for one in opener.opened] == [1] * 5 + [0] * 5


def test_what_cannot_be_opened_is_tried_again(tmp_path: Path, opener: Opener) -> None:
    def fail(_home: Home) -> Opened:
        raise DamagedStore("gone")

    with pytest.raises(DamagedStore), share(home_at(tmp_path), fail):
        pass
    with share(home_at(tmp_path), opener):
        pass
    assert len(opener.opened) == 1


def test_many_threads_open_it_once(tmp_path: Path, opener: Opener) -> None:
    def open_slowly(home: Home) -> Opened:
        time.sleep(0.05)
        return opener(home)

    def ask() -> None:
        with share(home_at(tmp_path), open_slowly):
            pass

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opener.opened) == 1


def test_a_forked_child_opens_its_own(tmp_path: Path, opener: Opener) -> None:
    with share(home_at(tmp_path), opener) as parents:
        child = os.fork()
        if child == 0:
            with share(home_at(tmp_path), opener) as own:
                os._exit(0 if own is not parents and not parents.closings else 1)
        assert os.waitpid(child, 0)[1] == 0
    with share(home_at(tmp_path), opener) as found:
        assert found is parents


def test_a_fork_inherits_nothing_that_is_idle(tmp_path: Path, opener: Opener) -> None:
    with share(home_at(tmp_path), opener) as found:
        pass
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    assert found.closings == 1


def test_a_process_ends_without_the_thread_that_closes(tmp_path: Path) -> None:
    code = (
        "import atexit, threading\n"
        "atexit.register(lambda: print([one.name for one in threading.enumerate()]))\n"
        "from tests.builders import home_at\n"
        "from tests.store.files.test_shared import Opener, Path, share\n"
        f"with share(home_at(Path({str(tmp_path)!r})), Opener()): pass\n"
        "assert 'shared' in [one.name for one in threading.enumerate()]\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "['MainThread']"
