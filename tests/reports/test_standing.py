"""Where a theme stands in its life, and what people decided about it, is in every document."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.decisions import ThemeOverrides
from domain.report import ReportTheme
from domain.themes import Life
from reports.localise import Language
from reports.render import render_documents
from tests.reports.builders import report, theme

BORN = datetime(2026, 2, 2, 23, tzinfo=UTC)


def standing(life: Life, said: ThemeOverrides | None = None) -> ReportTheme:
    plain = theme(first_at=BORN)
    return replace(plain, count=replace(plain.count, life=life, overrule=said or ThemeOverrides()))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["emerging since 2 February 2026", "shipped 9 February 2026"]),
        ("ru", ["появилась 2 февраля 2026 года", "сделано 9 февраля 2026 года"]),
        ("uk", ["з’явилася 2 лютого 2026 року", "зроблено 9 лютого 2026 року"]),
    ],
)
def test_state_and_status_are_told_with_their_days(language: Language, told: list[str]) -> None:
    said = ThemeOverrides(status="shipped", status_on=date(2026, 2, 9))
    shown = report(standing(Life("emerging", BORN), said))
    for content in render_documents(shown, ["html", "md"], language).values():
        for words in told:
            assert content.decode().count(words) == 2, "in the table and beside the theme"


def test_an_ageing_theme_is_told_since_when_in_russian() -> None:
    page = render_documents(report(standing(Life("ageing", BORN))), ["html"], "ru")[
        "earshot-2026-02.html"
    ]
    assert "затихает со 2 февраля 2026 года" in page.decode()


def test_a_theme_that_is_simply_there_needs_no_words() -> None:
    plain = render_documents(report(theme(first_at=BORN)), ["html"])
    assert render_documents(
        report(standing(Life("active", BORN), ThemeOverrides(status="open"))), ["html"]
    ) == (plain)
    assert b"Emerging" not in b"".join(plain.values())


def test_the_spreadsheet_has_state_status_and_owner() -> None:
    said = ThemeOverrides(status="planned", status_on=date(2026, 3, 1), owner="=Olena")
    content = render_documents(report(standing(Life("ageing", BORN), said)), ["csv"])
    page = next(told for name, told in content.items() if "conversations" not in name).decode(
        "utf-8-sig"
    )
    row = next(csv.DictReader(io.StringIO(page, newline="")))
    assert [row[name] for name in ("state", "state_since", "status", "status_on", "owner")] == [
        "ageing", "2026-02-02", "planned", "2026-03-01", "'=Olena",
    ]  # fmt: skip
