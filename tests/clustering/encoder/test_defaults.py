"""The default model is one of ours, and lies inside the Python environment."""

import sys
from pathlib import Path

from clustering.encoder.defaults import DEFAULT_MODEL, default_models_dir
from clustering.encoder.registry import MODELS


def test_the_default_model_is_one_of_ours() -> None:
    assert DEFAULT_MODEL in MODELS


def test_models_lie_in_the_environment() -> None:
    assert default_models_dir().is_relative_to(Path(sys.prefix))
