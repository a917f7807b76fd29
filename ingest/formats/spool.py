"""Unnamed files for what has to be read twice and may be too long to be held.

They lie in the folder that the caller names, which only the owner can enter, and are gone when they
are closed or the process dies; without a folder they are held in memory. Nothing is written to the
system's temporary folder: what is read is not masked yet.
"""

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO, cast

_make_folder: ContextVar[Callable[[], Path] | None] = ContextVar("make_folder", default=None)


@contextmanager
def spool_in(make_folder: Callable[[], Path]) -> Iterator[None]:
    """Have the files of this block in the folder that `make_folder` makes, or finds, when the
    first is needed."""
    token = _make_folder.set(make_folder)
    try:
        yield
    finally:
        _make_folder.reset(token)


def open_spool() -> BinaryIO:
    """An empty file to be written, then read. Raises `OSError`."""
    make_folder = _make_folder.get()
    if make_folder is None:
        return io.BytesIO()
    return cast("BinaryIO", tempfile.TemporaryFile(dir=make_folder()))
