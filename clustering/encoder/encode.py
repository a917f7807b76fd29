"""Texts to unit vectors, through sentence-transformers. The only file that runs a model.

Texts of like length in tokens make a batch, each batch is computed by one thread, and as many
batches run beside each other as there are workers: what comes out does not depend on how many.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.batches import split_into_batches
from clustering.encoder.engine import (
    Engine,
    EngineChoice,
    build_fingerprint,
    choose_engine,
    list_comparable_fingerprints,
)
from clustering.encoder.errors import ModelNotLoadedError, ModelNotReadyError
from clustering.encoder.processor import count_workers
from clustering.encoder.registry import MODELS, compute_fingerprint, locate_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

logger = logging.getLogger(__name__)

MAX_TOKENS = 256
_WINDOW = 8_192
"""Texts whose tokens are counted at once."""
_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
_SETTING_THREADS = Lock()
_OUTPUTS = ("token_embeddings", "sentence_embedding")


class Encoder:
    """A loaded model that turns texts into vectors of one length."""

    def __init__(
        self, model: SentenceTransformer, model_fingerprint: str, engine: Engine = "torch"
    ) -> None:
        """`model_fingerprint` identifies the weights. A model without a transformer, such as a
        lookup of word pieces, is always computed by `torch`."""
        if not _has_transformer(model):
            engine = "torch"
        if engine == "torch-bf16":
            _convert_to_bf16(model)
        self.engine: Engine = engine
        """How the transformer runs."""
        self.model_fingerprint = model_fingerprint
        """Identifies the weights: equal ones mean comparable vectors."""
        self.fingerprint = build_fingerprint(model_fingerprint, engine)
        """Identifies the vectors: the weights, and the engine that computes with them."""
        self.comparable_fingerprints = list_comparable_fingerprints(model_fingerprint)
        """Those of vectors that may stand beside its own: of these weights, by any engine."""
        self.dimensions = int(model.get_embedding_dimension() or 0)
        """How many numbers a vector has."""
        self._model = model
        self._tokenizing = Lock()  # a tokenizer keeps state, and sessions share an encoder

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
        for chosen, vectors in self._run_batches(self._prepare_batches(texts)):
            rows[chosen] = vectors
            done += len(chosen)
            if on_progress is not None:
                on_progress(done)
        return rows

    def _prepare_batches(
        self, texts: Sequence[str]
    ) -> Iterator[tuple[NDArray[np.int64], dict[str, Any]]]:
        """Places of the texts of each batch, and what the model takes for them; the longest
        first."""
        lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
        order = np.argsort(-lengths, kind="stable")
        for start in range(0, len(order), _WINDOW):
            window = order[start : start + _WINDOW]
            tokens = self._count_tokens([texts[row] for row in window])
            for places in split_into_batches(tokens):
                chosen = window[places]
                with self._tokenizing:
                    features = self._model.preprocess([texts[row] for row in chosen])
                yield chosen, features

    def _count_tokens(self, texts: list[str]) -> NDArray[np.int64]:
        """(n,) tokens that the transformer sees of each text; for a lookup model, characters."""
        if not _has_transformer(self._model):
            return np.array([len(text) for text in texts], dtype=np.int64)
        with self._tokenizing:
            split = self._model.tokenizer(
                texts, truncation=True, max_length=self._model.max_seq_length,
                return_attention_mask=False, return_token_type_ids=False,
            )["input_ids"]  # fmt: skip
        return np.array([len(ids) for ids in split], dtype=np.int64)

    def _run_batches(
        self, batches: Iterator[tuple[NDArray[np.int64], dict[str, Any]]]
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Vectors of each batch, in the batches' order. The next ones are tokenized while the
        workers compute."""
        workers = count_workers()
        running: deque[tuple[NDArray[np.int64], Future[NDArray[np.float32]]]] = deque()
        with ThreadPoolExecutor(workers, initializer=_use_one_thread) as pool:
            for chosen, features in batches:
                running.append((chosen, pool.submit(self._embed, features)))
                if len(running) > workers:
                    done, future = running.popleft()
                    yield done, future.result()
            for done, future in running:
                yield done, future.result()

    def _embed(self, features: dict[str, Any]) -> NDArray[np.float32]:
        """(b, dimensions) float32 unit rows of one batch."""
        import torch

        with torch.inference_mode():
            embedded = self._model(features)["sentence_embedding"].float()
            vectors = torch.nn.functional.normalize(embedded, dim=1).numpy()
        # A lookup model finds nothing in an empty text: such texts share one direction.
        vectors[~vectors.any(axis=1), 0] = 1
        return np.asarray(vectors, dtype=np.float32)


def load_encoder(
    name_or_path: str, models_dirs: Sequence[Path], engine: EngineChoice = "auto"
) -> Encoder:
    """Load one of our models, a sentence-transformers folder, or a model of the hub.

    No network is touched unless the name is neither ours nor a folder. `auto` is the engine that
    is best on this processor.

    Raises:
        ModelNotReadyError: ours, but not yet prepared.
        ModelNotLoadedError: sentence-transformers could not open it.
    """
    folder = locate_model(name_or_path, models_dirs)
    if folder is None and name_or_path in MODELS:
        raise ModelNotReadyError(name_or_path)
    if folder is None:
        model = _open_model(name_or_path, local=False)
        fingerprint = _compute_hub_fingerprint(name_or_path, model)
    else:
        with _force_hub_offline():
            model = _open_model(str(folder), local=True)
        fingerprint = compute_fingerprint(folder)
    return Encoder(model, fingerprint, choose_engine(engine, fingerprint, models_dirs))


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


def _has_transformer(model: SentenceTransformer) -> bool:
    from sentence_transformers.models import Transformer

    return isinstance(model[0], Transformer)


def _convert_to_bf16(model: SentenceTransformer) -> None:
    """Keep the transformer's weights, and what flows between its layers, in bfloat16; what comes
    after it computes in 32-bit floats."""
    import torch

    def widen(_module: object, _inputs: object, features: dict[str, Any]) -> dict[str, Any]:
        wide = {name: features[name].float() for name in _OUTPUTS if name in features}
        return features | wide

    model[0].to(torch.bfloat16)
    model[0].register_forward_hook(widen)


def _use_one_thread() -> None:
    """For the thread that calls it; threads that are made later start with what they would have.

    PyTorch keeps a number for each thread, and one that new threads take up when they first
    compute: it is taken up here before it is changed, so that nothing overrules it later.
    """
    import torch

    with _SETTING_THREADS:
        default = torch.get_num_threads()
        torch.set_num_threads(1)
        restoring = Thread(target=torch.set_num_threads, args=(default,))
        restoring.start()
        restoring.join()


def _compute_hub_fingerprint(name: str, model: SentenceTransformer) -> str:
    """Digest of the name and of the commit that the hub gave, where it says one."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    named = f"{name}@{getattr(config, '_commit_hash', None) or 'unknown'}"
    return hashlib.sha256(named.encode()).hexdigest()


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
