"""How well vectors keep themes together, whatever the language, and how fast they come."""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from benchmarks.encoder.data import Labelled
from clustering.encoder.encode import Encoder

Vectors = NDArray[np.float32]

THRESHOLDS = (0.65, 0.7, 0.75, 0.8, 0.85)
"""Cosine distances at which average linkage may be cut; the best on one half of the themes is
judged on the other half."""


def centre(vectors: Vectors) -> Vectors:
    """Unit rows once the common part is taken out."""
    moved = vectors - vectors.mean(0)
    unit: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return unit


def cluster_kmeans(
    vectors: Vectors, themes: Sequence[str], seed: int, starts: int = 3
) -> NDArray[np.int_]:
    """Groups of centred vectors when the number of themes is told."""
    model = KMeans(len(set(themes)), n_init=starts, random_state=seed)
    return np.asarray(model.fit_predict(centre(vectors)))


def compute_kmeans_ami(
    vectors: Vectors, themes: Sequence[str], seed: int, starts: int = 3
) -> float:
    """Adjusted mutual information of KMeans told k."""
    return compute_ami(themes, cluster_kmeans(vectors, themes, seed, starts))


def compute_ami(truth: Sequence[str], groups: Sequence[int] | NDArray[np.int_]) -> float:
    """Adjusted mutual information: 0 by chance, 1 when equal."""
    return float(adjusted_mutual_info_score(truth, groups))


def compute_ari(truth: Sequence[str], groups: Sequence[int] | NDArray[np.int_]) -> float:
    """Adjusted Rand index: 0 by chance, 1 when equal."""
    return float(adjusted_rand_score(truth, groups))


def compute_linkage_scores(
    vectors: Vectors, data: Labelled, seed: int
) -> tuple[float, float, float]:
    """(AMI, ARI, threshold) of average linkage on centred cosine.

    The cut is chosen on half of the themes and judged on the other half, both ways round; the
    figures are the means, the threshold the first half's choice.
    """
    halves = _split_by_theme(data.themes, seed)
    trees = [linkage(centre(vectors[half]), "average", metric="cosine") for half in halves]
    truths = [[data.themes[i] for i in half] for half in halves]
    scores = []
    for chosen, judged in ((0, 1), (1, 0)):
        cut = max(THRESHOLDS, key=lambda t: compute_ami(truths[chosen], _cut(trees[chosen], t)))
        groups = _cut(trees[judged], cut)
        scores.append(
            (compute_ami(truths[judged], groups), compute_ari(truths[judged], groups), cut)
        )
    return (
        float(np.mean([score[0] for score in scores])),
        float(np.mean([score[1] for score in scores])),
        scores[0][2],
    )


def compute_retrieval(queries: Vectors, answers: Vectors) -> float:
    """Share of rows whose nearest answer has the same index."""
    nearest = (centre(queries) @ centre(answers).T).argmax(1)
    return float((nearest == np.arange(len(queries))).mean())


def measure_pace(
    encoders: dict[str, Encoder], texts: Sequence[str], rounds: int = 3
) -> dict[str, float]:
    """Texts a second of each encoder; they take turns, and each one's best round counts."""
    best = dict.fromkeys(encoders, 0.0)
    for encoder in encoders.values():
        encoder.encode(texts[:64])
    for _ in range(rounds):
        for name, encoder in encoders.items():
            started = time.perf_counter()
            encoder.encode(texts)
            best[name] = max(best[name], len(texts) / (time.perf_counter() - started))
    return best


def _split_by_theme(themes: Sequence[str], seed: int) -> tuple[list[int], list[int]]:
    """Row numbers of two halves that share no theme."""
    names = sorted(set(themes))
    first = set(np.random.default_rng(seed).permutation(names)[: len(names) // 2].tolist())
    one = [i for i, theme in enumerate(themes) if theme in first]
    return one, [i for i, theme in enumerate(themes) if theme not in first]


def _cut(tree: NDArray[np.float64], threshold: float) -> NDArray[np.int_]:
    return np.asarray(fcluster(tree, threshold, criterion="distance"))
