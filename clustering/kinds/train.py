"""Fitting the heads of the classifier to examples."""

import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from clustering.kinds.classifier import WORDS, Head
from clustering.kinds.hashed_ngrams import hash_ngrams
from domain.asks import KINDS, Kind

_VECTOR_C, _WORDS_C = 2.0, 3.0
"""Inverse strengths of the L2 penalty, chosen on held-out asks."""
_UNITS, _LAYER_RIDGE, _ROUNDS = 128, 0.1, 40
"""Hidden units, their L2 penalty, and epochs of training."""


def fit_vector_head(
    vectors: NDArray[np.float32],
    kinds: Sequence[Kind],
    fingerprint: str,
    weights: NDArray[np.float64] | None = None,
) -> Head:
    """A head for the model of (n, d) vectors of texts whose n kinds are known.

    weights: (n,) float64, how much each text counts; None: all alike.
    """
    return _fit_logistic(vectors, kinds, fingerprint, _VECTOR_C, weights)


def fit_layered_head(
    vectors: NDArray[np.float32],
    kinds: Sequence[Kind],
    fingerprint: str,
    weights: NDArray[np.float64],
) -> Head:
    """A head with a hidden layer: two points of accuracy in a hundred above one without.

    Arguments as in `fit_vector_head`; weights are whole numbers. Its last bits depend on the number
    of threads, so it is for heads that ship and not for those fitted on a user's machine. Raises
    `ValueError` where a kind has no example.
    """
    rows = np.repeat(np.arange(len(kinds)), weights.astype(np.int64))
    numbers = np.array([KINDS.index(kind) for kind in kinds])
    model = MLPClassifier((_UNITS,), alpha=_LAYER_RIDGE, max_iter=_ROUNDS, random_state=0)
    with warnings.catch_warnings():
        # Early stopping is meant: it keeps the layer from overfitting.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(vectors[rows], numbers[rows])
    if len(model.classes_) != len(KINDS):
        raise ValueError("examples of every kind are needed")
    layer = np.vstack([model.coefs_[0], model.intercepts_[0]])
    parts = (model.coefs_[1], model.intercepts_[1], layer)
    return Head(fingerprint, *(part.astype(np.float32) for part in parts))


def fit_words_head(
    texts: Sequence[str], kinds: Sequence[Kind], weights: NDArray[np.float64] | None = None
) -> Head:
    """A head that reads words; weights as in `fit_vector_head`."""
    return _fit_logistic(hash_ngrams(texts), kinds, WORDS, _WORDS_C, weights)


def _fit_logistic(
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
    # Two kinds have one row between them: the log-odds of the second over the first.
    ours = model.classes_[-len(model.coef_) :]
    bias[model.classes_] = 0.0
    weights[:, ours] = model.coef_.T
    bias[ours] = model.intercept_
    return Head(fingerprint, weights, bias)
