"""The lexical part of `multilingual`: a vector of the words alone, added to the encoder's.

It is made of `fast`'s token vectors, spread over e5's whole vocabulary and projected on their
principal directions. Added to the encoder's unit vector they help most where a word decides:
translated sentences, Latin letters. Only modules of sentence-transformers are used, so the folder
opens anywhere.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save_file
from tokenizers import Tokenizer

from clustering.encoder.preparation.e5s1 import UnigramVocabulary
from clustering.encoder.preparation.packed import dequantize_int8
from clustering.encoder.preparation.unpack_e5 import write_json, write_modules

DIRECTIONS = 128
"""Dimensions kept of the token vectors: a third of the memory, and themes no worse."""
_MODULES = "sentence_transformers.sentence_transformer.modules."
_IDENTITY = "torch.nn.modules.linear.Identity"


def sum_token_vectors(
    pieces: UnigramVocabulary, rows: int, table: bytes, tokenizer: bytes
) -> NDArray[np.float64]:
    """(rows, 384) float64: each e5 piece as the sum of `fast`'s vectors of the pieces it splits
    into.

    pieces: e5's; rows: length of e5's embedding table; table, tokenizer: `fast`'s, as they ship.
    Special tokens like `<s>`, and pieces that `fast` does not know, are zero.
    """
    known = dequantize_int8("tokens", load(table))
    splitter = Tokenizer.from_str(tokenizer.decode("utf-8"))
    known[splitter.token_to_id("<unk>")] = 0
    # A piece is already normalised and bears its own word mark.
    splitter.normalizer = None
    splitter.pre_tokenizer = None
    split = [encoding.ids for encoding in splitter.encode_batch(pieces.texts)]
    vectors = np.zeros((rows, known.shape[1]))
    owners = np.repeat(np.arange(len(split)), [len(ids) for ids in split])
    np.add.at(vectors, owners, known[np.concatenate([np.array(ids, int) for ids in split])])
    vectors[[pieces.bos, pieces.eos, pieces.pad, pieces.unk]] = 0
    return vectors


def find_principal_directions(vectors: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """(384, count) float64: orthonormal principal directions of (n, 384) vectors that are not
    centred, those with most of the sum of squares first."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return np.asarray(directions[:, ::-1][:, :count])


def write_lexical_modules(vectors: NDArray[np.float64], weight: float, target: Path) -> None:
    """Add the lexical part to a model folder that ends in `2_Dense` and `3_Normalize`.

    vectors: (rows, 384) of `sum_token_vectors`; weight: of the lexical part beside the encoder's
    unit vector. That vector is kept under `cls_token_embeddings` while the tokens' vectors are
    averaged; the second pooling concatenates both, and the last layer adds them.
    """
    directions = find_principal_directions(vectors, DIRECTIONS)
    size = len(directions)
    _write_lookup(vectors @ directions, target / "4_WordEmbeddings")
    _write_dense(np.eye(size), target / "5_Dense", {"module_output_name": "cls_token_embeddings"})
    write_json(
        target / "6_Pooling" / "config.json",
        {"embedding_dimension": DIRECTIONS, "pooling_mode": ["cls", "mean"]},
    )
    _write_dense(np.hstack([np.eye(size), weight * directions]), target / "7_Dense", {})
    (target / "8_Normalize").mkdir()
    steps = ["", "1_Pooling", "2_Dense", "3_Normalize", "4_WordEmbeddings", "5_Dense"]
    steps += ["6_Pooling", "7_Dense", "8_Normalize"]
    write_modules([(step, step[2:] or "Transformer") for step in steps], target)


def _write_lookup(vectors: NDArray[np.float64], folder: Path) -> None:
    folder.mkdir()
    save_file({"emb_layer.weight": vectors.astype(np.float32)}, folder / "model.safetensors")
    # The texts come tokenized by the transformer: this tokenizer is asked for and never used.
    tokenizer = _MODULES + "tokenizer.WhitespaceTokenizer"
    write_json(
        folder / "wordembedding_config.json",
        {"tokenizer_class": tokenizer, "update_embeddings": False, "max_seq_length": 512},
    )
    write_json(
        folder / "whitespacetokenizer_config.json",
        {"vocab": [], "stop_words": [], "do_lower_case": False},
    )


def _write_dense(weight: NDArray[np.float64], folder: Path, more: dict[str, str]) -> None:
    outputs, inputs = weight.shape
    config = {"in_features": inputs, "out_features": outputs, "bias": False}
    write_json(folder / "config.json", config | {"activation_function": _IDENTITY} | more)
    values = np.ascontiguousarray(weight, dtype=np.float32)
    save_file({"linear.weight": values}, folder / "model.safetensors")
