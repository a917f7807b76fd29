"""Turns a checkpoint into what ships: `python -m training.student.export CHECKPOINT`.

Low-rank tables as bytes with a scale a row, the head in float16, biases and layer norms in float32.
"""

import argparse
import hashlib
import logging
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

from clustering.encoder.preparation.packed import Arrays, quantize_int8

logger = logging.getLogger("training")
WEIGHTS = Path(__file__).parents[2] / "clustering" / "encoder" / "weights"
_PARAMETRIZED = ".parametrizations.weight.0."


def main() -> None:
    """Export the averaged weights of a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--to", type=Path, default=WEIGHTS / "multilingual.safetensors")
    parser.add_argument("--lexical-weight", type=float, default=1.6, help="see clustering.encoder")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    trained = torch.load(options.checkpoint, weights_only=True)["average"]
    arrays = pack_trained({name: value.float().numpy() for name, value in trained.items()})
    arrays["lexical.weight"] = np.array([options.lexical_weight], dtype=np.float32)
    write(arrays, options.to)


def pack_trained(trained: dict[str, np.ndarray]) -> Arrays:
    """The trained part under the names that `clustering.encoder.preparation.student` reads."""
    arrays: Arrays = {}
    for name, values in trained.items():
        if _PARAMETRIZED in name:
            weight, _, side = name.removeprefix("bert.").partition(_PARAMETRIZED)
            arrays |= quantize_int8(f"{weight}.weight.{side}", values)
        elif name == "head.weight":
            arrays[name] = values.astype(np.float16)
        else:
            arrays[name.removeprefix("bert.")] = values.astype(np.float32)
    return arrays


def write(arrays: Arrays, target: Path) -> None:
    """Write safetensors beside, then in place; logs size and sha256 for the model card."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    save_file({name: np.ascontiguousarray(arrays[name]) for name in sorted(arrays)}, part)
    part.chmod(0o644)  # safetensors writes for the owner alone
    part.replace(target)
    content = target.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    logger.info("%s: %.2f MB, sha256 %s", target.name, len(content) / 1e6, digest)


if __name__ == "__main__":
    main()
