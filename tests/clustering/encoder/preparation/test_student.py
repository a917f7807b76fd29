"""Our trained part is merged into the encoder, and is small."""

import numpy as np

from clustering.encoder.preparation.packed import quantize_int8
from clustering.encoder.preparation.student import merge_low_rank_updates, read_student_weights

MEGABYTE = 1_000_000


def test_a_low_rank_update_is_added_and_the_rest_is_left_alone() -> None:
    tensors = {"w.weight": np.eye(2, dtype=np.float32), "w.bias": np.zeros(2, np.float32)}
    part = quantize_int8("w.weight.B", np.ones((2, 1), np.float32)) | quantize_int8(
        "w.weight.A", np.array([[1, 2]], np.float32)
    )
    result = merge_low_rank_updates(tensors, part | {"w.bias": np.array([3, 4], np.float32)})
    np.testing.assert_allclose(result["w.weight"], [[2, 2], [1, 3]], atol=0.02)
    np.testing.assert_array_equal(result["w.bias"], [3, 4])
    assert tensors["w.weight"][0, 1] == 0


def test_the_trained_part_is_small() -> None:
    assert len(read_student_weights()) < 10 * MEGABYTE
