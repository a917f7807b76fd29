"""The lexical part: e5's pieces as sums of the lookup's, in few directions."""

import json
from pathlib import Path

import numpy as np

from clustering.encoder.preparation.e5s1 import UnigramVocabulary
from clustering.encoder.preparation.lexical import (
    DIRECTIONS,
    find_principal_directions,
    sum_token_vectors,
    write_lexical_modules,
)
from tests.clustering.encoder.preparation.builders import lookup_parts


def test_a_piece_that_the_lookup_lacks_is_the_sum_of_its_parts() -> None:
    kept = UnigramVocabulary(
        ["<unk>", "\u2581up", "\u2581down", "s"], [0.0, -1.0, -1.0, -1.0], 0, 0, 0, 0
    )
    table, tokenizer = lookup_parts(kept, [[9, 9], [3, 0], [0, 4], [1, 1]])
    e5 = UnigramVocabulary(
        ["<s>", "<pad>", "</s>", "<unk>", "\u2581ups", "\u2581down"], [0.0] * 6, 0, 2, 1, 3
    )
    vectors = sum_token_vectors(e5, 7, table, tokenizer)
    np.testing.assert_allclose(vectors[4:6], np.array([[4, 1], [0, 4]]), atol=0.05)
    assert not vectors[[0, 1, 2, 3, 6]].any()


def test_principal_directions_are_orthonormal_and_hold_the_most_first() -> None:
    rows = np.random.default_rng(0).normal(size=(200, 5)) * [1, 9, 1, 1, 4]
    directions = find_principal_directions(rows, 2)
    np.testing.assert_allclose(directions.T @ directions, np.eye(2), atol=1e-9)
    assert abs(directions[1, 0]) > 0.98
    assert abs(directions[4, 1]) > 0.98


def test_the_lexical_modules_come_after_the_encoder_and_end_in_unit_length(tmp_path: Path) -> None:
    size = DIRECTIONS + 2
    write_lexical_modules(np.random.default_rng(1).normal(size=(300, size)), 0.5, tmp_path)
    modules = json.loads((tmp_path / "modules.json").read_text())
    assert [module["path"] for module in modules][-4:] == [
        "5_Dense", "6_Pooling", "7_Dense", "8_Normalize",
    ]  # fmt: skip
    config = json.loads((tmp_path / "7_Dense" / "config.json").read_text())
    assert (config["in_features"], config["out_features"]) == (size + DIRECTIONS, size)
