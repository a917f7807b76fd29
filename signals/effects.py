"""Effects of fixes: an interrupted time series with controls (Bernal et al. 2017, 2018).

The other themes are the controls. In weeks counted from the day of the fix, the theme's
conversations are regressed on theirs as an offset, so that overall traffic and weekdays cancel out,
with a trend of the theme's own and a step at the fix. The noise is quasi-Poisson over whole weeks,
which absorbs most autocorrelation of days; what is left of it between weeks widens the interval.
The interval is that of the profile quasi-likelihood, so that few conversations after a fix, or
none, still have one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from signals.statistics.glm import Floats, Prior, fit_quasi_poisson
from signals.statistics.intervals import LEVEL, compute_ratio_interval

Interval = tuple[float, float, float]
"""A ratio and its 95 % interval."""
Verdict = Literal["fell", "no evidence", "came back", "too little data"]
WEEKS_BEFORE, WEEKS_AFTER = 4, 2
"""Whole weeks needed on each side of the fix."""
MIN_BEFORE, MIN_EXPECTED = 10, 8.0
"""Conversations needed before, and expected after had nothing been done."""
MAX_WEEKS_BEFORE = 26
"""Weeks before the fix that are used, at most."""
_LATE_WEEKS = 4
"""Whole weeks since the fix from which their later half is judged by itself."""
_TREND_SD = 0.03
"""Standard deviation of the drift of a theme's share of the traffic, in logs a week (the prior)."""
_BISECTIONS = 28
"""Bisection steps: bounds are exact to 1e-6."""


@dataclass(frozen=True, slots=True)
class RateRatios:
    """Rate ratios of B series at the fix."""

    ratio: Floats
    """(B,) rate after over what it would have been."""
    low: Floats
    """(B,) 95 % interval."""
    high: Floats
    dispersion: Floats
    """(B,) variance over mean of a week, at least 1."""
    expected: Floats
    """(B,) conversations after the fix had nothing been done."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The verdict on a fix."""

    word: Verdict
    shipped: date
    before: int
    """Conversations before the fix, in the weeks looked at."""
    after: int
    """Conversations from the day of the fix on."""
    expected: float | None
    """What `after` would have been without the fix; None where there is too little before."""
    ratio: float | None
    """`after` over `expected`."""
    low: float | None
    """95 % interval of the ratio."""
    high: float | None
    late: Interval | None
    """Ratio and interval of the later half of the time since; None while that is short."""
    enough_on: date | None
    """Where there is too little data since: when there will be enough, at the rate before; None
    where that cannot be said."""
    enough_from: date | None = None
    """Where there is too little data before the fix: the day that data would have to reach back to,
    at the rate before (time alone brings none of it); None where that cannot be said, or where it
    lies more than 26 weeks before the fix."""


def estimate_rate_ratios(counts: Floats, controls: Floats, after: NDArray[np.bool_]) -> RateRatios:
    """Rate ratios at a fix, for (B, n) weekly counts of themes and of their controls.

    after: (n,) which weeks lie after the fix. Weeks without any control are left out.
    """
    design, weights, offset, prior = _build_model(counts, controls, after)
    free = fit_quasi_poisson(
        counts, np.column_stack([design, after]), offset, weights, _extend_prior(prior), rounds=15
    )
    effect = np.clip(free.coefficients[:, -1], -6, 6)
    base = fit_quasi_poisson(
        counts, design, offset + effect[:, None] * after, weights, prior, rounds=10
    )
    expected = (base.expected * np.exp(-effect)[:, None] * weights)[:, after].sum(axis=1)
    echo = _estimate_autocorrelation_factor(counts, base.expected, weights)
    # Student's t allows for an estimated dispersion; that of a Poisson count is known.
    level = (1 + LEVEL) / 2
    limit = special.stdtrit(free.freedom, level) ** 2 * free.pearson
    limit = np.maximum(limit, special.ndtri(level) ** 2) * echo
    lowest = _compute_penalised_loss(counts, base.expected, weights, base.coefficients, prior)

    def is_beyond_limit(step: Floats) -> NDArray[np.bool_]:
        fit = fit_quasi_poisson(
            counts, design, offset + step[:, None] * after, weights, prior, rounds=8
        )
        loss = _compute_penalised_loss(counts, fit.expected, weights, fit.coefficients, prior)
        return np.asarray(loss - lowest > limit)

    low, high = (_bisect_bound(is_beyond_limit, effect, reach) for reach in (-8.0, 8.0))
    return RateRatios(np.exp(effect), np.exp(low), np.exp(high), free.dispersion * echo, expected)


