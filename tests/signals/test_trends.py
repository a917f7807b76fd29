"""Verdicts are decided by intervals over all themes; gaps and partial weeks never are a fall."""

import numpy as np
from statsmodels.stats.multitest import multipletests

from signals.trends import (
    FALSE_DISCOVERY_RATE,
    compute_exposures,
    control_false_discoveries,
    detect_trends,
)

WEEKS = 8
FLAT = (1.0,) * 7


def verdicts(*rows: list[float], exposure: np.ndarray | None = None) -> list[str]:
    weekly = np.array(rows, dtype=float)
    exposure = np.ones(weekly.shape[1]) if exposure is None else exposure
    told = detect_trends(weekly, exposure, WEEKS, weekly[:, :WEEKS].sum(axis=1))
    return [row.direction for row in told]


def test_what_doubles_is_rising_what_halves_is_falling_and_the_rest_is_steady() -> None:
    up, down, same = [20.0] * 8 + [40.0] * 8, [40.0] * 8 + [20.0] * 8, [30.0] * 16
    assert verdicts(up, down, same) == ["rising", "falling", "steady"]


def test_three_conversations_are_too_little_data() -> None:
    assert verdicts([0.0] * 14 + [1.0, 2.0], [3.0] + [0.0] * 15) == ["too little data"] * 2


def test_what_nobody_asked_before_is_emerging() -> None:
    assert verdicts([0.0] * 12 + [2.0] * 4) == ["emerging"]


def told_of(weekly: list[float], known_before: float) -> str:
    told = detect_trends(np.array([weekly]), np.ones(16), WEEKS, np.array([known_before]))
    return told[0].direction


def test_what_began_shortly_before_the_weeks_looked_at_is_emerging_while_it_grows() -> None:
    late = [0.0] * 6 + [2.0, 3.0] + [6.0] * 8
    assert told_of(late, 0) == "emerging"
    assert told_of(late, 2) == "emerging", "a stray in the older data is none"
    assert told_of(late, 3) == "rising", "three are no strays"
    assert told_of([0.0] * 6 + [20.0, 20.0] + [5.0] * 8, 0) != "emerging", "it does not grow"


def test_noise_alone_is_not_called_rising_however_many_themes_there_are() -> None:
    rng = np.random.default_rng(3)
    weekly = rng.negative_binomial(8, 0.5, (300, 16)).astype(float)
    told = verdicts(*weekly.tolist())
    assert sum(word in ("rising", "falling") for word in told) <= 3


def test_weeks_without_data_lower_the_exposure_and_not_the_rate() -> None:
    weekly = [30.0] * 8 + [30.0, 0.0, 0.0, 0.0, 30.0, 30.0, 30.0, 30.0]
    seen = np.array([1.0] * 8 + [1, 0, 0, 0, 1, 1, 1, 1], dtype=float)
    assert verdicts(weekly) == ["falling"] or verdicts(weekly) == ["too little data"]
    assert verdicts(weekly, exposure=seen) == ["steady"]


def test_a_missing_sunday_costs_less_than_a_missing_monday() -> None:
    rhythm = (1.4, 1.2, 1.2, 1.2, 1.0, 0.6, 0.4)
    no_monday = np.array([[False] + [True] * 6])
    no_sunday = np.array([[True] * 6 + [False]])
    assert compute_exposures(no_monday, rhythm)[0] < compute_exposures(no_sunday, rhythm)[0] < 1


def test_false_discoveries_are_controlled_as_statsmodels_does_it() -> None:
    rng = np.random.default_rng(4)
    assert control_false_discoveries(np.array([])).tolist() == []
    for number in (1, 2, 40):
        for power in (1, 3, 8):
            p = np.round(rng.random(number) ** power, 3)
            wanted = multipletests(p, FALSE_DISCOVERY_RATE, method="fdr_bh")[0]
            assert control_false_discoveries(p).tolist() == wanted.tolist()
