"""Fitting heads to examples."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from clustering.kinds.heads import WORDS, Head
from clustering.kinds.wording import wording
from domain import KINDS, Kind

_VECTOR_C, _WORDS_C = 2.0, 3.0
"""Inverse strengths of the ridge, chosen on asks held out whole."""


def fit_vector_head(
    vectors: NDArray[np.float32],
    kinds: Sequence[Kind],
    fingerprint: str,
    weights: NDArray[np.float64] | None = None,
) -> Head:
    """A head for the model of (n, d) vectors of texts whose n kinds are known.

    weights: (n,) float64, how much each text counts; all alike where there are none.
    """
    return _fit(vectors, kinds, fingerprint, _VECTOR_C, weights)


def fit_words_head(
    texts: Sequence[str], kinds: Sequence[Kind], weights: NDArray[np.float64] | None = None
) -> Head:
    """A head that reads words; weights as in `fit_vector_head`."""
    return _fit(wording(texts), kinds, WORDS, _WORDS_C, weights)


def _fit(
    features: NDArray[np.float32] | csr_matrix,
    kinds: Sequence[Kind],
    fingerprint: str,
    c: float,
    counted: NDArray[np.float64] | None,
) -> Head:
    numbers = [KINDS.index(kind) for kind in kinds]
    model = LogisticRegression(C=c, max_iter=500).fit(features, numbers, sample_weight=counted)
    weights = np.zeros((features.shape[1], len(KINDS)), dtype=np.float32)
    bias = np.full(len(KINDS), -30.0, dtype=np.float32)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return Head(fingerprint, weights, bias)
