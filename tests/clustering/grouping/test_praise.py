"""A theme of praise and of complaints about the same is two; a few asks told wrongly are none."""

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.praise import part_praise
from tests.clustering.builders import planted


def part(
    praise: NDArray[np.bool_], truth: NDArray[np.int64], min_size: int = 5
) -> NDArray[np.int32]:
    """Two planted groups that a grouping took for one theme."""
    _, vectors, _, _ = planted(groups=2, each=20)
    labels = np.where(truth < 0, -1, 0).astype(np.int32)
    return part_praise(labels, vectors, praise, np.ones(40, dtype=np.int64), min_size)


TRUTH = np.repeat([0, 1], 20)


def test_praise_and_complaints_are_two_themes_though_some_kinds_are_told_wrongly() -> None:
    praise = TRUTH == 1
    praise[[0, 21, 22]] = [True, False, False]
    assert part(praise, TRUTH).tolist() == TRUTH.tolist()


def test_little_praise_stays_in_its_theme() -> None:
    praise = np.zeros(40, dtype=bool)
    praise[[0, 1, 2, 3]] = True
    assert set(part(praise, TRUTH).tolist()) == {0}


def test_kinds_that_vectors_do_not_know_of_part_nothing() -> None:
    praise = np.arange(40) % 2 == 0
    assert set(part(praise, TRUTH).tolist()) == {0}


def test_no_part_is_smaller_than_a_theme_may_be() -> None:
    assert set(part(TRUTH == 1, TRUTH, min_size=21).tolist()) == {0}


def test_what_is_in_no_theme_stays_there() -> None:
    outside = np.where(TRUTH == 1, -1, 0)
    assert part(TRUTH == 1, outside).tolist() == outside.tolist()
