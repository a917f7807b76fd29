"""Recipes are repeatable: fresh folders and other thread counts give the same vectors."""

import subprocess
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.preparation.recipes import (
    hash_english_recipe,
    hash_fast_recipe,
    hash_multilingual_recipe,
)
from clustering.encoder.registry import prepare_model

TEXTS = ["Где ссылка на вебинар?", "the app crashes when I log in", "дякую, все працює", "🙏"]

_EMBED = """
import sys, torch, numpy
from clustering.encoder.encode import load_encoder
torch.set_num_threads(int(sys.argv[2]))
vectors = load_encoder(sys.argv[1], []).encode(sys.argv[4:])
numpy.save(sys.argv[3], vectors)
"""


def embedded(folder: Path, threads: int, out: Path) -> NDArray[np.float32]:
    command = [sys.executable, "-c", _EMBED, str(folder), str(threads), str(out), *TEXTS]
    subprocess.run(command, check=True)
    return np.asarray(np.load(out), dtype=np.float32)


def test_a_fresh_set_up_and_the_one_in_use_with_one_and_two_threads_agree(
    models_dir: Path, tmp_path: Path
) -> None:
    fresh = prepare_model("multilingual", tmp_path / "fresh")
    vectors = [
        embedded(folder, threads, tmp_path / f"{threads}.npy")
        for threads, folder in ((1, fresh), (2, models_dir / "multilingual"))
    ]
    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-5)


def test_each_recipe_has_a_digest_of_its_own_that_stays() -> None:
    digests = [hash_english_recipe(), hash_fast_recipe(), hash_multilingual_recipe()]
    assert len(set(digests)) == 3
    assert digests == [hash_english_recipe(), hash_fast_recipe(), hash_multilingual_recipe()]
    assert all(len(digest) == 64 for digest in digests)
