"""Write beside, then replace: the one way a file of ours changes.

Invariant: whoever opens the path finds the whole old content or the whole new one, after a kill or
a power cut too. The draft is synced, renamed, and its folder synced.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from store.files.private import restrict_umask, set_mode

DRAFT_SUFFIX = ".draft"


@contextmanager
def open_replacement(path: Path, mode: int | None = 0o600) -> Iterator[BinaryIO]:
    """A file for the new content, which takes the place of `path` when the block ends well.

    `mode` are its permission bits; None, for files that a person named, leaves them to the person's
    umask. When the block fails, `path` stays as it was and no draft is left. Raises `OSError`.
    """
    draft, file = _create_draft(path, mode)
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            draft.replace(path)
            sync_to_disk(path.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def replace_file(path: Path, content: bytes, mode: int | None = 0o600) -> None:
    """Make `content` what `path` holds. Raises `OSError`; then `path` holds what it held before."""
    with open_replacement(path, mode) as file:
        file.write(content)


def create_file(path: Path, content: bytes, mode: int) -> bool:
    """Make a file that is not there yet. False when another process was first; then its content
    stays."""
    draft, file = _create_draft(path, mode)
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
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


def is_abandoned(path: Path) -> bool:
    """Whether the process that was writing this draft is gone: it held a lock on it."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _create_draft(path: Path, mode: int | None) -> tuple[Path, BinaryIO]:
    """A new file beside `path`, under a lock that lasts as long as it is open."""
    while True:
        draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}{DRAFT_SUFFIX}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        set_mode(descriptor, 0o666 & ~restrict_umask() if mode is None else mode)
        file = os.fdopen(descriptor, "wb")
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:
            return draft, file
        file.close()  # swept away between its making and its lock
