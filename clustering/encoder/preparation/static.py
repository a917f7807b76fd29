"""The lookup model `fast`: one vector a token, averaged. It ships whole and needs no network."""

from importlib.resources import files
from pathlib import Path

import numpy as np
from safetensors.numpy import load, save_file

from clustering.encoder.preparation.packed import dequantize_int8
from clustering.encoder.preparation.unpack_e5 import write_json, write_modules

_TABLE = "fast.safetensors"
_TOKENIZER = "fast_tokenizer.json"


def read_static_parts() -> tuple[bytes, bytes]:
    """(table of token vectors, tokenizer) as they ship with us."""
    folder = files("clustering.encoder") / "weights"
    return (folder / _TABLE).read_bytes(), (folder / _TOKENIZER).read_bytes()


def write_static_model(table: bytes, tokenizer: bytes, target: Path) -> None:
    """Write the lookup model as a folder that `SentenceTransformer(target)` opens."""
    vectors = dequantize_int8("tokens", load(table)).astype(np.float32)
    save_file({"embedding.weight": vectors}, target / "model.safetensors")
    (target / "tokenizer.json").write_bytes(tokenizer)
    (target / "1_Normalize").mkdir()
    write_modules((("", "StaticEmbedding"), ("1_Normalize", "Normalize")), target)
    write_json(target / "config_sentence_transformers.json", {"similarity_fn_name": "cosine"})
