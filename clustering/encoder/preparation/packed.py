"""Int8 quantisation: tables of weights as bytes with one scale a row, a quarter of float32's size.

This is the form in which our own trained parts ship (safetensors: `<name>.int8`, `<name>.scale`).
"""

import numpy as np
from numpy.typing import NDArray

_LARGEST = 127

Arrays = dict[str, NDArray[np.generic]]


def quantize_int8(name: str, table: NDArray[np.float32]) -> Arrays:
    """A (rows, columns) table as int8 values and (rows,) float32 scales, under its name."""
    largest = np.abs(table).max(axis=1)
    scale = np.where(largest > 0, largest, 1).astype(np.float32) / _LARGEST
    values = np.rint(table / scale[:, None]).astype(np.int8)
    return {f"{name}.int8": values, f"{name}.scale": scale}


def dequantize_int8(name: str, arrays: Arrays) -> NDArray[np.float64]:
    """The (rows, columns) table again; float64, so that what is made of it rounds once."""
    values = arrays[f"{name}.int8"].astype(np.float64)
    scale = arrays[f"{name}.scale"].astype(np.float64)
    return np.asarray(values * scale[:, None])
