"""A full disk and a damaged file are told apart, and each says what to do."""

import errno
from pathlib import Path

import duckdb
import pytest

from domain.errors import DamagedStore, DiskFull
from store.files.connection import connect
from store.files.faults import explain_faults
from tests.builders import home_at


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_room_left(tmp_path: Path, number: int) -> None:
    with pytest.raises(DiskFull, match="Free some space"), explain_faults(home_at(tmp_path), ""):
        raise OSError(number, "no room")


def test_no_room_left_for_the_database(tmp_path: Path) -> None:
    said = "Could not write file: No space left on device"
    with pytest.raises(DiskFull), explain_faults(home_at(tmp_path), ""):
        raise duckdb.IOException(said)


def test_a_file_that_is_no_database_says_what_to_restore(tmp_path: Path) -> None:
    path = tmp_path / "live.duckdb"
    path.write_bytes(b"\0" * 20_000)
    with pytest.raises(DamagedStore, match="restore it"):  # noqa: SIM117 - one error, two meanings
        with explain_faults(home_at(tmp_path), "restore it"):
            connect(path)


def test_a_mistake_of_ours_stays_one(tmp_path: Path) -> None:
    with pytest.raises(duckdb.CatalogException), explain_faults(home_at(tmp_path), ""):
        connect(None).execute("FROM nowhere")
    with pytest.raises(PermissionError), explain_faults(home_at(tmp_path), ""):
        raise PermissionError(errno.EACCES, "no")
