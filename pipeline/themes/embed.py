"""Vectors of texts, each text embedded once in a workspace's life."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.encode import Encoder, load_encoder
from domain.placeholders import strip_placeholders
from pipeline.progress import NullProgress, Progress
from pipeline.settings import Settings
from store.write.vector_cache import VectorCache

_CHUNK = 4_096
"""Texts embedded between two savings: what a kill may lose."""


def open_encoder(settings: Settings, model: str | None = None) -> Encoder:
    """The model of the workspace, or the one named. Raises `ModelMissing`."""
    return load_encoder(model or settings.model, settings.models_dirs, settings.engine)


def embed_texts(
    settings: Settings, encoder: Encoder, texts: Sequence[str], teller: Progress | None = None
) -> NDArray[np.float32]:
    """(n, d) float32 unit rows for n texts, from the cache where it has them.

    Always what float16 keeps of a vector, so that a first and a second run see the same numbers.
    """
    teller = teller or NullProgress()
    texts = [strip_placeholders(text) for text in texts]
    cache = VectorCache(
        settings.store, encoder.fingerprint, encoder.dimensions, encoder.comparable_fingerprints
    )
    keys = cache.hash_texts(texts)
    found, vectors = cache.get(keys)
    if vectors is None:
        vectors = np.zeros((len(texts), encoder.dimensions), dtype=np.float32)
    # One row of each missing text, longest first: batches of like length waste no padding.
    unique, firsts = np.unique(keys[~found], return_index=True)
    fresh = np.zeros((len(unique), encoder.dimensions), dtype=np.float32)
    missing = [texts[row] for row in np.flatnonzero(~found)[firsts]]
    order = sorted(range(len(missing)), key=lambda row: (-len(missing[row]), missing[row]))
    if missing:
        teller.begin("Embedding", len(missing))
    for start in range(0, len(missing), _CHUNK):
        chunk = order[start : start + _CHUNK]
        embedded = encoder.encode([missing[row] for row in chunk], _offset_progress(teller, start))
        cache.put(unique[chunk], embedded)
        fresh[chunk] = embedded.astype(np.float16)
    vectors[~found] = fresh[np.searchsorted(unique, keys[~found])]
    return _normalise(vectors)


def embed_grouped(
    settings: Settings, run: Mapping[str, Any], texts: Sequence[str]
) -> NDArray[np.float32]:
    """As `embed_texts` by the model of a grouping, loaded only where a text has no vector yet.

    run: what `Reader.read_newest_run` gives. Raises `ModelMissing`.
    """
    kept = read_vectors(settings, run, texts)
    if kept is not None:
        return kept
    return embed_texts(settings, open_encoder(settings, run["model"]), texts)


def read_vectors(
    settings: Settings, run: Mapping[str, Any], texts: Sequence[str]
) -> NDArray[np.float32] | None:
    """(n, d) float32 unit rows that a grouping's model left of n texts; None where one is missing.
    No model is loaded."""
    cache = VectorCache(settings.store, run["fingerprint"])
    found, vectors = cache.get(cache.hash_texts([strip_placeholders(text) for text in texts]))
    return _normalise(vectors) if vectors is not None and found.all() else None


def embed_uncached(
    encoder: Encoder, texts: Sequence[str], teller: Progress | None = None
) -> NDArray[np.float32]:
    """(n, d) float32 unit rows for n texts, with nothing kept on disk.

    The same numbers as `embed_texts`, whatever order the texts come in: each different text is
    embedded once, in an order of their own.
    """
    teller = teller or NullProgress()
    texts = [strip_placeholders(text) for text in texts]
    unique = sorted(set(texts), key=lambda text: (-len(text), text))
    teller.begin("Embedding", len(unique))
    embedded = encoder.encode(unique, teller.update).astype(np.float16).astype(np.float32)
    place = {text: row for row, text in enumerate(unique)}
    return _normalise(embedded[[place[text] for text in texts]])


def _normalise(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = vectors / np.maximum(norms, 1e-12)
    return unit


def _offset_progress(teller: Progress, start: int) -> Callable[[int], None]:
    return lambda done: teller.update(start + done)
