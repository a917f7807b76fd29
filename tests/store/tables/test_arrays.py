"""Arrays kept as bytes come back by name."""

import numpy as np

from store.tables.arrays import pack_arrays, unpack_arrays


def test_arrays_come_back_as_they_were_packed() -> None:
    arrays = {"mean": np.arange(3, dtype=np.float32), "none": np.zeros((0, 2), np.float32)}
    unpacked = unpack_arrays(pack_arrays(arrays))
    assert sorted(unpacked) == ["mean", "none"]
    assert all(np.array_equal(unpacked[name], arrays[name]) for name in arrays)


def test_the_bytes_do_not_depend_on_the_order_of_the_names() -> None:
    first, second = np.ones(2, np.float32), np.zeros((2, 3), np.float32)
    assert pack_arrays({"a": first, "b": second}) == pack_arrays({"b": second, "a": first})
