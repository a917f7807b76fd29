"""One holder at a time; who waits in vain learns who it is."""

from pathlib import Path

import pytest

from domain.errors import StoreBusy
from store.files.lock import hold_writer_lock
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
