"""Upper tails are mid-P values, wider where the mean is uncertain."""

import numpy as np
import pytest
from scipy import stats

from signals.statistics.tails import compute_upper_tail


def test_the_chance_of_more_is_the_mid_p_of_a_poisson_where_nothing_is_uncertain() -> None:
    expected = np.array([8.0])
    told = compute_upper_tail(np.array([18.0]), expected, expected, np.array([1e9]))
    reference = stats.poisson.sf(17, 8) - stats.poisson.pmf(18, 8) / 2
    assert told[0] == pytest.approx(reference, rel=1e-3)


def test_an_uncertain_mean_makes_a_count_less_unlikely() -> None:
    count, expected, freedom = np.full(2, 18.0), np.full(2, 8.0), np.array([1e9, 10.0])
    sure, unsure = compute_upper_tail(count, expected, np.array([8.0, 20.0]), freedom)
    assert sure < unsure < 0.2


def test_what_is_not_unlikely_is_one() -> None:
    expected = np.array([8.0, 8.0])
    chances = compute_upper_tail(np.array([8.0, 10.0]), expected, expected, np.full(2, 1e9))
    assert chances.tolist() == [1, 1]
