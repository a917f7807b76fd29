"""Ratings are read with the themes of their conversations."""

from pathlib import Path

from pipeline.impact.drivers import read_drivers
from tests.builders import NOW
from tests.pipeline.impact.test_outcomes import build_settings


def test_a_rating_goes_with_every_theme_of_its_conversation(tmp_path: Path) -> None:
    report = read_drivers(build_settings(tmp_path), "all", NOW)
    assert [(one.theme_id, one.rated, one.mean) for one in report.drivers.themes] == [
        ("t-1", 24, 2.0),
        ("t-0", 24, 4.0),
    ]
    assert report.labels == {"t-0": "Where is the link?", "t-1": "No link"}
