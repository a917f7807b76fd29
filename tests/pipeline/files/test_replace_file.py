"""A file is replaced whole or not at all."""

import os
from pathlib import Path

import pytest

from domain.errors import BadInput
from pipeline.files.replace_file import replace_file


def test_the_new_content_stands_alone_in_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "themes.csv"
    path.write_bytes(b"old")
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_says_where(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="themes.csv cannot be written: No such file"):
        replace_file(tmp_path / "nowhere" / "themes.csv", b"new")


def test_a_device_is_written_to_not_replaced() -> None:
    replace_file(Path(os.devnull), b"new")
    assert not Path(os.devnull).is_file()
