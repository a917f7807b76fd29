"""Own statistics agree with the libraries', and intervals behave at their edges."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from signals.statistics.glm import fit_quasi_poisson
from signals.statistics.intervals import (
    compute_ratio_interval,
    compute_share_interval,
    compute_total_interval,
)
from signals.statistics.tails import compute_upper_tail


def test_many_regressions_at_once_are_those_of_statsmodels() -> None:
    rng = np.random.default_rng(1)
    design = np.column_stack([np.ones(60), np.linspace(-1, 1, 60), np.arange(60) % 7 == 0])
    offset = rng.normal(0, 0.2, 60)
    counts = rng.negative_binomial(5, 0.4, (6, 60)).astype(float)
    told = fit_quasi_poisson(counts, design.astype(float), offset, rounds=12)
    for row, series in enumerate(counts):
        family = sm.families.Poisson()
        reference = sm.GLM(series, design.astype(float), family=family, offset=offset).fit()
        assert told.coefficients[row] == pytest.approx(reference.params, abs=1e-8)
        assert told.covariance[row] == pytest.approx(reference.cov_params(), rel=1e-4)
        assert told.expected[row] == pytest.approx(reference.mu, rel=1e-8)


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


def test_the_chance_of_more_is_the_mid_p_of_a_poisson_where_nothing_is_uncertain() -> None:
    expected = np.array([8.0])
    told = compute_upper_tail(np.array([18.0]), expected, expected, np.array([1e9]))
    reference = stats.poisson.sf(17, 8) - stats.poisson.pmf(18, 8) / 2
    assert told[0] == pytest.approx(reference, rel=1e-3)
