"""Every granularity can be set, and the defaults are those of the documentation."""

from typing import get_args

import numpy as np

from clustering.grouping.cores import choose_n_clusters
from clustering.grouping.fit import choose_min_theme_size
from clustering.grouping.parameters import Granularity, GroupingSettings


def test_every_granularity_chooses_a_number_of_themes() -> None:
    heights = np.linspace(0.6, 2.0, 40)
    counts = [choose_n_clusters(heights, 3_000, value) for value in get_args(Granularity)]
    assert sorted(set(counts)) == counts


def test_the_least_size_of_a_theme_is_as_documented_unless_it_is_set() -> None:
    sizes = [choose_min_theme_size(asks, GroupingSettings()) for asks in (30, 3_000, 20_000)]
    assert sizes == [2, 9, 11]
    assert choose_min_theme_size(30, GroupingSettings(min_theme_size=7)) == 7
