"""The teacher's vectors, computed once for each text and kept on disk."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.defaults import default_models_dir
from clustering.encoder.encode import load_encoder


def teacher_vectors(texts: Sequence[str], cache: Path) -> NDArray[np.float32]:
    """all-MiniLM-L6-v2's vectors of English texts: (n, 384) float32, near-unit rows, cached."""
    known = _read(cache)
    new = sorted({text for text in texts if _key(text) not in known})
    if new:
        vectors = load_encoder("english", [default_models_dir()]).encode(new).astype(np.float16)
        keys = [_key(text) for text in new]
        _write(cache, keys, vectors)
        known |= dict(zip(keys, vectors, strict=True))
    return np.array([known[_key(text)] for text in texts], dtype=np.float32)


def centre_vectors(vectors: NDArray[np.float32], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unit rows once the common part is taken out."""
    moved = vectors - mean
    unit = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(unit, dtype=np.float32)


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _read(cache: Path) -> dict[str, NDArray[np.float16]]:
    known: dict[str, NDArray[np.float16]] = {}
    for file in sorted(cache.glob("teacher-*.npz")):
        with np.load(file) as content:
            known |= dict(zip(content["keys"].tolist(), content["vectors"], strict=True))
    return known


def _write(cache: Path, keys: list[str], vectors: NDArray[np.float16]) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256("".join(keys).encode()).hexdigest()[:16]
    np.savez(cache / f"teacher-{digest}.npz", keys=np.array(keys), vectors=vectors)
