"""Blocks of rows give the same outcome as all rows at once."""

import numpy as np
from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

from clustering.neighbours.parallel import limit_to_one_thread, map_blocks, sum_by_label


def test_blocks_come_back_in_order_and_cover_every_row_once() -> None:
    rows = np.arange(1_003)
    blocks = map_blocks(len(rows), 100, lambda part: rows[part])
    assert len(blocks) == 11
    assert np.concatenate(blocks).tolist() == rows.tolist()
    assert map_blocks(0, 100, lambda part: rows[part]) == []


def test_sums_by_label_are_weighted_and_labels_without_rows_have_zeros() -> None:
    rows = np.array([[1.0, 0.0], [2.0, 1.0], [0.0, 5.0]], np.float32)
    labels = np.array([0, 0, 2])
    assert sum_by_label(rows, labels, 3).tolist() == [[3.0, 1.0], [0.0, 0.0], [0.0, 5.0]]
    weighted = sum_by_label(rows, labels, 3, np.array([1, 3, 2]))
    assert weighted.tolist() == [[7.0, 3.0], [0.0, 0.0], [0.0, 10.0]]


def test_sums_over_more_rows_than_a_block_are_whole() -> None:
    rows = np.ones((20_000, 2), np.float32)
    assert sum_by_label(rows, np.zeros(20_000, np.int64), 1).tolist() == [[20_000.0, 20_000.0]]


def test_linear_algebra_keeps_to_one_thread() -> None:
    np.eye(2) @ np.eye(2)
    with limit_to_one_thread():
        assert {library["num_threads"] for library in threadpool_info()} == {1}
