"""Tables as bytes with one scale a row."""

from importlib.resources import files
from pathlib import Path

import numpy as np

from clustering.encoder.preparation.packed import dequantize_int8, quantize_int8

MEGABYTE = 1_000_000


def test_unpacking_loses_at_most_half_a_step_a_row() -> None:
    table = np.random.default_rng(0).normal(size=(50, 20)).astype(np.float32)
    step = np.abs(table).max(axis=1, keepdims=True) / 127
    assert (np.abs(dequantize_int8("t", quantize_int8("t", table)) - table) <= step * 0.51).all()


def test_a_row_of_zeros_stays_zero() -> None:
    assert not dequantize_int8("t", quantize_int8("t", np.zeros((2, 3), np.float32))).any()


def test_what_ships_is_small() -> None:
    folder = Path(str(files("clustering.encoder") / "weights"))
    assert sum(file.stat().st_size for file in folder.iterdir() if file.is_file()) < 20 * MEGABYTE
