"""Many regressions at once agree with statsmodels'."""

import numpy as np
import pytest
import statsmodels.api as sm

from signals.statistics.glm import Prior, fit_quasi_poisson


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


def test_a_point_of_weight_zero_is_left_out() -> None:
    counts = np.array([[4.0, 6, 5, 900]])
    level = np.ones((4, 1))
    fit = fit_quasi_poisson(counts, level, np.zeros(4), np.array([[1.0, 1, 1, 0]]))
    assert fit.expected[0] == pytest.approx([5.0] * 4, rel=1e-6)


def test_a_prior_keeps_an_empty_series_finite() -> None:
    prior = Prior(np.array([[np.log(2.0)]]), np.array([4.0]))
    fit = fit_quasi_poisson(np.zeros((1, 3)), np.ones((3, 1)), np.zeros(3), prior=prior)
    assert -1 < fit.coefficients[0, 0] < np.log(2.0)


def test_counts_are_never_taken_to_vary_less_than_poisson() -> None:
    fit = fit_quasi_poisson(np.full((1, 30), 9.0), np.ones((30, 1)), np.zeros(30))
    assert fit.pearson[0] < 0.01
    assert fit.dispersion[0] == 1
