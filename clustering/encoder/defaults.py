"""The model that is used unless another is named, and where ready models lie."""

import sys
from pathlib import Path

DEFAULT_MODEL = "multilingual"


def default_models_dir() -> Path:
    """The folder of ready models where none is named: inside the Python environment."""
    return Path(sys.prefix) / "share" / "earshot" / "models"
