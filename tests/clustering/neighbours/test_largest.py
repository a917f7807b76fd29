"""The largest values of a row are found as by sorting it."""

import numpy as np
import pytest

from clustering.neighbours.largest import find_largest


@pytest.mark.parametrize("columns", [3, 40, 256, 1_003])
@pytest.mark.parametrize("wanted", [1, 3])
def test_the_columns_are_those_of_a_sorted_row(columns: int, wanted: int) -> None:
    values = np.random.default_rng(columns).random((20, columns)).astype(np.float32)
    expected = np.sort(np.argsort(values, axis=1)[:, columns - wanted :], axis=1)
    np.testing.assert_array_equal(find_largest(values, wanted), expected)


def test_values_that_share_a_group_are_all_found() -> None:
    values = np.zeros((1, 800), np.float32)
    alike = [7, 57, 107, 157]  # 50 groups: these four stand in one
    values[0, alike] = [4.0, 3.0, 2.0, 1.0]
    assert find_largest(values, 4).tolist() == [alike]


def test_values_beyond_the_last_whole_group_are_found() -> None:
    values = np.zeros((1, 801), np.float32)
    values[0, 800] = 1.0
    assert find_largest(values, 1).tolist() == [[800]]
