"""One writer at a time, across processes."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from domain.errors import StoreBusy

_POLL_SECONDS = 0.1


@contextmanager
def hold_writer_lock(path: Path, who: str, now: datetime, wait: float) -> Iterator[None]:
    """Hold the writer's lock, waiting at most `wait` seconds for another to finish.

    The file says who holds it; the lock itself is the kernel's, so a killed writer leaves none
    behind. Raises `StoreBusy` that names the holder.
    """
    with path.open("a+") as file:
        if not _acquire(file.fileno(), wait):
            file.seek(0)
            raise StoreBusy(
                f"Another writer holds this workspace: {_describe_holder(file.read())}. Waited "
                f"{wait:.0f} s. Try again when it has finished, or wait longer with --wait."
            )
        file.truncate(0)
        file.write(json.dumps({"who": who, "pid": os.getpid(), "since": now.isoformat()}))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def find_writer(path: Path) -> str | None:
    """Who writes at this moment, for people; None where nobody does.

    The lock is asked, not the file: the file of a writer that was killed still names it.
    """
    try:
        with path.open() as file:
            try:
                # Shared, so that two who ask at once do not take each other for a writer.
                fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _describe_holder(file.read())
    except FileNotFoundError:
        pass
    return None


def _acquire(descriptor: int, wait: float) -> bool:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_POLL_SECONDS)
        else:
            return True


def _describe_holder(text: str) -> str:
    try:
        holder = json.loads(text)
        return f"'{holder['who']}' (process {holder['pid']}, since {holder['since']})"
    except (ValueError, KeyError, TypeError):
        return "a process that has only just begun"
