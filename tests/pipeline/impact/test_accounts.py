"""Companies, values and churn are read from the customers' attributes."""

from pathlib import Path

import pytest

from domain.errors import NotFound
from pipeline.impact.accounts import read_whom
from tests.builders import NOW
from tests.pipeline.impact.desks import build_settings


def test_companies_and_those_who_left_are_read(tmp_path: Path) -> None:
    settings = build_settings(tmp_path)
    report = read_whom(settings, "t-export", "all", NOW)
    assert (report.account, report.label) == ("company", "Export to Excel")
    whom = report.whom
    assert (whom.conversations, whom.customers, whom.accounts) == (40, 40, 21)
    assert (whom.largest[0].name, whom.largest[0].share) == ("Acme", 0.5)
    assert (whom.value, whom.value_of_all) == (2_100.0, 4_100.0)
    assert whom.churn is not None
    assert (whom.churn.asked, whom.churn.asked_left) == (40, 14)
    assert (whom.churn.others, whom.churn.others_left) == (40, 4)
    assert whom.churn.ratio == pytest.approx(3.5)


def test_another_attribute_may_name_the_company(tmp_path: Path) -> None:
    settings = build_settings(tmp_path)
    assert read_whom(settings, "t-export", "all", NOW, "mrr").whom.largest[0].name == "100"
    nobody = read_whom(settings, "t-export", "all", NOW, "shoe_size")
    assert (nobody.account, nobody.whom.accounts) == (None, 0)
    with pytest.raises(NotFound):
        read_whom(settings, "t-none", "all", NOW)
