"""The lookup model: one vector a token, averaged."""

from pathlib import Path

import numpy as np

from clustering.encoder.encode import load_encoder
from clustering.encoder.preparation.static import read_static_parts, write_static_model
from tests.clustering.encoder.preparation.builders import lookup_parts, word_pieces


def test_a_lookup_folder_averages_its_tokens(tmp_path: Path) -> None:
    table, tokenizer = lookup_parts(word_pieces("up", "down"), [[0, 0], [3, 0], [0, 4]])
    write_static_model(table, tokenizer, tmp_path)
    vectors = load_encoder(str(tmp_path), []).encode(["up", "down", "up down"])
    expected = np.array([[1, 0], [0, 1], [0.6, 0.8]])
    np.testing.assert_allclose(vectors, expected, atol=0.02)


def test_what_ships_is_a_table_and_a_tokenizer() -> None:
    table, tokenizer = read_static_parts()
    assert b"tokens.int8" in table[:1000]
    assert tokenizer.lstrip().startswith(b"{")
