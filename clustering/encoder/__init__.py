"""Text models: making them ready, and turning texts into vectors.

Importing this package loads no torch; `load_encoder` does, when it is called.
"""

from clustering.encoder.encode import Encoder, load_encoder
from clustering.encoder.errors import EncoderError
from clustering.encoder.registry import (
    DEFAULT_MODEL,
    MODELS,
    ModelSpec,
    default_models_dir,
    fingerprint,
    locate,
    prepare,
)

__all__ = [
    "DEFAULT_MODEL",
    "MODELS",
    "Encoder",
    "EncoderError",
    "ModelSpec",
    "default_models_dir",
    "fingerprint",
    "load_encoder",
    "locate",
    "prepare",
]
