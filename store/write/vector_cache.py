"""Vectors beside the database, addressed by (model fingerprint, keyed digest of the text).

Segments are written once and never changed: `<n>.keys.npy` holds sorted 16-byte digests (n,),
`<n>.vectors.npy` the float16 rows (n, d) in the same order. Several processes may add at once.
"""

import hashlib
import hmac
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.placeholders import strip_placeholders
from store.files.atomic import open_replacement
from store.files.home import Home

_KEY = np.dtype("S16")


class VectorCache:
    """The vectors of one model in one workspace."""

    def __init__(self, home: Home, fingerprint: str) -> None:
        self._folder = home.vectors / fingerprint[:32]
        self._secret = home.load_key()

    def hash_texts(self, texts: Sequence[str]) -> NDArray[np.bytes_]:
        """(n,) keyed 16-byte digests of the texts as they are embedded, without masks."""
        return hash_texts(self._secret, texts)

    def get(self, keys: NDArray[np.bytes_]) -> tuple[NDArray[np.bool_], NDArray[np.float32] | None]:
        """Which of the (n,) keys are known, and an (n, d) float32 array with the vectors of those;
        other rows are zero. None when the cache is empty."""
        found = np.zeros(len(keys), dtype=bool)
        vectors: NDArray[np.float32] | None = None
        for path in sorted(self._folder.glob("*.keys.npy")):
            known = np.load(path)
            stored = np.load(
                path.with_name(path.name.replace(".keys.", ".vectors.")), mmap_mode="r"
            )
            if vectors is None:
                vectors = np.zeros((len(keys), stored.shape[1]), dtype=np.float32)
            at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
            hit = (known[at] == keys) & ~found
            vectors[hit] = stored[at[hit]]
            found |= hit
        return found, vectors

    def put(self, keys: NDArray[np.bytes_], vectors: NDArray[np.float32]) -> None:
        """Add (n,) keys with their (n, d) vectors as one segment, whole or not at all."""
        if not len(keys):
            return
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unique, first = np.unique(keys, return_index=True)
        name = f"{len(list(self._folder.glob('*.keys.npy'))):06}-{os.getpid()}"
        _save_array(self._folder / f"{name}.vectors.npy", vectors[first].astype(np.float16))
        _save_array(self._folder / f"{name}.keys.npy", unique)


def hash_texts(secret: bytes, texts: Sequence[str]) -> NDArray[np.bytes_]:
    """(n,) keyed 16-byte digests of texts as they are embedded, without masks; the same for every
    model."""
    digests = (
        hmac.digest(secret, strip_placeholders(text).encode(), hashlib.sha256) for text in texts
    )
    return np.array([digest[:15].replace(b"\0", b"\1") for digest in digests], dtype=_KEY)


def drop_digests(home: Home, digests: NDArray[np.bytes_]) -> None:
    """Forget the vectors of the texts with these digests, of every model: segments that hold one
    are written anew under another name."""
    for folder in sorted(home.vectors.glob("*")) if len(digests) else ():
        for path in sorted(folder.glob("*.keys.npy")):
            _drop_keys(path, digests)


def drop_vectors(home: Home, texts: Sequence[str]) -> None:
    """The same, given the texts."""
    drop_digests(home, hash_texts(home.load_key(), texts))


def _drop_keys(path: Path, keys: NDArray[np.bytes_]) -> None:
    vectors_path = path.with_name(path.name.replace(".keys.", ".vectors."))
    known = np.load(path)
    stay = ~np.isin(known, keys)
    if stay.all():
        return
    if stay.any():
        name = path.name.removesuffix(".keys.npy") + "-kept"
        _save_array(path.with_name(f"{name}.vectors.npy"), np.load(vectors_path)[stay])
        _save_array(path.with_name(f"{name}.keys.npy"), known[stay])
    path.unlink()
    vectors_path.unlink()


def _save_array(path: Path, array: NDArray[np.generic]) -> None:
    # The keys come last: a segment without keys is never read.
    with open_replacement(path) as file:
        np.save(file, array)
