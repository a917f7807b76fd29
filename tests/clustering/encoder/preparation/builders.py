"""Tiny model parts, so that a test needs no download."""

import struct

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from clustering.encoder.preparation.e5s1 import UnigramVocabulary
from clustering.encoder.preparation.packed import quantize_int8
from clustering.encoder.preparation.unpack_e5 import build_tokenizer


def word_pieces(*words: str) -> UnigramVocabulary:
    """A vocabulary of whole words, which knows no special token but `<unk>`."""
    texts = ["<unk>", *(f"\u2581{word}" for word in words)]
    return UnigramVocabulary(texts, [0.0] + [-1.0] * len(words), 0, 0, 0, 0)


def lookup_parts(pieces: UnigramVocabulary, vectors: list[list[float]]) -> tuple[bytes, bytes]:
    """(table, tokenizer) of a lookup model with one vector a piece, as they ship."""
    table = save(quantize_int8("tokens", np.array(vectors, np.float32)))
    return table, build_tokenizer(pieces, special=False).to_str().encode()


def container_bytes(hidden: int = 32, version: int = 1) -> bytes:
    """An E5S1 file of one word table in 4-bit blocks and one bias in float32, without layers."""
    texts = ["<s>", "<pad>", "</s>", "<unk>", "\u2581up"]
    blob = "".join(texts).encode()
    ends = np.cumsum([0, *(len(text.encode()) for text in texts)]).astype("<u4")
    rows = len(texts)
    header = b"E5S1" + struct.pack("<i7i", version, hidden, 0, 1, 64, rows, 8, 1)
    header += struct.pack("<fi", 1e-5, 32)
    header += struct.pack("<5iQ", rows, 0, 2, 1, 3, len(blob)) + ends.tobytes()
    header += np.arange(0, -rows, -1, dtype="<f4").tobytes() + blob
    header += struct.pack("<iI", 0, 3) + b"map"
    names = [("emb.word", 1, rows * hidden), ("emb.ln.b", 0, hidden)]
    directory = 4 + sum(2 + len(name) + 21 for name, _, _ in names)
    block = struct.pack("<e", 0.5) + bytes([0x99] * 16)
    blocks = block * (rows * hidden // 32)
    biases: NDArray[np.float32] = np.arange(hidden, dtype="<f4")
    start = len(header) + directory
    entries = struct.pack("<i", len(names))
    for (name, dtype, count), offset in zip(names, (start, start + len(blocks)), strict=True):
        entries += struct.pack("<H", len(name)) + name.encode()
        entries += struct.pack("<BIQQ", dtype, count, offset, 0)
    return header + entries + blocks + biases.tobytes()
