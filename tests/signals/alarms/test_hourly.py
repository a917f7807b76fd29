"""Hourly alarms find what is over within a day, and need weeks to learn from."""

import numpy as np

from signals.alarms.daily import detect_daily_alarms
from signals.alarms.hourly import choose_learning_days, detect_hourly_alarms

DAYS = 130
RHYTHM = np.array([1.2, 1.15, 1.1, 1.05, 1.0, 0.8, 0.7])


def test_a_spike_within_a_day_is_found_in_its_hours() -> None:
    rng = np.random.default_rng(2)
    shares = np.r_[np.full(8, 0.5), np.full(16, 5.0)] / 84
    level = 84 * RHYTHM[np.arange(DAYS) % 7][:, None] * shares
    counts = rng.poisson(level, (3, DAYS, 24)).astype(float)
    counts[0, 129, 12:15] += 15
    daily = detect_daily_alarms(
        counts.sum(axis=2), counts.sum(axis=(0, 2)), np.ones(DAYS, bool), np.arange(DAYS) % 7, 70,
        1e-4,
    ).expected  # fmt: skip
    told = detect_hourly_alarms(counts, daily, np.arange(DAYS) % 7, 124, 1e-4)
    hours = np.flatnonzero(told.started[0]) - 129 * 24
    assert len(hours) == 1
    assert 12 <= hours[0] <= 14
    assert not told.started[1:].any()


def test_hours_are_learned_from_four_weeks_at_least_and_fifty_four_days_at_most() -> None:
    assert [choose_learning_days(whole) for whole in (58, 59, 70, 84, 85, 400)] == [
        0, 28, 39, 53, 54, 54,
    ]  # fmt: skip
