"""Vectors beside the database, addressed by (fingerprint, keyed digest of the text).

Each model and engine has a folder of segments (`store/write/vector_segments.py`). The cache may
lose what it holds, for a text can be embedded again; it never gives a vector of something else.
"""

import hashlib
import hmac
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.placeholders import strip_placeholders
from store.files.home import Home
from store.write.vector_segments import (
    KEY,
    DamagedSegment,
    find_damaged_files,
    hold_lock,
    list_segments,
    load_segments,
    read_segment,
    remove_segment,
    save_segment,
    sweep_leftovers,
)

logger = logging.getLogger(__name__)


class VectorCache:
    """The vectors of one model, computed by one engine, in one workspace."""

    def __init__(
        self,
        home: Home,
        fingerprint: str,
        dimensions: int | None = None,
        comparable: Sequence[str] = (),
    ) -> None:
        """`dimensions` of the model's vectors, where the caller knows them: others are damaged.
        `comparable` are the fingerprints of vectors that may stand in where there is none of its
        own."""
        names = dict.fromkeys((fingerprint, *comparable))
        self._folder, *self._beside = (home.vectors / _name_folder(name) for name in names)
        self._secret = home.load_key()
        self._dimensions = dimensions

    def hash_texts(self, texts: Sequence[str]) -> NDArray[np.bytes_]:
        """(n,) keyed digests of the texts."""
        return hash_texts(self._secret, texts)

    def get(self, keys: NDArray[np.bytes_]) -> tuple[NDArray[np.bool_], NDArray[np.float32] | None]:
        """Which of the (n,) keys are known, and an (n, d) float32 array with the vectors of those;
        other rows are zero. None when the cache is empty. Damaged segments are dropped."""
        found = np.zeros(len(keys), dtype=bool)
        vectors: NDArray[np.float32] | None = None
        for known, stored in self._load_segments():
            if vectors is None:
                vectors = np.zeros((len(keys), stored.shape[1]), dtype=np.float32)
            at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
            hit = (known[at] == keys) & ~found
            vectors[hit] = stored[at[hit]]
            found |= hit
        return found, vectors

    def _load_segments(self) -> Iterator[tuple[NDArray[np.bytes_], NDArray[np.float16]]]:
        for folder in (self._folder, *self._beside):
            yield from load_segments(folder, self._dimensions)

    def put(self, keys: NDArray[np.bytes_], vectors: NDArray[np.float32]) -> None:
        """Add (n,) keys with their (n, d) vectors as one segment, whole or not at all. Vectors that
        are not finite are left out. Where the disk takes nothing, the log says so and nothing is
        kept."""
        halves = vectors.astype(np.float16)
        fit = np.isfinite(halves).all(axis=1)
        unique, first = np.unique(keys[fit], return_index=True)
        if not len(unique):
            return
        try:
            with hold_lock(self._folder):
                sweep_leftovers(self._folder)
                save_segment(self._folder, (unique, halves[fit][first]))
        except OSError as error:
            logger.warning("vectors are not kept for the next time: %s", error.strerror)


def _name_folder(fingerprint: str) -> str:
    """The beginning of the model's digest, and the engine where the fingerprint says one."""
    model, plus, engine = fingerprint.partition("+")
    return model[:32] + plus + engine


def hash_texts(secret: bytes, texts: Sequence[str]) -> NDArray[np.bytes_]:
    """(n,) keyed 16-byte digests of the texts as they are embedded, without masks; the same for
    every model."""
    return np.array(
        [
            hmac.digest(secret, strip_placeholders(text).encode(), hashlib.sha256)[:15].replace(
                b"\0", b"\1"
            )
            for text in texts
        ],
        dtype=KEY,
    )


def drop_vectors(home: Home, texts: Sequence[str]) -> None:
    """Forget the vectors of these texts, of every model."""
    drop_digests(home, hash_texts(home.load_key(), texts))


def drop_digests(home: Home, digests: NDArray[np.bytes_]) -> None:
    """Forget the vectors of the texts with these (n,) digests, of every model: segments that hold
    one are written anew under another name, damaged ones and leftovers go.

    Killed anywhere, it may be run again. Raises `OSError` when a file cannot be removed.
    """
    for folder in _list_models(home) if len(digests) else ():
        with hold_lock(folder):
            sweep_leftovers(folder)
            for name in list_segments(folder):
                _drop_from_segment(folder, name, digests)


def sweep_vectors(home: Home) -> None:
    """Remove what killed processes left among the vectors. Raises `OSError`."""
    for folder in _list_models(home):
        with hold_lock(folder):
            sweep_leftovers(folder)


def find_damaged_segments(home: Home) -> list[Path]:
    """A file of each segment that cannot be used; nothing is changed. The next embedding drops
    them."""
    return [path for folder in _list_models(home) for path in find_damaged_files(folder)]


def drop_damaged_segments(home: Home) -> int:
    """Remove every segment that cannot be used; how many. Raises `OSError`."""
    damaged = find_damaged_segments(home)
    for path in damaged:
        with hold_lock(path.parent):
            remove_segment(path.parent, path.name.split(".")[0])
    return len(damaged)


def _list_models(home: Home) -> list[Path]:
    return sorted(path for path in home.vectors.rglob("*") if path.is_dir())


def _drop_from_segment(folder: Path, name: str, digests: NDArray[np.bytes_]) -> None:
    try:
        rows = read_segment(folder, name)
    except DamagedSegment as error:  # who knows whose vectors it holds
        logger.warning("damaged vectors are made anew (%s: %s)", name[:12], error)
        rows = None
    if rows is not None:
        keys, vectors = rows
        stays = ~np.isin(keys, digests)
        if stays.all():
            return
        if stays.any():
            try:
                save_segment(folder, (keys[stays], vectors[stays]))
            except OSError as error:  # a full disk must not keep what is to be erased
                logger.warning("vectors of other texts are made anew: %s", error.strerror)
    remove_segment(folder, name)