def _build_model(
    counts: Floats, controls: Floats, after: NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats, Prior]:
    """Level and trend; weights; the controls as offset; the prior of the trend."""
    when = np.arange(len(after)) - float(np.flatnonzero(after)[0])
    design = np.column_stack([np.ones(len(after)), when])
    offset = np.log(np.maximum(controls, 0.5))
    offset = offset - offset.mean(axis=1, keepdims=True)
    prior = Prior(np.zeros((len(counts), 2)), np.array([0.0, _TREND_SD**-2]))
    return design, (controls > 0).astype(np.float64), offset, prior


def _extend_prior(prior: Prior) -> Prior:
    mean = np.pad(prior.mean, ((0, 0), (0, 1)))
    return Prior(mean, np.append(prior.precision, 1e-3))


def _compute_penalised_loss(
    counts: Floats, mu: Floats, weights: Floats, beta: Floats, prior: Prior
) -> Floats:
    """Twice the negative log-likelihood with the prior, up to a constant."""
    mu = np.maximum(mu, 1e-12)
    deviance = 2 * (weights * (mu - counts * np.log(mu))).sum(axis=1)
    return np.asarray(deviance + ((beta - prior.mean) ** 2 * prior.precision).sum(axis=1))


def _estimate_autocorrelation_factor(counts: Floats, mu: Floats, weights: Floats) -> Floats:
    """(B,) variance inflation of a mean by autocorrelation: (1 + r) / (1 - r) of an AR(1), where r
    is the lag-1 correlation of the residuals, shrunk by 0.4 and clipped to 0..0.4."""
    residuals = weights * (counts - mu) / np.sqrt(np.maximum(mu, 1e-6))
    own = np.maximum((residuals**2).sum(axis=1), 1e-9)
    lagged = (residuals[:, 1:] * residuals[:, :-1]).sum(axis=1) / own
    r = np.clip(0.4 * lagged, 0.0, 0.4)
    return np.asarray((1 + r) / (1 - r))


def _bisect_bound(
    is_beyond_limit: Callable[[Floats], NDArray[np.bool_]], effect: Floats, reach: float
) -> Floats:
    """(B,) the step between `effect` and `reach` at which the profile crosses the limit, by
    bisection."""
    inner, outer = effect.copy(), np.full_like(effect, reach)
    for _ in range(_BISECTIONS):
        middle = (inner + outer) / 2
        out = is_beyond_limit(middle)
        inner, outer = np.where(out, inner, middle), np.where(out, middle, outer)
    return (inner + outer) / 2


