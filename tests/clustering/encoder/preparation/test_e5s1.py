"""The E5S1 container: sizes, pieces and weights are read as they were written."""

import struct

import numpy as np
import pytest

from clustering.encoder.errors import WeightsFormatError
from clustering.encoder.preparation.e5s1 import dequantize, read_container
from tests.clustering.encoder.preparation.builders import container_bytes


def test_sizes_pieces_and_tensors_are_read() -> None:
    container = read_container(container_bytes())
    assert (container.shape.hidden, container.shape.vocabulary) == (32, 5)
    assert container.pieces.texts == ["<s>", "<pad>", "</s>", "<unk>", "\u2581up"]
    assert (container.pieces.bos, container.pieces.eos, container.pieces.pad) == (0, 2, 1)
    np.testing.assert_array_equal(container.tensors["emb.word"], np.full(160, 0.5))
    np.testing.assert_array_equal(container.tensors["emb.ln.b"], np.arange(32))


def test_blocks_widen_low_nibbles_first() -> None:
    block = struct.pack("<e", 0.5) + bytes([0x90] + [0x88] * 15)
    values = dequantize(
        np.frombuffer(block, np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))]))
    )
    assert values[0] == -4.0
    assert values[16] == 0.5
    assert not values[1:16].any()


@pytest.mark.parametrize("content", [b"", b"GGUF....", b"E5S1\x01\x00\x00\x00\x80"])
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(WeightsFormatError):
        read_container(content)


def test_another_version_and_a_torn_file_are_refused() -> None:
    with pytest.raises(WeightsFormatError, match="version 2"):
        read_container(container_bytes(version=2))
    with pytest.raises(WeightsFormatError, match="ends early"):
        read_container(container_bytes()[:-1])
