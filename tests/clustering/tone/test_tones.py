"""Tones are told from words, and from vectors where a head knows their model."""

from pathlib import Path

import numpy as np
import pytest

from clustering.encoder.defaults import default_models_dir
from clustering.encoder.encode import load_encoder
from clustering.tone.tones import (
    N_FEATURES,
    TASKS,
    ToneHead,
    find_vector_head,
    hash_words,
    load_tone_head,
    load_words_head,
    predict_tones,
    save_tone_head,
)

SAID = (
    "This is a disgrace, third letter and nobody answers, I am leaving",
    "Where can I change my e-mail address?",
    "Thank you so much, the new lessons are wonderful and the teacher is great",
    "Ужасно, деньги списали дважды, и никто не отвечает!!",
    "Дуже дякую, все чудово працює, ви найкращі",
)


def test_plain_texts_are_told_rightly_by_words_and_vectors() -> None:
    encoder = load_encoder("fast", [default_models_dir()])
    tones = predict_tones(SAID, encoder.encode(list(SAID)), encoder.fingerprint)
    assert [tone.sentiment for tone in tones] == [
        "negative", "neutral", "positive", "negative", "positive",
    ]  # fmt: skip
    assert [tone.is_urgent for tone in tones] == [True, False, False, True, False]


def test_of_an_unknown_model_the_words_alone_are_read() -> None:
    vectors = np.ones((len(SAID), 7), dtype=np.float32)
    assert predict_tones(SAID, vectors, "nobody knows it") == predict_tones(SAID)
    assert find_vector_head("nobody knows it") is None
    assert predict_tones([]) == []


def test_every_shipped_model_has_a_head_for_each_engine() -> None:
    for name in ("fast", "english", "multilingual"):
        encoder = load_encoder(name, [default_models_dir()])
        head = find_vector_head(encoder.fingerprint)
        assert head is not None
        assert head.fingerprint == encoder.model_fingerprint
        assert {task: part.shape[1] for task, part in head.weights.items()} == {
            task: len(classes) for task, classes in TASKS.items()
        }
    assert load_words_head().weights["sentiment"].shape == (N_FEATURES, 3)


def test_a_head_is_read_as_it_was_written_even_if_it_lay_transposed(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    weights = {
        task: rng.normal(size=(len(classes), 5)).astype(np.float16).astype(np.float32).T
        for task, classes in TASKS.items()
    }
    bias = {task: np.zeros(len(classes), np.float32) for task, classes in TASKS.items()}
    save_tone_head(ToneHead("f", weights, bias), tmp_path / "head.safetensors")
    found = load_tone_head(tmp_path / "head.safetensors")
    assert found.fingerprint == "f"
    for task in TASKS:
        assert np.array_equal(found.weights[task], weights[task])


@pytest.mark.parametrize("text", ["", "!", "a a a a", "слово слово"])
def test_words_are_hashed_to_a_vector_of_length_one(text: str) -> None:
    places, values = hash_words(text)
    assert len(set(places.tolist())) == len(places)
    assert np.linalg.norm(values) == pytest.approx(1.0)
    assert (places < N_FEATURES).all()
