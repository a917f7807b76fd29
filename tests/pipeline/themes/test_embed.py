"""What a text's vector depends on, with a real small model."""

from copy import copy
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest

from clustering.encoder.engine import build_fingerprint
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts, embed_uncached, open_encoder

SAID = ("Sveta was so kind, [name-1] and [name-2] too", "Sveta was so kind, and too")


def test_what_masking_left_behind_has_no_say(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, model="fast")
    encoder = open_encoder(settings)
    for masked, plain in (embed_texts(settings, encoder, SAID), embed_uncached(encoder, SAID)):
        np.testing.assert_array_equal(masked, plain)


def test_a_text_of_placeholders_alone_has_a_vector_all_the_same(tmp_path: Path) -> None:
    encoder = open_encoder(Settings(home=tmp_path, model="fast"))
    (vector,) = embed_uncached(encoder, ["[phone-1]"])
    assert np.isclose(np.linalg.norm(vector), 1.0, atol=1e-3)


def test_kept_and_fresh_vectors_are_the_same(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, model="fast")
    encoder = open_encoder(settings)
    fresh = embed_uncached(encoder, SAID)
    np.testing.assert_array_equal(embed_texts(settings, encoder, SAID), fresh)
    np.testing.assert_array_equal(embed_texts(settings, encoder, SAID[::-1]), fresh[::-1])


def test_vectors_of_another_engine_are_used_and_those_of_another_model_are_not(
    tmp_path: Path,
) -> None:
    settings = Settings(home=tmp_path, model="fast")
    encoder = open_encoder(settings)
    before = copy(encoder)
    before.fingerprint = build_fingerprint(encoder.model_fingerprint, "torch-bf16")
    kept = embed_texts(settings, before, SAID)
    encoder.encode = refuse  # type: ignore[assignment, method-assign]
    np.testing.assert_array_equal(embed_texts(settings, encoder, SAID), kept)
    encoder.fingerprint, encoder.comparable_fingerprints = "0" * 64, ("0" * 64,)
    with pytest.raises(AssertionError, match="embedded again"):
        embed_texts(settings, encoder, SAID)


def refuse(*_: object) -> NoReturn:
    raise AssertionError("embedded again")
