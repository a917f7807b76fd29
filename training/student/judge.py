"""Judges a student while it learns: held-out asks grouped, held-out sentences found."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_mutual_info_score

from training.data.corpora import LANGUAGES, Triple

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


def judge(encode: Encode, asks: Sequence[Triple], parallel: Sequence[Triple]) -> dict[str, float]:
    """KMeans AMI (k told) of asks per language and of all; AMI with language; retrieval."""
    figures = judge_asks(encode, asks) if asks else {}
    return figures | judge_retrieval(encode, parallel)


def judge_asks(encode: Encode, asks: Sequence[Triple]) -> dict[str, float]:
    """Grouping of messages whose asks were never learnt."""
    rows = [(t.texts[lang], lang, f"{t.trade}/{t.ask}") for t in asks for lang in LANGUAGES]
    texts, langs, labels = (list(column) for column in zip(*rows, strict=True))
    vectors = centre(encode(texts))
    figures = {}
    for lang in LANGUAGES:
        mine = [i for i, row in enumerate(langs) if row == lang]
        own = [labels[i] for i in mine]
        figures[lang] = adjusted_mutual_info_score(own, _groups(vectors[mine], len(set(own))))
    groups = _groups(vectors, len(set(labels)))
    figures["all"] = adjusted_mutual_info_score(labels, groups)
    figures["language"] = adjusted_mutual_info_score(langs, groups)
    return figures


def judge_retrieval(encode: Encode, parallel: Sequence[Triple]) -> dict[str, float]:
    """Share of Russian and Ukrainian sentences whose nearest English is their own."""
    vectors = {lang: centre(encode([t.texts[lang] for t in parallel])) for lang in LANGUAGES}
    pairs = (("ru", "en"), ("uk", "en"), ("uk", "ru"))
    return {f"{a}-{b}": top1(vectors[a], vectors[b]) for a, b in pairs}


def top1(queries: NDArray[np.float32], answers: NDArray[np.float32]) -> float:
    """Share of rows whose nearest answer is the one of the same index."""
    nearest = (queries @ answers.T).argmax(1)
    return float((nearest == np.arange(len(queries))).mean())


def centre(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unit rows without their common part."""
    moved = vectors - vectors.mean(0)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(lengths, 1e-9), dtype=np.float32)


def _groups(vectors: NDArray[np.float32], k: int) -> NDArray[np.int32]:
    return np.asarray(KMeans(k, n_init=4, random_state=0).fit_predict(vectors))