def estimate_fix_effect(
    daily: NDArray[np.int64],
    controls: NDArray[np.int64],
    observed: NDArray[np.bool_],
    days: Sequence[date],
    shipped: date,
) -> Effect:
    """The verdict on what was shipped on `shipped`.

    daily, controls: (n,) conversations a day of the theme and of all others; observed: (n,) days
    with data, whole ones only; days: their dates, without gaps. The day of the fix counts as after.
    """
    place = np.array([(day - shipped).days for day in days])
    week = np.floor_divide(place, 7)
    kept = observed & (week >= -MAX_WEEKS_BEFORE) & (week * 7 >= place[0])
    weeks = np.unique(week[kept])
    theme, others = (_sum_by_week(counts, week, kept, weeks) for counts in (daily, controls))
    after = weeks >= 0
    before, since = int(theme[~after].sum()), int(theme[after].sum())
    unknown = Effect("too little data", shipped, before, since, None, None, None, None, None, None)
    whole_after = int((kept & (place >= 0)).sum()) // 7
    if (~after).sum() < WEEKS_BEFORE or before < MIN_BEFORE:
        return replace(
            unknown, enough_from=_compute_enough_from(before, int((~after).sum()), shipped)
        )
    if not after.any() or others[after].sum() == 0:
        return replace(unknown, enough_on=_predict_enough_on(before, (~after).sum(), shipped))
    step = estimate_rate_ratios(theme[None], others[None], after)
    expected = float(step.expected[0])
    if whole_after < WEEKS_AFTER or expected < MIN_EXPECTED:
        when = _predict_enough_on(before, (~after).sum(), shipped)
        last = max(day for day, seen in zip(days, observed, strict=True) if seen)
        return replace(unknown, expected=expected, enough_on=max(when, last + timedelta(days=1)))
    late = _estimate_late_ratio(theme, others, after)
    ratio, low, high = (float(bound[0]) for bound in (step.ratio, step.low, step.high))
    word: Verdict = "fell" if high < 1 else "no evidence"
    if late is not None and _has_come_back(theme, others, after, late):
        word = "came back"
    return Effect(word, shipped, before, since, expected, ratio, low, high, late, None)


def _sum_by_week(
    daily: NDArray[np.int64], week: NDArray[np.int64], kept: NDArray[np.bool_], weeks: Floats
) -> Floats:
    place = np.searchsorted(weeks, week[kept])
    return np.bincount(place, weights=daily[kept], minlength=len(weeks)).astype(np.float64)


def _predict_enough_on(before: int, weeks: int, shipped: date) -> date:
    """The day on which two weeks have passed and eight conversations would have come, at the rate
    before."""
    needed = np.ceil(MIN_EXPECTED / (before / weeks) * 7)
    return shipped + timedelta(days=max(WEEKS_AFTER * 7, int(needed)))


def _compute_enough_from(before: int, weeks: int, shipped: date) -> date | None:
    """The day that data must reach back to for ten conversations and four weeks before the fix."""
    if before == 0:
        return None
    needed = max(int(np.ceil(MIN_BEFORE * weeks / before)), WEEKS_BEFORE)
    return shipped - timedelta(weeks=needed) if needed <= MAX_WEEKS_BEFORE else None


def _estimate_late_ratio(
    theme: Floats, others: Floats, after: NDArray[np.bool_]
) -> Interval | None:
    """Ratio and interval of the later half of the weeks since, against before the fix."""
    half = _select_later_half(after)
    if half is None:
        return None
    kept = ~after | half
    step = estimate_rate_ratios(theme[None, kept], others[None, kept], after[kept])
    return float(step.ratio[0]), float(step.low[0]), float(step.high[0])


def _select_later_half(after: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    since = int(after.sum())
    if since < _LATE_WEEKS:
        return None
    return np.arange(len(after)) >= len(after) - since // 2


def _has_come_back(theme: Floats, others: Floats, after: NDArray[np.bool_], late: Interval) -> bool:
    """Whether the rate fell at first, and rose again until it no longer was below that before."""
    half = _select_later_half(after)
    if half is None or late[2] < 1:
        return False
    first = ~half
    early = estimate_rate_ratios(theme[None, first], others[None, first], after[first])
    if early.high[0] >= 1:
        return False
    counts = [theme[part].sum() for part in (half, after & ~half)]
    spans = [others[part].sum() for part in (half, after & ~half)]
    freedom = max(int(after.sum()) - 2, 1)
    interval, _ = compute_ratio_interval(
        counts[0], spans[0], counts[1], spans[1], float(early.dispersion[0]), freedom
    )
    return bool(interval[0] > 1)
