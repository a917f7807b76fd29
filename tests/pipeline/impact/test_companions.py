"""Themes of the same known customers are read with their times."""

from pathlib import Path

from pipeline.impact.companions import read_companions
from tests.builders import NOW
from tests.pipeline.impact.desks import build_settings


def test_what_the_same_customers_ask_is_told_with_labels_and_order(tmp_path: Path) -> None:
    settings = build_settings(tmp_path)
    report = read_companions(settings, None, "all", NOW)
    # Two themes leave no conversations about anything else to compare with.
    assert (report.companions.themes, report.companions.told) == (2, ())
    assert report.labels["t-export"] == "Export to Excel"
    assert read_companions(settings, "t-exp", "all", NOW).theme_id == "t-export"
    assert read_companions(settings, None, "2020", NOW).companions.themes == 0
