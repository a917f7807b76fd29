"""Replies are read with the message they answer, the theme and the agent."""

from pathlib import Path

import pytest

from pipeline.impact.effort import read_effort
from tests.builders import NOW
from tests.pipeline.impact.desks import ASKED, ELSE, build_settings


def test_hours_go_to_the_theme_that_was_answered(tmp_path: Path) -> None:
    report = read_effort(build_settings(tmp_path), "all", NOW)
    effort = report.effort
    assert effort.replies == ASKED + ELSE
    told = {theme.theme_id: theme for theme in effort.themes}
    assert {name: theme.replies for name, theme in told.items()} == {
        "t-rest": ELSE, "t-export": ASKED,
    }  # fmt: skip
    # One agent answers every seven minutes, six after the customer wrote.
    assert told["t-export"].minutes["middle"] == pytest.approx(6 * ASKED)
    spared = report.spared["t-export"]
    assert spared["middle"] == pytest.approx(
        told["t-export"].hours_a_month["middle"] * (ASKED - 5) / ASKED
    )
    assert report.labels["t-rest"] == "The rest"


def test_a_period_without_replies_tells_nothing(tmp_path: Path) -> None:
    assert read_effort(build_settings(tmp_path), "2020", NOW).effort.themes == ()
