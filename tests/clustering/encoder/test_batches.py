"""Texts of like length share a batch, and none is lost."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clustering.encoder.batches import MAX_BATCH_TOKENS, split_into_batches


@given(st.lists(st.integers(0, 9_000), max_size=200))
def test_every_text_is_in_one_batch_and_no_batch_is_too_large(lengths: list[int]) -> None:
    tokens = np.array(lengths, dtype=np.int64)
    batches = [*split_into_batches(tokens)]
    assert sorted(np.concatenate(batches).tolist() if batches else []) == [*range(len(lengths))]
    for batch in batches:
        assert len(batch) == 1 or len(batch) * tokens[batch].max() <= MAX_BATCH_TOKENS
    longest_first = [int(tokens[place]) for batch in batches for place in batch]
    assert longest_first == sorted(lengths, reverse=True)


def test_a_batch_is_filled_before_the_next_begins() -> None:
    tokens = np.full(1_000, 30, dtype=np.int64)
    sizes = [len(batch) for batch in split_into_batches(tokens)]
    assert sizes == [102] * 9 + [82]
