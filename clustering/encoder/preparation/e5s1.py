"""The E5S1 container: a multilingual-e5-small in blocks of 4-bit weights.

The layout, little-endian: the magic `E5S1`, a version, seven int32 (hidden, layers, heads, ffn,
vocabulary, positions, token types), a float32 layer-norm epsilon and the int32 block length; the
unigram pieces (count, ids of <s> </s> <pad> <unk>, byte length, offsets, scores, UTF-8); a
character map (not needed: it is NFKC); the tensors' directory.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.errors import WeightsFormatError

_BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK // 2,))])
_FLOAT32, _BLOCKS = 0, 1


@dataclass(frozen=True)
class ModelShape:
    """The sizes of the transformer, as BERT's configuration names them."""

    hidden: int
    layers: int
    heads: int
    ffn: int
    vocabulary: int
    """Rows of the embedding table; a few more than there are pieces."""
    positions: int
    token_types: int
    layer_norm_eps: float


@dataclass(frozen=True)
class UnigramVocabulary:
    """The unigram vocabulary, in id order."""

    texts: list[str]
    scores: list[float]
    """Log probabilities, one for each piece."""
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True)
class E5Container:
    """Everything in the file, weights widened to float32."""

    shape: ModelShape
    pieces: UnigramVocabulary
    tensors: dict[str, NDArray[np.float32]]
    """Flat arrays by the file's own names (`l0.q.w`, `emb.word` ...)."""


class _Cursor:
    """A position in the bytes that moves on as values are read."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def read_struct(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.content, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def read_array(self, dtype: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.content, dtype=dtype, count=count, offset=self.at)
        self.at += values.nbytes
        return values

    def read_bytes(self, length: int) -> bytes:
        self.at += length
        return self.content[self.at - length : self.at]


def read_container(content: bytes) -> E5Container:
    """Parse the content of a whole file.

    Raises:
        WeightsFormatError: it is not E5S1 version 1, or ends too early.
    """
    if content[:4] != b"E5S1":
        raise WeightsFormatError("it does not begin with E5S1")
    cursor = _Cursor(content)
    cursor.read_bytes(4)
    try:
        shape = _read_shape(cursor)
        pieces = _read_pieces(cursor)
        _skip_character_map(cursor)
        tensors = dict(_read_tensors(cursor))
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise WeightsFormatError(f"it ends early or is garbled ({error})") from error
    return E5Container(shape, pieces, tensors)


def _read_shape(cursor: _Cursor) -> ModelShape:
    version, *sizes = cursor.read_struct("i7i")
    (eps, block) = cursor.read_struct("fi")
    if version != 1 or block != _BLOCK:
        raise WeightsFormatError(f"version {version} with blocks of {block} is not known")
    hidden, layers, heads, ffn, vocabulary, positions, token_types = sizes
    return ModelShape(hidden, layers, heads, ffn, vocabulary, positions, token_types, float(eps))


def _read_pieces(cursor: _Cursor) -> UnigramVocabulary:
    count, bos, eos, pad, unk = cursor.read_struct("5i")
    (length,) = cursor.read_struct("Q")
    offsets = cursor.read_array("<u4", count + 1).tolist()
    scores = cursor.read_array("<f4", count).tolist()
    blob = cursor.read_bytes(length)
    texts = [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)]
    return UnigramVocabulary(texts, scores, bos, eos, pad, unk)


def _skip_character_map(cursor: _Cursor) -> None:
    _, length = cursor.read_struct("iI")
    cursor.read_bytes(length)


def _read_tensors(cursor: _Cursor) -> Iterator[tuple[str, NDArray[np.float32]]]:
    (entries,) = cursor.read_struct("i")
    for _ in range(entries):
        (name_length,) = cursor.read_struct("H")
        name = cursor.read_bytes(name_length).decode("ascii")
        dtype, count, offset, _ = cursor.read_struct("BIQQ")
        yield name, _decode_tensor(cursor.content, dtype, count, offset)


def _decode_tensor(content: bytes, dtype: int, count: int, offset: int) -> NDArray[np.float32]:
    if dtype == _FLOAT32:
        return np.frombuffer(content, dtype="<f4", count=count, offset=offset)
    if dtype == _BLOCKS:
        blocks = np.frombuffer(content, _BLOCK_TYPE, count=count // _BLOCK, offset=offset)
        return dequantize(blocks)
    raise WeightsFormatError(f"tensor type {dtype} is not known")


def dequantize(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """(32 n,) float32 values of (n,) blocks: a float16 scale and 32 nibbles, the low ones first."""
    nibbles = blocks["nibbles"]
    halves = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return (halves * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
