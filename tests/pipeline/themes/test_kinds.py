"""A model of somebody else's gets a head of its own, once."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from clustering.encoder.defaults import default_models_dir
from clustering.encoder.encode import Encoder, load_encoder
from clustering.encoder.registry import prepare_model
from pipeline.settings import Settings
from pipeline.themes.kinds import classify_kinds, load_classifier


class Another:
    """The model `fast` under another name, which counts what it embeds."""

    def __init__(self, model: Encoder) -> None:
        self._model = model
        self.model_fingerprint = "f" * 64
        self.embedded = 0

    def encode(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return self._model.encode(texts, on_progress)


@pytest.fixture(scope="module")
def fast() -> Encoder:
    prepare_model("fast", default_models_dir())
    return load_encoder("fast", [default_models_dir()])


def test_another_model_learns_kinds_once_in_a_workspaces_life(
    fast: Encoder, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path / "home")
    settings.store.create()
    another = Another(fast)
    first = load_classifier(settings, cast("Encoder", another))
    learnt = another.embedded
    second = load_classifier(settings, cast("Encoder", another))
    assert first.fingerprint == another.model_fingerprint
    assert first.digest == second.digest
    assert 0 < learnt == another.embedded


def test_our_model_learns_nothing(fast: Encoder, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    texts = ["where is the button?", "please add a button"]
    told = classify_kinds(settings, fast, texts, fast.encode(texts))
    assert told == ["question", "feature_request"]
    assert not (tmp_path / "home").exists()
