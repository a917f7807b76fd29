"""Write beside, then replace: the one way a file of ours changes.

Invariant: whoever opens the path finds the whole old content or the whole new one, after a kill or
a power cut too. The draft is synced, renamed, and its folder synced.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def open_replacement(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """A file for the new content, which takes the place of `path` when the block ends well.

    `mode` are its permission bits; None leaves them to the umask. When the block fails, `path`
    stays as it was and no draft is left. Raises `OSError`.
    """
    draft = _make_draft_path(path)
    try:
        with _create_file(draft, mode) as file:
            yield file
        move_into_place(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def replace_file(path: Path, content: bytes, mode: int | None = None) -> None:
    """Make `content` what `path` holds. Raises `OSError`; then `path` holds what it held before."""
    with open_replacement(path, mode) as file:
        file.write(content)


def create_file(path: Path, content: bytes, mode: int) -> bool:
    """Make a file that is not there yet. False when another process was first; then its content
    stays."""
    draft = _make_draft_path(path)
    try:
        with _create_file(draft, mode) as file:
            file.write(content)
        sync_to_disk(draft)
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)
    sync_to_disk(path.parent)
    return True


def move_into_place(draft: Path, path: Path) -> None:
    """Put a finished file of the same folder in the place of `path`."""
    sync_to_disk(draft)
    draft.replace(path)
    sync_to_disk(path.parent)


def sync_to_disk(path: Path) -> None:
    """Have a file's content, or a folder's names, on the disk before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_draft_path(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.draft")


def _create_file(draft: Path, mode: int | None) -> BinaryIO:
    # What a killed process of the same number left is in the way.
    draft.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    descriptor = os.open(draft, flags, 0o666 if mode is None else mode)
    return os.fdopen(descriptor, "wb")
