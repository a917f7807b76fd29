"""The trained part that ships, as a checkpoint holds it: a further edition starts from it."""

from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import Tensor

from clustering.encoder.preparation.packed import dequantize_int8

_SIDES = (".A", ".B")
_INSIDE = "encoder."


def read_shipped(path: Path) -> dict[str, Tensor]:
    """The exported file under the names of `Student.get_trained`, float32."""
    packed = load_file(path)
    trained = {}
    for name in packed:
        if name.endswith(".int8"):
            table = name.removesuffix(".int8")
            weight, side = table[:-2], table[-2:]
            assert side in _SIDES  # nothing else is quantised
            layer = weight.removesuffix(".weight")
            key = f"bert.{layer}.parametrizations.weight.0{side}"
            trained[key] = dequantize_int8(table, packed).astype(np.float32)
        elif name.startswith(_INSIDE) and not name.endswith(".scale"):
            trained[f"bert.{name}"] = packed[name].astype(np.float32)
        elif name.startswith("head."):
            trained[name] = packed[name].astype(np.float32)
    return {name: torch.from_numpy(values) for name, values in trained.items()}
