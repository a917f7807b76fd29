"""One holder at a time; who waits in vain learns who it is."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from domain.errors import StoreBusy
from store.files.lock import find_writer, hold_writer_lock
from tests.builders import NOW


def test_a_second_holder_is_refused_and_told_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    with (
        hold_writer_lock(path, "the first", NOW, 0),
        pytest.raises(StoreBusy, match="the first"),
        hold_writer_lock(path, "the second", NOW, 0),
    ):
        pass


def test_the_lock_is_free_after_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    with pytest.raises(RuntimeError), hold_writer_lock(path, "the first", NOW, 0):
        raise RuntimeError
    with hold_writer_lock(path, "the second", NOW, 0):
        pass
    assert path.read_text() == ""


def test_a_writer_is_named_while_it_writes_and_not_after(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    assert find_writer(path) is None
    with hold_writer_lock(path, "the first", NOW, 0):
        assert "'the first' (process " in str(find_writer(path))
        with pytest.raises(StoreBusy), hold_writer_lock(path, "the second", NOW, 0):
            pass
        assert find_writer(path)
    assert find_writer(path) is None


def test_asking_who_writes_makes_no_file(tmp_path: Path) -> None:
    assert find_writer(tmp_path / "writer.lock") is None
    assert list(tmp_path.iterdir()) == []


def test_the_file_of_a_killed_writer_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    code = (
        "import sys, time\n"
        "from datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from store.files.lock import hold_writer_lock\n"
        "with hold_writer_lock(Path(sys.argv[1]), 'killed', datetime.now(UTC), 0):\n"
        "    print('held', flush=True)\n"
        "    time.sleep(600)\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    with writer.stdout:
        assert writer.stdout.readline() == b"held\n"
        assert "'killed'" in str(find_writer(path))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert "killed" in path.read_text()
    assert find_writer(path) is None
