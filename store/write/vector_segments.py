"""Segments of cached vectors: files that are written once, checked whenever they are read, and
dropped when they are damaged.

A segment is `<name>.keys.npy`, sorted 16-byte digests (n,), and `<name>.vectors.npy`, the float16
rows (n, d) in the same order. Its name is the SHA-256 of both files, so that any changed byte shows
and no two processes take one name for different rows. Segments of earlier versions are named by
numbers: of them only the form can be checked, and that no vector is empty or not finite.

Invariant: files come and go under the lock `vectors/.lock`, the vectors before their keys and the
keys before their vectors. So vectors without keys, and drafts, that are seen under the lock are
what a killed process left.
"""

import fcntl
import hashlib
import logging
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from store.files.atomic import replace_file, sync_to_disk

logger = logging.getLogger(__name__)

KEY = np.dtype("S16")
Rows = tuple[NDArray[np.bytes_], NDArray[np.float16]]
"""Keys (n,), sorted, and their vectors (n, d)."""

_KEYS, _VECTORS = ".keys.npy", ".vectors.npy"
_CHECKED_NAME = re.compile(r"[0-9a-f]{64}")


class DamagedSegment(Exception):
    """A segment does not hold what was written; says why."""


@contextmanager
def hold_lock(folder: Path) -> Iterator[None]:
    """Be the only one who adds or removes segments; `folder` is that of a model. Raises
    `OSError`."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _get_lock_path(folder).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def save_segment(folder: Path, rows: Rows) -> None:
    """Add a segment, lastingly; the caller holds the lock. Raises `OSError`."""
    keys, vectors = (_dump_array(array) for array in rows)
    name = _hash_files(keys, vectors)
    replace_file(folder / (name + _VECTORS), vectors)
    replace_file(folder / (name + _KEYS), keys)


def load_segments(folder: Path, width: int | None) -> Iterator[Rows]:
    """The sound segments of a model, whose vectors have `width` numbers. Damaged ones and what
    killed processes left are removed on the way."""
    if _find_leftovers(folder):
        _tidy(folder, sweep_leftovers)
    for name in list_segments(folder):
        try:
            rows = read_segment(folder, name, width)
        except DamagedSegment as error:
            logger.warning("damaged vectors are made anew (%s: %s)", name[:12], error)
            _tidy(folder, partial(_remove_if_damaged, name=name, width=width))
            continue
        if rows is not None:
            width = rows[1].shape[1]
            yield rows


def list_segments(folder: Path) -> list[str]:
    """Names of a model's segments."""
    return sorted(path.name.removesuffix(_KEYS) for path in folder.glob("*" + _KEYS))


def read_segment(folder: Path, name: str, width: int | None = None) -> Rows | None:
    """The rows of a segment; None when another process has removed it. Raises `DamagedSegment`."""
    try:
        keys, vectors = ((folder / (name + end)).read_bytes() for end in (_KEYS, _VECTORS))
    except OSError as error:
        if not os.path.lexists(folder / (name + _KEYS)):
            return None
        raise DamagedSegment(error.strerror) from error
    is_checked = _CHECKED_NAME.fullmatch(name) is not None
    if is_checked and _hash_files(keys, vectors) != name:
        raise DamagedSegment("its bytes are not those that were written")
    rows = _load_array(keys), _load_array(vectors)
    _check_form(rows, width)
    if not is_checked and not (np.isfinite(rows[1]).all() and rows[1].any(axis=1).all()):
        raise DamagedSegment("it holds vectors that no model makes")
    return rows


def remove_segment(folder: Path, name: str) -> None:
    """Remove both files of a segment; the caller holds the lock. Raises `OSError`."""
    for end in (_KEYS, _VECTORS):
        _remove_path(folder / (name + end))
    sync_to_disk(folder)


def sweep_leftovers(folder: Path) -> None:
    """Remove drafts and vectors without keys; the caller holds the lock. Raises `OSError`."""
    for path in _find_leftovers(folder):
        _remove_path(path)


def find_damaged_files(folder: Path) -> list[Path]:
    """Files of a model that cannot be used, one a segment; nothing is changed."""
    damaged = []
    widths: dict[str, int] = {}
    with _hold_readers_lock(folder):
        for name in list_segments(folder):
            try:
                rows = read_segment(folder, name)
            except DamagedSegment:
                damaged.append(folder / (name + _KEYS))
                continue
            if rows is not None:
                widths[name] = rows[1].shape[1]
        damaged += [path for path in _find_leftovers(folder) if path.name.endswith(_VECTORS)]
    usual = Counter(widths.values()).most_common(1)
    damaged += [folder / (name + _KEYS) for name in widths if widths[name] != usual[0][0]]
    return sorted(damaged)


def _get_lock_path(folder: Path) -> Path:
    return folder.parent / ".lock"


@contextmanager
def _hold_readers_lock(folder: Path) -> Iterator[None]:
    """Have nobody add or remove segments meanwhile; nothing is written for it."""
    if not _get_lock_path(folder).is_file():
        yield
        return
    with _get_lock_path(folder).open() as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def _tidy(folder: Path, clean: Callable[[Path], None]) -> None:
    """Remove what cannot be used; where that fails it is met, and not used, again."""
    try:
        with hold_lock(folder):
            clean(folder)
    except OSError as error:
        logger.warning("unusable vectors cannot be removed: %s", error.strerror)


def _remove_if_damaged(folder: Path, name: str, width: int | None) -> None:
    # Before the lock was ours another process may have put it right.
    try:
        read_segment(folder, name, width)
    except DamagedSegment:
        remove_segment(folder, name)


def _find_leftovers(folder: Path) -> list[Path]:
    whole = {name + _VECTORS for name in list_segments(folder)}
    halves = [path for path in folder.glob("*" + _VECTORS) if path.name not in whole]
    return [*halves, *folder.glob(".*.draft")]


def _remove_path(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _dump_array(array: NDArray[np.generic]) -> bytes:
    stream = BytesIO()
    np.save(stream, array, allow_pickle=False)
    return stream.getvalue()


def _load_array(content: bytes) -> NDArray[Any]:
    stream = BytesIO(content)
    try:
        array: NDArray[Any] = np.lib.format.read_array(stream, allow_pickle=False)
    except Exception as error:
        raise DamagedSegment("it is no array") from error
    if stream.read(1):
        raise DamagedSegment("it is longer than its array")
    return array


def _check_form(rows: Rows, width: int | None) -> None:
    keys, vectors = rows
    if keys.dtype != KEY or keys.ndim != 1 or vectors.dtype != np.float16 or vectors.ndim != 2:
        raise DamagedSegment("its arrays are of another type")
    if not 0 < len(keys) == len(vectors) or vectors.shape[1] != (width or vectors.shape[1]):
        raise DamagedSegment("its arrays are of another shape")
    if not (keys[:-1] < keys[1:]).all():
        raise DamagedSegment("its keys are not sorted")


def _hash_files(keys: bytes, vectors: bytes) -> str:
    digest = hashlib.sha256(keys)
    digest.update(vectors)
    return digest.hexdigest()
