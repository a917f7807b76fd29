"""The real models, prepared once in a run where they are missing."""

from pathlib import Path

import pytest

from clustering.encoder.defaults import default_models_dir
from clustering.encoder.encode import Encoder, load_encoder
from clustering.encoder.registry import prepare_model


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Where the models lie; prepares them when `make setup` has not."""
    folder = default_models_dir()
    for name in ("multilingual", "english", "fast"):
        prepare_model(name, folder)
    return folder


@pytest.fixture(scope="session")
def multilingual(models_dir: Path) -> Encoder:
    return load_encoder("multilingual", [models_dir], "torch")


@pytest.fixture(scope="session")
def english(models_dir: Path) -> Encoder:
    return load_encoder("english", [models_dir], "torch")


@pytest.fixture(scope="session")
def narrow_english(models_dir: Path) -> Encoder:
    """The same weights, computed in bfloat16."""
    return load_encoder("english", [models_dir], "torch-bf16")
