"""Hashed n-grams: what scikit-learn's models read of a text's words."""

from collections.abc import Sequence

from scipy.sparse import csr_matrix
from sklearn.feature_extraction import FeatureHasher
from sklearn.preprocessing import normalize

from clustering.kinds.ngrams import list_ngrams

N_FEATURES = 16_384
"""Hashed features. Half as many cost one point of accuracy in a hundred."""


def hash_ngrams(texts: Sequence[str]) -> csr_matrix:
    """(n, N_FEATURES) float64: the features of n texts, each row of unit length."""
    hasher = FeatureHasher(n_features=N_FEATURES, input_type="string")
    features: csr_matrix = normalize(hasher.transform(map(list_ngrams, texts)))
    return features
