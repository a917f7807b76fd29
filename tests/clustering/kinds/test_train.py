"""Fitted heads predict what they were fitted to; a kind without examples is never predicted."""

import numpy as np
import pytest
from numpy.typing import NDArray

from clustering.kinds.hashed_ngrams import hash_ngrams
from clustering.kinds.train import fit_layered_head, fit_vector_head, fit_words_head
from domain.asks import KINDS, Kind

EACH = 12


def clusters(kinds: int) -> tuple[NDArray[np.float32], list[Kind]]:
    """(n, 8) vectors in one cluster a kind."""
    rng = np.random.default_rng(0)
    centres = np.eye(8)[:kinds] * 3
    rows = np.repeat(centres, EACH, axis=0) + rng.normal(0, 0.2, (kinds * EACH, 8))
    return rows.astype(np.float32), [kind for kind in KINDS[:kinds] for _ in range(EACH)]


def predicted(scores: NDArray[np.float64]) -> list[Kind]:
    return [KINDS[best] for best in scores.argmax(axis=1)]


def test_a_head_predicts_the_kinds_of_its_clusters() -> None:
    vectors, kinds = clusters(len(KINDS))
    head = fit_vector_head(vectors, kinds, "a model")
    assert predicted(head.predict_log_proba(vectors)) == kinds
    assert head.fingerprint == "a model"


def test_log_probabilities_add_up_to_one() -> None:
    vectors, kinds = clusters(len(KINDS))
    scores = fit_vector_head(vectors, kinds, "a model").predict_log_proba(vectors)
    np.testing.assert_allclose(np.exp(scores).sum(axis=1), 1)


def test_a_kind_without_examples_is_never_predicted() -> None:
    vectors, kinds = clusters(3)
    scores = fit_vector_head(vectors, kinds, "a model").predict_log_proba(vectors)
    assert (scores[:, 3:] < -20).all()


def test_a_hidden_layer_needs_examples_of_every_kind() -> None:
    vectors, kinds = clusters(len(KINDS))
    head = fit_layered_head(vectors, kinds, "a model", np.ones(len(kinds)))
    assert head.layer is not None
    assert predicted(head.predict_log_proba(vectors)) == kinds
    with pytest.raises(ValueError, match="every kind"):
        fit_layered_head(vectors[:EACH], kinds[:EACH], "a model", np.ones(EACH))


def test_weights_count() -> None:
    texts = ["export", "export", "export"]
    kinds: list[Kind] = ["bug", "question", "question"]
    many = fit_words_head(texts, kinds, np.array([50.0, 1.0, 1.0]))
    assert many.fingerprint == "words"
    features = hash_ngrams(texts[:1])
    assert predicted(many.predict_log_proba(features)) == ["bug"]
    few = fit_words_head(texts, kinds)
    assert predicted(few.predict_log_proba(features)) == ["question"]
