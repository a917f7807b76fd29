"""Classifier of kinds: the log-probabilities of two small heads, added up.

One head reads hashed n-grams of words and is the same for every model. The other reads vectors,
belongs to one model, and is known by that model's fingerprint.
"""

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from clustering.kinds.hashed_ngrams import hash_ngrams
from domain.asks import KINDS, Kind

WORDS = "words"
"""Fingerprint of the head that reads words."""
_BATCH = 4_096
_SURE = math.log(0.97)
"""Log-probability of a kind beyond doubt."""


@dataclass(frozen=True, slots=True)
class Head:
    """A multinomial logistic regression of the features, or of a hidden layer (ReLU) over them."""

    fingerprint: str
    """Of the model whose vectors it reads, or `WORDS`."""
    weights: NDArray[np.float32]
    """(features, kinds) float32, kinds in the order of `KINDS`; (units, kinds) over a layer."""
    bias: NDArray[np.float32]
    """(kinds,) float32."""
    layer: NDArray[np.float32] | None = None
    """(features + 1, units) float32, the bias of each unit last; None for none."""

    @property
    def digest(self) -> str:
        """First 16 hex digits of the sha256 of fingerprint and numbers: another digest, other
        kinds."""
        parts = (self.weights, self.bias, *([] if self.layer is None else [self.layer]))
        numbers = b"".join(part.astype("<f4").tobytes() for part in parts)
        return hashlib.sha256(self.fingerprint.encode() + numbers).hexdigest()[:16]

    def predict_log_proba(self, features: NDArray[np.float32] | csr_matrix) -> NDArray[np.float64]:
        """(n, kinds) natural logarithms of the kinds' probabilities for (n, features)."""
        if self.layer is not None:
            layer = self.layer.astype(np.float64)
            features = np.maximum(features @ layer[:-1] + layer[-1], 0)
        scores = np.asarray(features @ self.weights.astype(np.float64), dtype=np.float64)
        scores += self.bias
        scores -= scores.max(axis=1, keepdims=True)
        return np.asarray(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)))


def predict_kinds(
    texts: Sequence[str], vectors: NDArray[np.float32], head: Head, words: Head | None = None
) -> list[Kind]:
    """The kind of each of n texts; vectors is (n, d) float32 of the model that `head` is for.

    words: a head that reads words; the shipped one where none is given.
    """
    return [
        KINDS[best]
        for scores in _iter_scores(texts, vectors, head, words)
        for best in scores.argmax(axis=1)
    ]


def find_surely_other(
    texts: Sequence[str], vectors: NDArray[np.float32], head: Head, words: Head | None = None
) -> NDArray[np.bool_]:
    """(n,) whether a text is of the kind `other` beyond doubt, as `predict_kinds` reads it."""
    place = KINDS.index("other")
    sure = [
        scores[:, place] - logsumexp(scores, axis=1) > _SURE
        for scores in _iter_scores(texts, vectors, head, words)
    ]
    return np.concatenate([np.zeros(0, dtype=bool), *sure])


def _iter_scores(
    texts: Sequence[str], vectors: NDArray[np.float32], head: Head, words: Head | None
) -> Iterator[NDArray[np.float64]]:
    """Sums of both heads' log-probabilities, (up to `_BATCH`, kinds) at a time."""
    words = words or load_shipped_words_head()
    for start in range(0, len(texts), _BATCH):
        part = slice(start, start + _BATCH)
        scores = head.predict_log_proba(vectors[part]) + words.predict_log_proba(
            hash_ngrams(texts[part])
        )
        # Rounded, so that the last bits of another machine's sums decide nothing.
        yield scores.round(6)


def load_shipped_vector_head(fingerprint: str) -> Head | None:
    """The shipped head for the vectors of the model with this fingerprint; None where there is
    none."""
    return next((head for head in _load_shipped_heads() if head.fingerprint == fingerprint), None)


def load_shipped_words_head() -> Head:
    """The shipped head that reads words."""
    return next(head for head in _load_shipped_heads() if head.fingerprint == WORDS)


def save_head(head: Head, path: Path) -> None:
    """Write a head as float16 (safetensors), beside the path first and then in its place."""
    tensors = {
        "bias": head.bias.astype(np.float16),
        "weights": head.weights.astype(np.float16),
    }
    if head.layer is not None:
        tensors["layer"] = head.layer.astype(np.float16)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(save(tensors, metadata={"fingerprint": head.fingerprint}))
    beside.replace(path)


def load_head(path: Path) -> Head:
    """What `save_head` wrote."""
    with safe_open(path, framework="numpy") as file:
        names = set(file.keys())
        return Head(
            file.metadata()["fingerprint"],
            file.get_tensor("weights").astype(np.float32),
            file.get_tensor("bias").astype(np.float32),
            file.get_tensor("layer").astype(np.float32) if "layer" in names else None,
        )


@lru_cache(maxsize=1)
def _load_shipped_heads() -> tuple[Head, ...]:
    with resources.as_file(resources.files("clustering.kinds") / "heads") as folder:
        return tuple(load_head(path) for path in sorted(folder.glob("*.safetensors")))
