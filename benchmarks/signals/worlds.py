"""Simulated histories with known truth, for `benchmarks.signals`.

Counts are negative binomial round a level with weekdays, growth, changes of the overall traffic,
and log-normal AR(1) noise; everything is drawn from one seeded generator.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WEEKDAYS = np.array([1.22, 1.16, 1.12, 1.08, 1.0, 0.74, 0.68])
HOURS = np.array(
    (3, 2, 1, 1, 1, 2, 5, 14, 32, 55, 66, 64, 55, 54, 60, 58, 52, 46, 40, 36, 32, 25, 15, 7)
) / 822.0  # fmt: skip


def draw_ar1_noise(rng: Generator, shape: tuple[int, ...], rho: Floats) -> Floats:
    """Standard normal AR(1) noise along the last axis; rho broadcasts over the others."""
    fresh = rng.normal(size=shape)
    told = fresh.copy()
    for step in range(1, shape[-1]):
        told[..., step] = rho * told[..., step - 1] + np.sqrt(1 - rho**2) * fresh[..., step]
    return told


def draw_counts(rng: Generator, level: Floats, dispersion: Floats) -> Floats:
    """Negative binomial counts with this mean and variance over mean (> 1)."""
    return rng.negative_binomial(level / (dispersion - 1), 1 / dispersion).astype(np.float64)


@dataclass(frozen=True)
class Workspace:
    """Daily counts of S series."""

    daily: Floats
    """(S, n)."""
    weekday: NDArray[np.int64]
    """(n,) 0 is Monday."""
    dispersion: Floats
    """(S, 1)."""


def simulate_quiet_workspace(rng: Generator, series: int, days: int) -> Workspace:
    """Nothing happens: 0.1 to 12 a day, weekdays, slow growth, noise of 10 % with memory."""
    base = np.exp(rng.uniform(np.log(0.1), np.log(12), (series, 1)))
    weekday = (np.arange(days) + rng.integers(7)) % 7
    growth = np.exp(rng.normal(0, 0.2, (series, 1)) * np.arange(days) / 90)
    noise = np.exp(0.1 * draw_ar1_noise(rng, (series, days), rng.uniform(0, 0.6, (series,))))
    dispersion = rng.uniform(1.01, 1.4, (series, 1))
    level = base * WEEKDAYS[weekday] * growth * noise
    return Workspace(draw_counts(rng, level, dispersion), weekday, dispersion)


@dataclass(frozen=True)
class Noise:
    """How a world strays from its level."""

    daily: float = 0.1
    """Log-normal AR(1) noise of whole days, one standard deviation."""
    hourly: float = 0.0
    """The same of single hours, on top."""
    dispersion: float = 1.4
    """Variance over mean of counts goes up to this."""


USUAL = Noise()
USUAL_BY_HOUR = Noise(dispersion=1.1)
ROUGH_BY_HOUR = Noise(hourly=0.1)
"""Hours as over-dispersed as days, and with a memory of their own."""
ROUGH = Noise(daily=0.2, dispersion=1.6)
"""As rough as the worlds of `simulate_fix`."""


def simulate_spike(
    rng: Generator, histories: int, days: int, base: float, times: float, rough: Noise = USUAL
) -> Workspace:
    """Series of `base` a day whose last two days run `times` as high."""
    weekday = (np.arange(days) + 2) % 7
    noise = np.exp(
        rough.daily * draw_ar1_noise(rng, (histories, days), rng.uniform(0, 0.6, (histories,)))
    )
    level = base * WEEKDAYS[weekday] * noise
    level[:, -2:] *= times
    dispersion = rng.uniform(1.01, rough.dispersion, (histories, 1))
    return Workspace(draw_counts(rng, level, dispersion), weekday, dispersion)


def simulate_hours(
    rng: Generator,
    base: Floats,
    days: int,
    spike: tuple[int, float] | None = None,
    rough: Noise = USUAL_BY_HOUR,
) -> tuple[Floats, NDArray[np.int64]]:
    """(S, n, 24) counts of series with `base` (S,) a day, and weekdays; with (hour, times), three
    hours from there on the last day run that many times as high."""
    weekday = (np.arange(days) + 2) % 7
    rho = rng.uniform(0, 0.6, base.shape)
    level = base[:, None] * np.exp(rough.daily * draw_ar1_noise(rng, (len(base), days), rho))
    by_hour = (level * WEEKDAYS[weekday])[:, :, None] * HOURS
    if rough.hourly:
        memory = rng.uniform(0, 0.6, base.shape)
        told = draw_ar1_noise(rng, (len(base), days * len(HOURS)), memory).reshape(by_hour.shape)
        by_hour = by_hour * np.exp(rough.hourly * told)
    if spike:
        by_hour[:, -1, spike[0] : spike[0] + 3] *= spike[1]
    return draw_counts(
        rng, by_hour, rng.uniform(1.01, rough.dispersion, (len(base), 1, 1))
    ), weekday


@dataclass(frozen=True)
class FixHistory:
    """Weekly counts of themes with a fix, and of their controls."""

    weekly: Floats
    """(B, n)."""
    controls: Floats
    """(B, n)."""
    after: NDArray[np.bool_]
    """(n,)."""


def simulate_fix(
    rng: Generator, histories: int, before: int, after: int, base: float, ratio: float
) -> FixHistory:
    """`base` a day times `ratio` from the fix on; the theme drifts by 3 % a week (sd) against the
    others, overall traffic trends and jumps by 35 % (sd) at some day."""
    days = 7 * (before + after)
    day = np.arange(days)
    traffic = np.exp(rng.normal(0, 0.3, (histories, 1)) * day / days) * WEEKDAYS[day % 7]
    jump = np.exp(rng.normal(0, 0.3, (histories, 1)))
    traffic = traffic * np.where(day >= rng.integers(0, days, (histories, 1)), jump, 1.0)
    drift = np.exp(rng.normal(0, 0.03, (histories, 1)) * (day - 7 * before) / 7)
    noise = np.exp(0.2 * draw_ar1_noise(rng, (histories, days), rng.uniform(0, 0.6, (histories,))))
    level = base * traffic * drift * noise * np.where(day >= 7 * before, ratio, 1.0)
    theme = draw_counts(rng, level, rng.uniform(1.01, 1.6, (histories, 1)))
    others = draw_counts(rng, 20 * traffic, np.full((histories, 1), 1.5))
    weeks = (histories, before + after, 7)
    past = np.arange(before + after) >= before
    return FixHistory(theme.reshape(weeks).sum(2), others.reshape(weeks).sum(2), past)


def simulate_trends(
    rng: Generator, series: int, weeks: int, changed: float
) -> tuple[Floats, NDArray[np.int64]]:
    """(S, 2 * weeks) weekly counts and (S,) truth: 1 grew, -1 fell, 0 stayed. A share of `changed`
    grew or fell by 1.4 to 3 times half-way; 0.5 to 15 a week."""
    days = 14 * weeks
    base = np.exp(rng.uniform(np.log(0.5), np.log(15), (series, 1))) / 7
    truth = np.where(rng.random(series) < changed, rng.choice([-1, 1], series), 0)
    factor = np.exp(truth * rng.uniform(np.log(1.4), np.log(3), series))[:, None]
    noise = np.exp(0.2 * draw_ar1_noise(rng, (series, days), rng.uniform(0, 0.6, (series,))))
    level = base * np.where(np.arange(days) >= days // 2, factor, 1.0)
    level = level * WEEKDAYS[np.arange(days) % 7] * noise
    daily = draw_counts(rng, level, rng.uniform(1.01, 1.6, (series, 1)))
    return daily.reshape(series, -1, 7).sum(2), truth
