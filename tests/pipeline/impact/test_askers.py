"""Who asked is told once: a line in their language, a mark that can be taken back."""

import csv
from pathlib import Path

import pytest

from domain.errors import BadInput
from pipeline.impact.askers import (
    load_lines,
    mark_told,
    read_askers,
    take_back_told,
    write_askers_csv,
)
from pipeline.settings import Settings
from tests.builders import NOW
from tests.pipeline.impact.desks import ASKED, build_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return build_settings(tmp_path)


def test_every_conversation_has_a_line_in_its_language(settings: Settings) -> None:
    report = read_askers(settings, "t-export", "all", NOW)
    assert len(report.rows) == ASKED
    lines = {row.language: row.line for row in report.rows}
    assert "«Вивантаження в Excel»" in lines["uk"]
    assert "“Export to Excel”" in lines["en"]
    assert report.rows[0].url == f"https://desk.example/{report.rows[0].conversation_id}"


def test_those_told_are_left_out_until_it_is_taken_back(settings: Settings) -> None:
    report = read_askers(settings, "t-export", "all", NOW)
    assert mark_told(settings, report, "olha", NOW) == ASKED
    after = read_askers(settings, "t-export", "all", NOW)
    assert (after.rows, after.told_before) == ((), ASKED)
    everyone = read_askers(settings, "t-export", "all", NOW, everyone=True)
    assert {row.told_at for row in everyone.rows} == {NOW}
    assert mark_told(settings, everyone, "olha", NOW) == 0
    assert len(read_askers(settings, "t-rest", "all", NOW).rows) == 80
    assert take_back_told(settings, "t-export") == ASKED
    assert len(read_askers(settings, "t-export", "all", NOW).rows) == ASKED


def test_the_table_holds_every_row_and_no_formula(settings: Settings, tmp_path: Path) -> None:
    lines = tmp_path / "lines.toml"
    lines.write_text('en = "=HYPERLINK({theme})"\n', encoding="utf-8")
    report = read_askers(settings, "t-export", "all", NOW, lines_file=lines)
    write_askers_csv(report, tmp_path / "tell.csv")
    with (tmp_path / "tell.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["conversation_id"] for row in rows] == [row.conversation_id for row in report.rows]
    assert {row["line"] for row in rows} == {"'=HYPERLINK(Export to Excel)"}


@pytest.mark.parametrize("text", ["en = 3", "", "en = ", "\x00"])
def test_lines_that_are_none_are_refused_with_their_form(tmp_path: Path, text: str) -> None:
    file = tmp_path / "lines.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="Lines look so"):
        load_lines(file)
    with pytest.raises(BadInput, match="none.toml"):
        load_lines(tmp_path / "none.toml")
