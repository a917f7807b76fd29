"""What is no theme: asks with nothing to learn from that lie together for want of a better place.

A message that is neither a question, a report, a wish, a complaint nor praise (kind `other`) has
nobody who could act on it. Many of them resemble nothing, and so end up beside each other: such a
theme holds together no better than any asks do. One that people really send again and again does.
"""

import numpy as np
from numpy.typing import NDArray

from clustering.neighbours.parallel import sum_by_label
from clustering.similarity import compute_pairwise_cosine

Floats = NDArray[np.float32]
Labels = NDArray[np.int32]

LEAST_COHERENCE = 0.35
"""Mean cosine between two asks of a theme of which most are `other`, below which it is none."""
_WEAK_SHARE = 0.2
"""Share of a theme's asks, the least near to its centroid first, among which an `other` is not
believed to belong."""


def find_unrelated(
    labels: Labels, centred: Floats, cosines: Floats, other: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which of n asks belong to no theme; and which of k themes are none, (k,).

    labels (n,) are the themes found, -1 for none; centred (n, d) unit rows; cosines (n,) to the own
    theme's centroid; other (n,) whether an ask's kind is `other`. Of a theme that is none the asks
    of other kinds are left to find another.
    """
    count = int(labels.max(initial=-1)) + 1
    themed = labels >= 0
    sizes = np.bincount(labels[themed], minlength=count)
    shares = np.bincount(labels[themed], other[themed], minlength=count) / np.maximum(sizes, 1)
    sums = sum_by_label(centred[themed].astype(np.float64), labels[themed], count)
    coherence = compute_pairwise_cosine(sums, sizes)
    mostly_other = shares >= 0.5
    gone = mostly_other & (coherence < LEAST_COHERENCE)
    unrelated = themed & other & gone[labels]
    for theme in np.flatnonzero(~mostly_other):
        own = np.flatnonzero(labels == theme)
        edge = np.quantile(cosines[own], _WEAK_SHARE)
        unrelated[own] |= other[own] & (cosines[own] < edge)
    return unrelated, gone
