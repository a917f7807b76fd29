"""What is no theme: asks with nothing to learn from that lie together for want of a better place.

A message that is neither a question, a report, a wish, a complaint nor praise (kind `other`) has
nobody who could act on it. Many of them resemble nothing, and so end up beside each other: such a
theme holds together no better than any asks do. One that people really send again and again does.
Others lie at the edge of a theme of real asks.
"""

import numpy as np
from numpy.typing import NDArray

from clustering.neighbours.parallel import sum_by_label
from clustering.similarity import compute_pairwise_cosine

Floats = NDArray[np.float32]
Labels = NDArray[np.int32]

LEAST_COHERENCE = 0.35
"""Mean cosine between two asks of a theme of which most are `other`, below which it is none."""
_OTHER_SHARE = 0.3
"""Share of `other` asks from which a theme is looked at."""
_MOSTLY = 0.5
"""Share of `other` asks from which a theme is one of them, which none of them leaves."""


def find_incoherent(labels: Labels, centred: Floats, other: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of k themes are none, (k,).

    labels (n,) are the themes found, -1 for none; centred (n, d) unit rows; other (n,) whether an
    ask's kind is `other`.
    """
    count = int(labels.max(initial=-1)) + 1
    themed = labels >= 0
    sizes = np.bincount(labels[themed], minlength=count)
    shares = np.bincount(labels[themed], other[themed], minlength=count) / np.maximum(sizes, 1)
    sums = sum_by_label(centred[themed].astype(np.float64), labels[themed], count)
    coherence = compute_pairwise_cosine(sums, sizes)
    unrelated: NDArray[np.bool_] = (shares >= _OTHER_SHARE) & (coherence < LEAST_COHERENCE)
    return unrelated


def find_strays(
    labels: Labels, projected: Floats, centroids: Floats, idle: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """(n,) which of the asks that are `idle`, with surely nothing to act on, are at the edge of a
    theme of other asks: farther from its centroid than the half of these are.

    labels (n,) as above; projected (n, p) and centroids (k, p) unit rows.
    """
    strays = np.zeros(len(labels), dtype=bool)
    for theme in np.unique(labels[(labels >= 0) & idle]).tolist():
        members = np.flatnonzero(labels == theme)
        real = ~idle[members]
        if real.mean() <= 1 - _MOSTLY:
            continue
        cosines = projected[members] @ centroids[theme]
        strays[members] = ~real & (cosines < np.median(cosines[real]))
    return strays
