"""Texts to vectors, with the real models."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from clustering.encoder.encode import Encoder, load_encoder
from clustering.encoder.errors import ModelNotLoadedError, ModelNotReadyError

ASKS = [
    "Where is the link to the webinar?",
    "Где ссылка на вебинар?",
    "Де посилання на вебінар?",
    "I want my money back for the broken headphones.",
]


def test_rows_are_unit_float32_in_the_order_given(multilingual: Encoder) -> None:
    texts = ["да", "a much longer text about a refund that never arrived " * 5, "link?"]
    vectors = multilingual.encode(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, multilingual.dimensions)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    alone = np.concatenate([multilingual.encode([text]) for text in texts])
    np.testing.assert_allclose(vectors, alone, atol=1e-5)


def test_one_ask_in_three_languages_is_nearer_than_another_ask(multilingual: Encoder) -> None:
    vectors = multilingual.encode(ASKS)
    alike = vectors @ vectors.T
    assert alike[:3, :3].min() > alike[:3, 3].max()


def test_no_texts_give_no_rows(multilingual: Encoder) -> None:
    assert multilingual.encode([]).shape == (0, multilingual.dimensions)


def test_an_empty_or_odd_text_still_gets_a_finite_vector(multilingual: Encoder) -> None:
    vectors = multilingual.encode(["", " \n ", "🙏🙏", "\u200b", "ж" * 5000])
    assert np.isfinite(vectors).all()


def test_line_breaks_do_not_change_the_vector(multilingual: Encoder) -> None:
    one, other = multilingual.encode(["where is\n\nmy order?", "where is my order?"])
    np.testing.assert_allclose(one, other, atol=1e-5)


def test_progress_reaches_the_number_of_texts(multilingual: Encoder) -> None:
    seen: list[int] = []
    multilingual.encode(ASKS, on_progress=seen.append)
    assert seen[-1] == len(ASKS)
    assert seen == sorted(seen)


def test_english_is_minilm(english: Encoder) -> None:
    vectors = english.encode(["A man is eating food.", "A man is eating a piece of bread."])
    # The similarity that all-MiniLM-L6-v2 is published with for these two sentences.
    assert vectors[0] @ vectors[1] == pytest.approx(0.75, abs=0.02)


def test_a_folder_of_the_users_own_works(models_dir: Path, english: Encoder) -> None:
    own = load_encoder(str(models_dir / "english"), [], "torch")
    np.testing.assert_array_equal(own.encode(ASKS), english.encode(ASKS))


def test_bfloat16_keeps_the_vectors_and_says_so_in_its_fingerprint(
    english: Encoder, narrow_english: Encoder
) -> None:
    texts = [*ASKS, "a much longer text about a refund that never arrived " * 20, "", "link?"]
    wide, narrow = english.encode(texts), narrow_english.encode(texts)
    assert (wide * narrow).sum(axis=1).min() > 0.999
    assert not np.array_equal(wide, narrow)
    assert (english.engine, narrow_english.engine) == ("torch", "torch-bf16")
    assert english.fingerprint == english.model_fingerprint
    assert narrow_english.model_fingerprint == english.model_fingerprint
    assert narrow_english.fingerprint in english.comparable_fingerprints
    assert narrow_english.fingerprint != english.fingerprint


def test_a_lookup_is_never_computed_in_bfloat16(models_dir: Path) -> None:
    plain = load_encoder("fast", [models_dir], "torch")
    asked = load_encoder("fast", [models_dir], "torch-bf16")
    assert (asked.engine, asked.fingerprint) == ("torch", plain.fingerprint)
    np.testing.assert_array_equal(asked.encode(ASKS), plain.encode(ASKS))


@pytest.mark.parametrize("chosen", ["english", "narrow_english"])
def test_the_number_of_workers_changes_no_bit(
    chosen: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder: Encoder = request.getfixturevalue(chosen)
    texts = [f"{ask} {number} {'so ' * (number % 90)}" for ask in ASKS for number in range(90)]
    found = []
    for workers in (1, 3):
        monkeypatch.setattr("clustering.encoder.encode.count_workers", lambda n=workers: n)
        found.append(encoder.encode(texts))
    np.testing.assert_array_equal(found[0], found[1])


def test_threads_that_others_compute_with_stay_as_they_were(english: Encoder) -> None:
    import torch

    before = torch.get_num_threads()
    english.encode(ASKS)
    assert torch.get_num_threads() == before
    with ThreadPoolExecutor(1) as later:
        assert later.submit(torch.get_num_threads).result() == before


def test_sessions_may_share_an_encoder(english: Encoder) -> None:
    import torch

    alone = english.encode(ASKS)
    before = torch.get_num_threads()
    with ThreadPoolExecutor(8) as sessions:
        for found in sessions.map(lambda _: english.encode(ASKS), range(200)):
            np.testing.assert_array_equal(found, alone)
    with ThreadPoolExecutor(1) as later:
        assert later.submit(torch.get_num_threads).result() == before


def test_ours_but_not_ready_says_how_to_prepare(tmp_path: Path) -> None:
    with pytest.raises(ModelNotReadyError, match="clustering.encoder prepare"):
        load_encoder("multilingual", [tmp_path])


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelNotLoadedError, match="folder"):
        load_encoder(str(tmp_path), [])


def test_importing_the_package_loads_no_torch() -> None:
    code = "import sys, clustering.encoder; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
