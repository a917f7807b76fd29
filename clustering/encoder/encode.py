"""Texts to unit vectors, through sentence-transformers. The only file that runs a model."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.errors import ModelNotLoadedError, ModelNotReadyError
from clustering.encoder.registry import MODELS, compute_fingerprint, locate_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

logger = logging.getLogger(__name__)

MAX_TOKENS = 256
_BATCHES_PER_STEP = 32
_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")


class Encoder:
    """A loaded model that turns texts into vectors of one length."""

    def __init__(self, model: SentenceTransformer, fingerprint: str, batch_size: int = 64) -> None:
        self.fingerprint = fingerprint
        """Identifies the vectors: equal fingerprints mean comparable vectors."""
        self.dimensions = int(model.get_embedding_dimension() or 0)
        """How many numbers a vector has."""
        self._model = model
        self._batch_size = batch_size

    def encode(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Embed the texts.

        Args:
            texts: any strings; empty ones get a vector too.
            on_progress: called now and then with how many texts are done so far.

        Returns:
            (n, dimensions) float32, rows of unit length, in the order of the texts.
        """
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        done = 0
        for chosen in self._split_by_length(texts):
            rows[chosen] = self._embed([texts[i] for i in chosen])
            done += len(chosen)
            if on_progress is not None:
                on_progress(done)
        return rows

    def _split_by_length(self, texts: Sequence[str]) -> Iterator[NDArray[np.int64]]:
        """Indices, longest texts first: batches of like length waste no time on padding."""
        lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
        order = np.argsort(-lengths, kind="stable")
        step = self._batch_size * _BATCHES_PER_STEP
        for start in range(0, len(order), step):
            yield order[start : start + step]

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        vectors = self._model.encode(
            texts,
            batch_size=self._batch_size,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        # A lookup model finds nothing in an empty text: such texts share one direction.
        vectors[~vectors.any(axis=1), 0] = 1
        return np.asarray(vectors, dtype=np.float32)


def load_encoder(name_or_path: str, models_dirs: Sequence[Path], batch_size: int = 64) -> Encoder:
    """Load one of our models, a sentence-transformers folder, or a model of the hub.

    No network is touched unless the name is neither ours nor a folder.

    Raises:
        ModelNotReadyError: ours, but not yet prepared.
        ModelNotLoadedError: sentence-transformers could not open it.
    """
    folder = locate_model(name_or_path, models_dirs)
    if folder is None and name_or_path in MODELS:
        raise ModelNotReadyError(name_or_path)
    if folder is None:
        model = _open_model(name_or_path, local=False)
        return Encoder(model, _compute_hub_fingerprint(name_or_path, model), batch_size)
    with _force_hub_offline():
        model = _open_model(str(folder), local=True)
    return Encoder(model, compute_fingerprint(folder), batch_size)


def _open_model(source: str, local: bool) -> SentenceTransformer:
    # Imported here because it brings torch: seconds that a reader of paths should not pay.
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(source, device="cpu", local_files_only=local)
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).partition("\n")[0]
        raise ModelNotLoadedError(source, reason) from error
    longest = model.max_seq_length
    # Lookup models say infinity: length costs them nothing.
    if isinstance(longest, int) and longest > MAX_TOKENS:
        model.max_seq_length = MAX_TOKENS
    return model


def _compute_hub_fingerprint(name: str, model: SentenceTransformer) -> str:
    """The name and the commit that the hub gave, where it says one."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return f"{name}@{getattr(config, '_commit_hash', None) or 'unknown'}"


@contextmanager
def _force_hub_offline() -> Iterator[None]:
    """`local_files_only` alone has let requests through (sentence-transformers #3199)."""
    before = {name: os.environ.get(name) for name in _OFFLINE}
    os.environ.update(dict.fromkeys(_OFFLINE, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
