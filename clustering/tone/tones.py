"""Sentiment and urgency of asks: the log-probabilities of two small heads, added up.

One head reads hashed n-grams of words and is the same for every model; the other reads vectors and
belongs to one model, known by its fingerprint. Neither needs the model itself, nor scikit-learn:
people wait for these answers. Of a model that has no head the words alone are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Literal, get_args
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save

from clustering.encoder.engine import Engine, build_fingerprint
from clustering.kinds.ngrams import list_ngrams

Sentiment = Literal["negative", "neutral", "positive"]
SENTIMENTS: tuple[Sentiment, ...] = get_args(Sentiment)
URGENCIES = ("calm", "urgent")
TASKS: Mapping[str, tuple[str, ...]] = {"sentiment": SENTIMENTS, "urgency": URGENCIES}
"""What is told, and the classes of each."""
WORDS = "words"
"""Fingerprint of the head that reads words."""
N_FEATURES = 8_192

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tone:
    """How an ask is written."""

    sentiment: Sentiment
    """How its writer feels about the product or the company."""
    is_urgent: bool
    """An answer today is worth much more than one tomorrow."""


@dataclass(frozen=True, slots=True)
class ToneHead:
    """Logistic regressions of the same features, one for each of `TASKS`."""

    fingerprint: str
    """Of the model whose vectors it reads, or `WORDS`."""
    weights: Mapping[str, Floats]
    """Task -> (features, classes) float32."""
    bias: Mapping[str, Floats]
    """Task -> (classes,) float32."""


def predict_tones(
    texts: Sequence[str], vectors: Floats | None = None, fingerprint: str = ""
) -> list[Tone]:
    """The tone of each of n texts. vectors (n, d) and `fingerprint` are of the model and engine
    that embedded them; without them, or without a head for that model, words alone are read."""
    scores = {task: np.zeros((len(texts), len(names))) for task, names in TASKS.items()}
    words, head = load_words_head(), find_vector_head(fingerprint)
    for task in TASKS:
        scores[task] += _predict_from_words(texts, words, task)
        if head is not None and vectors is not None:
            raw = vectors.astype(np.float64) @ head.weights[task] + head.bias[task]
            scores[task] += _normalise_scores(raw)
    # Rounded, so that the last bits of another machine's sums decide nothing.
    feels, presses = (scores[task].round(6).argmax(axis=1).tolist() for task in TASKS)
    return [
        Tone(SENTIMENTS[feeling], bool(pressing))
        for feeling, pressing in zip(feels, presses, strict=True)
    ]


def hash_words(text: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Places (m,) among `N_FEATURES` of a text's n-grams, and their values (m,), of length 1."""
    hashed = np.array([crc32(one.encode()) % N_FEATURES for one in list_ngrams(text)])
    places, counts = np.unique(hashed, return_counts=True)
    return places.astype(np.int64), counts / np.linalg.norm(counts)


def load_words_head() -> ToneHead:
    """The head that reads words."""
    return _load_heads()[WORDS]


def find_vector_head(fingerprint: str) -> ToneHead | None:
    """The head for vectors of a model and engine; None where there is none."""
    engines: tuple[Engine, ...] = get_args(Engine)
    return next(
        (
            head
            for name, head in _load_heads().items()
            if name != WORDS and fingerprint in {build_fingerprint(name, one) for one in engines}
        ),
        None,
    )


def save_tone_head(head: ToneHead, path: Path) -> None:
    """Write a head as float16 (safetensors)."""
    parts = {f"{task}.weights": head.weights[task] for task in TASKS}
    parts |= {f"{task}.bias": head.bias[task] for task in TASKS}
    # The format takes an array's memory as it lies, transposed or not.
    tensors = {name: np.ascontiguousarray(part, dtype=np.float16) for name, part in parts.items()}
    path.write_bytes(save(tensors, metadata={"fingerprint": head.fingerprint}))


def load_tone_head(path: Path) -> ToneHead:
    """What `save_tone_head` wrote."""
    with safe_open(path, framework="numpy") as file:
        weights = {task: file.get_tensor(f"{task}.weights").astype(np.float32) for task in TASKS}
        bias = {task: file.get_tensor(f"{task}.bias").astype(np.float32) for task in TASKS}
        return ToneHead(file.metadata()["fingerprint"], weights, bias)


@lru_cache(maxsize=1)
def _load_heads() -> dict[str, ToneHead]:
    with resources.as_file(resources.files("clustering.tone") / "heads") as folder:
        heads = [load_tone_head(path) for path in sorted(folder.glob("*.safetensors"))]
    return {head.fingerprint: head for head in heads}


def _predict_from_words(texts: Sequence[str], head: ToneHead, task: str) -> NDArray[np.float64]:
    raw = np.empty((len(texts), len(TASKS[task])))
    weights = head.weights[task].astype(np.float64)
    for row, text in enumerate(texts):
        places, values = hash_words(text)
        raw[row] = values @ weights[places] + head.bias[task]
    return _normalise_scores(raw)


def _normalise_scores(raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-probabilities of (n, classes) scores."""
    raw = raw - raw.max(axis=1, keepdims=True, initial=-np.inf)
    scores: NDArray[np.float64] = raw - np.log(np.exp(raw).sum(axis=1, keepdims=True))
    return scores
