"""The student model `multilingual`: e5-small with the part we trained merged in, without torch.

The part holds low-rank updates (`<weight>.A`, `<weight>.B`), new biases and layer norms, and the
linear head that turns mean-pooled states into vectors; `lexical.weight` is the weight of the
lexical part (see `lexical`). The result is an ordinary sentence-transformers folder that runs at
e5-small's speed.
"""

from importlib.resources import files
from pathlib import Path

import numpy as np
from safetensors.numpy import load, save_file

from clustering.encoder.preparation.e5s1 import read_container
from clustering.encoder.preparation.lexical import sum_token_vectors, write_lexical_modules
from clustering.encoder.preparation.packed import Arrays, dequantize_int8
from clustering.encoder.preparation.unpack_e5 import (
    Tensors,
    build_bert_tensors,
    write_folder,
    write_json,
    write_modules,
)

_WEIGHTS = "multilingual.safetensors"
_LOW_RANK = ".A.int8"


def read_student_weights() -> bytes:
    """The trained part, as it ships with us."""
    return (files("clustering.encoder") / "weights" / _WEIGHTS).read_bytes()


def write_student_model(
    e5: bytes, trained: bytes, lookup: tuple[bytes, bytes], target: Path
) -> None:
    """Write the merged model as a folder that `SentenceTransformer(target)` opens.

    Args:
        e5: the E5S1 container.
        trained: our part (safetensors).
        lookup: `fast`'s table and tokenizer, for the lexical part.
        target: an empty folder.
    """
    container = read_container(e5)
    part = load(trained)
    write_folder(
        container, merge_low_rank_updates(build_bert_tensors(container), part), target, prompt=""
    )
    _insert_head(part, container.shape.hidden, target)
    if "lexical.weight" in part:
        vectors = sum_token_vectors(container.pieces, container.shape.vocabulary, *lookup)
        write_lexical_modules(vectors, float(part["lexical.weight"][0]), target)


def merge_low_rank_updates(tensors: Tensors, part: Arrays) -> Tensors:
    """The encoder's weights with our updates, float32: W + B A for a low-rank one (LoRA, Hu
    2021)."""
    result = dict(tensors)
    for key in part:
        if key.endswith(_LOW_RANK):
            name = key.removesuffix(_LOW_RANK)
            update = dequantize_int8(f"{name}.B", part) @ dequantize_int8(f"{name}.A", part)
            result[name] = (result[name].astype(np.float64) + update).astype(np.float32)
        elif key in result:
            result[key] = part[key].astype(np.float32)
    return result


def _insert_head(part: Arrays, hidden: int, target: Path) -> None:
    """Add the linear head between pooling and normalisation."""
    folder = target / "2_Dense"
    config = {
        "in_features": hidden,
        "out_features": part["head.weight"].shape[0],
        "bias": True,
        "activation_function": "torch.nn.modules.linear.Identity",
    }
    write_json(folder / "config.json", config)
    head = {
        f"linear.{kind}": part[f"head.{kind}"].astype(np.float32) for kind in ("weight", "bias")
    }
    save_file(head, folder / "model.safetensors", metadata={"format": "pt"})
    (target / "2_Normalize").rename(target / "3_Normalize")
    encoder = (("", "Transformer"), ("1_Pooling", "Pooling"))
    write_modules((*encoder, ("2_Dense", "Dense"), ("3_Normalize", "Normalize")), target)
