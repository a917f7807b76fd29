"""The teacher's vectors, computed once and kept on disk."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clustering.encoder import default_models_dir, load_encoder


def teacher_vectors(texts: Sequence[str], cache: Path) -> NDArray[np.float32]:
    """all-MiniLM-L6-v2's vectors of English texts: (n, 384) float32, unit rows, cached."""
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
    kept = cache / f"teacher-{digest}.npy"
    if kept.exists():
        return np.asarray(np.load(kept), dtype=np.float32)
    vectors = load_encoder("english", [default_models_dir()]).encode(texts)
    cache.mkdir(parents=True, exist_ok=True)
    np.save(kept, vectors.astype(np.float16))
    return vectors


def centred(vectors: NDArray[np.float32], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unit rows once the common part is taken out."""
    moved = vectors - mean
    return moved / np.linalg.norm(moved, axis=1, keepdims=True)
