"""Named arrays as bytes of one column: what a grouping's projection is kept as."""

import io
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray


def pack_arrays(space: Mapping[str, NDArray[np.float32]]) -> bytes:
    """Arrays by name as the bytes of an .npz file."""
    buffer = io.BytesIO()
    np.savez(buffer, **{name: space[name] for name in sorted(space)})  # type: ignore[arg-type]
    return buffer.getvalue()


def unpack_arrays(blob: bytes) -> dict[str, NDArray[np.float32]]:
    """What `pack_arrays` packed."""
    with np.load(io.BytesIO(blob), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}
