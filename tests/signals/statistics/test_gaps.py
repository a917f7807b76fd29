"""An empty day is a gap unless its weekday often is empty."""

import numpy as np

from signals.statistics.gaps import find_observed_days


def test_an_empty_day_is_a_gap_where_days_are_never_empty() -> None:
    totals = np.array([20.0, 22, 19, 21, 20, 18, 22] * 4)
    totals[9:11] = 0
    weekday = np.arange(28) % 7
    assert np.flatnonzero(~find_observed_days(totals, weekday)).tolist() == [9, 10]


def test_a_quiet_sunday_of_an_office_is_not_a_gap() -> None:
    totals = np.array([20.0, 22, 19, 21, 20, 1, 0] * 4 + [20.0])
    assert find_observed_days(totals, np.arange(29) % 7).all()


def test_days_before_the_first_ask_and_after_the_last_have_no_data() -> None:
    totals = np.array([0.0, 0, 5, 0, 4, 0])
    assert find_observed_days(totals, np.arange(6)).tolist() == [
        False, False, True, True, True, False,
    ]  # fmt: skip
    assert not find_observed_days(np.zeros(7), np.arange(7)).any()
