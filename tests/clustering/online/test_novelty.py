"""A new group must be as cohesive and as separate as the known themes are."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from clustering.online.novelty import find_new_groups, measure_cohesion
from tests.clustering.builders import planted, unit

Floats = NDArray[np.float32]


def test_groups_as_cohesive_as_known_themes_are_found_and_strays_are_not() -> None:
    _, vectors, _, truth = planted(groups=8, each=20)
    known = truth < 6
    cohesion = measure_cohesion(vectors[known], truth[known].astype(np.int32))
    assert cohesion is not None
    rng = np.random.default_rng(3)
    strays = unit(rng.normal(size=(30, vectors.shape[1])))
    pool = np.vstack([strays, vectors[~known]])
    found = find_new_groups(pool, cohesion, min_size=8)
    assert sorted(rows.tolist() for rows, _ in found) == [
        list(range(30, 50)),
        list(range(50, 70)),
    ]


def test_a_group_near_a_known_theme_is_no_new_one() -> None:
    _, vectors, _, truth = planted(groups=6, each=40)
    known = np.arange(len(truth)) % 2 == 0
    cohesion = measure_cohesion(vectors[known], truth[known].astype(np.int32))
    assert cohesion is not None
    assert find_new_groups(vectors[~known], cohesion, min_size=5) == []


def test_a_group_below_the_least_size_is_no_theme() -> None:
    _, vectors, _, truth = planted(groups=5, each=10)
    known = truth < 4
    cohesion = measure_cohesion(vectors[known], truth[known].astype(np.int32))
    assert cohesion is not None
    assert find_new_groups(vectors[~known], cohesion, min_size=14) == []
    assert len(find_new_groups(vectors[~known], cohesion, min_size=10)) == 1


def test_two_known_themes_are_too_few_to_measure() -> None:
    _, vectors, _, truth = planted(groups=2, each=10)
    assert measure_cohesion(vectors, truth.astype(np.int32)) is None


def test_a_group_near_a_young_theme_belongs_to_it() -> None:
    _, vectors, _, truth = planted(groups=8, each=20)
    known, young, fresh = truth < 6, truth == 6, vectors[truth == 6][:8]
    cohesion = measure_cohesion(vectors[known], truth[known].astype(np.int32))
    assert cohesion is not None
    means = vectors[young].mean(axis=0, dtype=np.float64)[None, :]
    ((rows, part_of),) = find_new_groups(fresh, cohesion, min_size=20, young=means)
    assert (rows.tolist(), part_of) == (list(range(8)), 0)
    assert find_new_groups(fresh, cohesion, min_size=20) == []


def test_parts_too_small_to_be_themes_are_one_where_they_are_separate_together() -> None:
    """A new theme asked about in two wordings, which lie farther apart than most themes."""
    _, vectors, _, truth = planted(groups=8, each=20)
    known = truth < 6
    cohesion = measure_cohesion(vectors[known], truth[known].astype(np.int32))
    assert cohesion is not None
    first, second = vectors[truth == 6][:6], vectors[truth == 7][:6]
    shared = unit(np.random.default_rng(5).normal(size=(1, vectors.shape[1])))

    def worded_twice(share: float) -> Floats:
        return unit(np.vstack([first, second]) + share * shared).astype(np.float32)

    near, apart = worded_twice(0.9), worded_twice(0.0)
    strict = replace(cohesion, merge_cosine=0.9, min_cohesion=0.3)
    ((rows, part_of),) = find_new_groups(near, strict, min_size=10)
    assert (rows.tolist(), part_of) == (list(range(12)), None)
    assert find_new_groups(apart, strict, min_size=10) == []
    assert [len(rows) for rows, _ in find_new_groups(near, strict, min_size=6)] == [6, 6]
    unlike = replace(strict, small_min_separation=2.0)
    assert find_new_groups(near, unlike, min_size=10) == []
