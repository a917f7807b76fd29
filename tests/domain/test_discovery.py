"""A discovery accounts for every row; a score is the harmonic mean of its parts."""

import pytest

from domain.discovery import BCubed, DiscoveredRow, Discovery


def test_themed_unthemed_and_excluded_rows_are_all_rows() -> None:
    rows = (
        DiscoveredRow(1, "where is the link", "en", theme="t-1"),
        DiscoveredRow(2, "something else", "en"),
        DiscoveredRow(3, "thanks", "en", excluded="thanks"),
        DiscoveredRow(4, "", "und", excluded="rejected"),
    )
    found = Discovery("a.csv", "CSV", "fast", rows, ())
    assert (found.themed, found.unthemed, found.excluded) == (1, 1, 2)


def test_f1_is_the_harmonic_mean_and_0_without_either() -> None:
    assert BCubed(0.5, 1.0).f1 == pytest.approx(2 / 3)
    assert BCubed(0.0, 0.0).f1 == 0.0
