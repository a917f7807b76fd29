"""A file that a person named is replaced whole, or they are told why not."""

import os
from pathlib import Path

import pytest

from domain.errors import BadInput
from pipeline.files.replace_file import write_named_file


def test_the_file_is_replaced_and_nothing_is_left_beside(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b"old")
    write_named_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written.*Choose another place"):
        write_named_file(tmp_path / "nowhere" / "answers.csv", b"new")


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write_named_file(path, b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert path.is_fifo()


def test_who_may_read_it_is_as_the_persons_umask_has_it(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_named_file(tmp_path / "answers.csv", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "answers.csv").stat().st_mode & 0o777 == 0o640
