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
