"""Recipes are repeatable: fresh folders and other thread counts give the same vectors."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from clustering.encoder.encode import load_encoder
from clustering.encoder.preparation.recipes import (
    hash_english_recipe,
    hash_fast_recipe,
    hash_multilingual_recipe,
)
from clustering.encoder.registry import prepare_model

TEXTS = ["Где ссылка на вебинар?", "the app crashes when I log in", "дякую, все працює", "🙏"]


def embedded(folder: Path, threads: int) -> NDArray[np.float32]:
    usual = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        return load_encoder(str(folder), []).encode(TEXTS)
    finally:
        torch.set_num_threads(usual)


def test_a_fresh_set_up_and_the_one_in_use_with_one_and_two_threads_agree(
    models_dir: Path, tmp_path: Path
) -> None:
    fresh = prepare_model("multilingual", tmp_path / "fresh")
    vectors = [
        embedded(folder, threads)
        for threads, folder in ((1, fresh), (2, models_dir / "multilingual"))
    ]
    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-5)


def test_each_recipe_has_a_digest_of_its_own_that_stays() -> None:
    digests = [hash_english_recipe(), hash_fast_recipe(), hash_multilingual_recipe()]
    assert len(set(digests)) == 3
    assert digests == [hash_english_recipe(), hash_fast_recipe(), hash_multilingual_recipe()]
    assert all(len(digest) == 64 for digest in digests)
