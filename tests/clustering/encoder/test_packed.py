"""Our trained parts: packing, merging, and the folders made of them."""

from pathlib import Path

import numpy as np
from safetensors.numpy import save

from clustering.encoder.e5s1 import UnigramVocabulary
from clustering.encoder.encode import load_encoder
from clustering.encoder.lexical import sum_token_vectors
from clustering.encoder.packed import dequantize_int8, quantize_int8
from clustering.encoder.static import write_static_model
from clustering.encoder.student import merge_low_rank_updates, read_student_weights
from clustering.encoder.unpack_e5 import build_tokenizer

MEGABYTE = 1_000_000


def test_unpacking_loses_at_most_half_a_step_a_row() -> None:
    table = np.random.default_rng(0).normal(size=(50, 20)).astype(np.float32)
    step = np.abs(table).max(axis=1, keepdims=True) / 127
    assert (np.abs(dequantize_int8("t", quantize_int8("t", table)) - table) <= step * 0.51).all()


def test_a_row_of_zeros_stays_zero() -> None:
    assert not dequantize_int8("t", quantize_int8("t", np.zeros((2, 3), np.float32))).any()


def test_a_low_rank_update_is_added_and_the_rest_is_left_alone() -> None:
    tensors = {"w.weight": np.eye(2, dtype=np.float32), "w.bias": np.zeros(2, np.float32)}
    part = quantize_int8("w.weight.B", np.ones((2, 1), np.float32)) | quantize_int8(
        "w.weight.A", np.array([[1, 2]], np.float32)
    )
    result = merge_low_rank_updates(tensors, part | {"w.bias": np.array([3, 4], np.float32)})
    np.testing.assert_allclose(result["w.weight"], [[2, 2], [1, 3]], atol=0.02)
    np.testing.assert_array_equal(result["w.bias"], [3, 4])
    assert tensors["w.weight"][0, 1] == 0


def test_what_ships_is_small() -> None:
    folder = Path(__file__).parents[3] / "clustering" / "encoder" / "weights"
    assert len(read_student_weights()) < 10 * MEGABYTE
    assert sum(file.stat().st_size for file in folder.iterdir() if file.is_file()) < 20 * MEGABYTE


def test_a_piece_that_the_lookup_lacks_is_the_sum_of_its_parts() -> None:
    kept = UnigramVocabulary(
        ["<unk>", "\u2581up", "\u2581down", "s"], [0.0, -1.0, -1.0, -1.0], 0, 0, 0, 0
    )
    tokenizer = build_tokenizer(kept, special=False).to_str().encode()
    table = save(quantize_int8("tokens", np.array([[9, 9], [3, 0], [0, 4], [1, 1]], np.float32)))
    e5 = UnigramVocabulary(
        ["<s>", "<pad>", "</s>", "<unk>", "\u2581ups", "\u2581down"], [0.0] * 6, 0, 2, 1, 3
    )
    vectors = sum_token_vectors(e5, 7, table, tokenizer)
    np.testing.assert_allclose(vectors[4:6], np.array([[4, 1], [0, 4]]), atol=0.05)
    assert not vectors[[0, 1, 2, 3, 6]].any()


def test_a_lookup_folder_averages_its_tokens(tmp_path: Path) -> None:
    pieces = UnigramVocabulary(["<unk>", "\u2581up", "\u2581down"], [0.0, -1.0, -1.0], 0, 0, 0, 0)
    tokenizer = build_tokenizer(pieces, special=False).to_str().encode()
    table = save(quantize_int8("tokens", np.array([[0, 0], [3, 0], [0, 4]], np.float32)))
    write_static_model(table, tokenizer, tmp_path)
    vectors = load_encoder(str(tmp_path), []).encode(["up", "down", "up down"])
    expected = np.array([[1, 0], [0, 1], [0.6, 0.8]])
    np.testing.assert_allclose(vectors, expected, atol=0.02)
