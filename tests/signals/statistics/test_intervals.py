"""Intervals agree with the exact ones, and behave at their edges."""

import pytest
from scipy import stats

from signals.statistics.intervals import (
    compute_mean_interval,
    compute_ratio_interval,
    compute_share_interval,
    compute_total_interval,
)


def test_where_everybody_wrote_once_a_total_has_garwoods_interval() -> None:
    low, high = compute_total_interval(17, 17, 1)
    assert (low, high) == pytest.approx(
        (stats.chi2.ppf(0.025, 34) / 2, stats.chi2.ppf(0.975, 36) / 2)
    )


def test_a_total_in_lumps_is_less_sure() -> None:
    low, high = compute_total_interval([20, 20], [20, 100], [1, 5]).T
    assert low[1] < low[0]
    assert high[1] > high[0]


def test_nothing_counted_has_an_upper_bound_and_no_lower_one() -> None:
    low, high = compute_total_interval(0, 0, 0)
    assert low == 0
    assert high == pytest.approx(3.69, abs=0.01)
    assert compute_share_interval(0, 0).tolist() == [0, 1]


def test_a_ratio_of_equal_rates_holds_one_whatever_the_exposures() -> None:
    interval, p = compute_ratio_interval(30, 3.0, 10, 1.0, 1.0, 20)
    assert interval[0] < 1 < interval[1]
    assert p > 0.5


def test_over_dispersion_widens_a_ratio() -> None:
    plain, _ = compute_ratio_interval(40, 1.0, 20, 1.0, 1.0, 20)
    wide, _ = compute_ratio_interval(40, 1.0, 20, 1.0, 2.5, 20)
    assert plain[0] > 1 > wide[0]


def test_a_mean_of_one_value_has_no_bounds() -> None:
    low, high = compute_mean_interval(4.0, 1.0, 1)
    assert (low, high) == (-float("inf"), float("inf"))
    low, high = compute_mean_interval(4.0, 1.0, 25)
    assert (low, high) == pytest.approx(stats.t.interval(0.95, 24, 4.0, 0.2))
