"""The teacher's vectors, computed once for each text and kept on disk."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.defaults import default_models_dir
from clustering.encoder.encode import load_encoder


def teacher_vectors(
    texts: Sequence[str], cache: Path, model: str = "english"
) -> NDArray[np.float32]:
    """A teacher's vectors of English texts: (n, d) float32, near-unit rows, cached.

    `model` is one of ours or a folder; 384 numbers a row for all-MiniLM-L6-v2, 768 for
    all-mpnet-base-v2.
    """
    if model != "english":
        cache = cache / Path(model).name
    known = _read(cache)
    new = sorted({text for text in texts if _key(text) not in known})
    if new:
        vectors = load_encoder(model, [default_models_dir()]).encode(new).astype(np.float16)
        keys = [_key(text) for text in new]
        _write(cache, keys, vectors)
        known |= dict(zip(keys, vectors, strict=True))
    return np.array([known[_key(text)] for text in texts], dtype=np.float32)


def centre_vectors(vectors: NDArray[np.float32], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unit rows once the common part is taken out."""
    moved = vectors - mean
    unit = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(unit, dtype=np.float32)


def rotate_onto(vectors: NDArray[np.float32], guide: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, d) centred unit rows of a wider space in the (n, p) guide's: their first p principal
    components, turned to lie as near the guide's rows as an orthogonal matrix can bring them
    (Schönemann 1966). Cosines between rows are those of the wider space, less what the last
    components held."""
    _, components = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    narrow = vectors @ components[:, ::-1][:, : guide.shape[1]].astype(np.float32)
    left, _, right = np.linalg.svd((narrow.T @ guide).astype(np.float64))
    turned = narrow @ (left @ right).astype(np.float32)
    return np.asarray(turned / np.linalg.norm(turned, axis=1, keepdims=True), dtype=np.float32)


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
