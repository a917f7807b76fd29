"""Vectors are addressed by text and model: nothing is embedded twice, nothing is told by a name."""

from pathlib import Path

import numpy as np

from store.write.vector_cache import VectorCache, drop_vectors
from tests.builders import home_at


def test_what_was_put_is_got_in_any_order(tmp_path: Path) -> None:
    cache = VectorCache(home_at(tmp_path), "model")
    texts = [f"text {number}" for number in range(50)]
    vectors = np.random.default_rng(1).normal(size=(50, 8)).astype(np.float32)
    keys = cache.hash_texts(texts)
    cache.put(keys[:30], vectors[:30])
    cache.put(keys[30:], vectors[30:])
    found, got = cache.get(keys[::-1])
    assert found.all()
    assert got is not None
    np.testing.assert_allclose(got, vectors[::-1], atol=2e-3)


def test_unknown_texts_and_other_models_are_not_found(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    cache = VectorCache(home, "model")
    cache.put(cache.hash_texts(["known"]), np.ones((1, 4), np.float32))
    found, _ = cache.get(cache.hash_texts(["unknown", "known"]))
    assert found.tolist() == [False, True]
    assert VectorCache(home, "another").get(cache.hash_texts(["known"]))[1] is None


def test_digests_are_keyed(tmp_path: Path) -> None:
    one = VectorCache(home_at(tmp_path / "a"), "model").hash_texts(["text"])
    other = VectorCache(home_at(tmp_path / "b"), "model").hash_texts(["text"])
    assert one[0] != other[0]


def test_a_segment_without_its_keys_is_never_read(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    cache = VectorCache(home, "model")
    cache.put(cache.hash_texts(["known"]), np.ones((1, 4), np.float32))
    next((home.vectors / "model").glob("*.keys.npy")).unlink()
    assert cache.get(cache.hash_texts(["known"]))[1] is None


def test_dropping_a_masked_text_drops_the_vector_it_was_embedded_as(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    cache = VectorCache(home, "model")
    cache.put(cache.hash_texts(["call when ready", "stays"]), np.ones((2, 4), np.float32))
    drop_vectors(home, ["call [phone-1] when ready"])
    found, _ = cache.get(cache.hash_texts(["call when ready", "stays"]))
    assert found.tolist() == [False, True]
