"""The kind of each ask, by the head that belongs to the model."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.encode import Encoder
from clustering.kinds.classifier import (
    Head,
    find_surely_other,
    load_head,
    load_shipped_vector_head,
    predict_kinds,
    save_head,
)
from clustering.kinds.examples import load_shipped_examples
from clustering.kinds.train import fit_vector_head
from domain.asks import Kind
from pipeline.progress import NullProgress, Progress
from pipeline.settings import Settings


def classify_kinds(
    settings: Settings,
    encoder: Encoder,
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    teller: Progress | None = None,
) -> list[Kind]:
    """The kind of each of n texts; vectors is (n, d) float32, made by `encoder`."""
    return predict_kinds(texts, vectors, load_classifier(settings, encoder, teller))


def find_idle(
    settings: Settings, encoder: Encoder, texts: Sequence[str], vectors: NDArray[np.float32]
) -> NDArray[np.bool_]:
    """(n,) which texts surely hold nothing to act on."""
    return find_surely_other(texts, vectors, load_classifier(settings, encoder))


def load_classifier(settings: Settings, encoder: Encoder, teller: Progress | None = None) -> Head:
    """The shipped head of one of our models; for any other, one fitted to the shipped examples,
    once in a workspace's life."""
    if shipped := load_shipped_vector_head(encoder.model_fingerprint):
        return shipped
    examples = load_shipped_examples()
    corpus = "\n".join(f"{example.kind}\t{example.text}" for example in examples)
    name = hashlib.sha256(f"{encoder.model_fingerprint}\n{corpus}".encode()).hexdigest()[:32]
    path = settings.store.vectors / f"kinds-{name}.safetensors"
    if not path.exists():
        teller = teller or NullProgress()
        teller.begin("Learning kinds for this model", len(examples))
        vectors = encoder.encode([example.text for example in examples], teller.update)
        kinds = [example.kind for example in examples]
        save_head(fit_vector_head(vectors, kinds, encoder.model_fingerprint), path)
    return load_head(path)
