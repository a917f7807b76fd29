"""The context of the documents: states and statuses of themes, safe links, what is left out."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.decisions import ThemeOverrides
from domain.report import ReportTheme
from domain.themes import Life
from reports.context import Layout, build_context, parse_scheme, sanitise_url
from reports.localise import Language
from reports.render import render_documents
from tests.reports.builders import report, theme

BORN = datetime(2026, 2, 2, 23, tzinfo=UTC)


def standing(life: Life, said: ThemeOverrides | None = None) -> ReportTheme:
    plain = theme(first_at=BORN)
    return replace(plain, count=replace(plain.count, life=life, overrule=said or ThemeOverrides()))


@pytest.mark.parametrize(
    ("language", "notes"),
    [
        ("en", ["emerging since 2 February 2026", "shipped 9 February 2026"]),
        ("ru", ["появилась 2 февраля 2026 года", "сделано 9 февраля 2026 года"]),
        ("uk", ["з’явилася 2 лютого 2026 року", "зроблено 9 лютого 2026 року"]),
    ],
)
def test_state_and_status_are_told_with_their_days(language: Language, notes: list[str]) -> None:
    said = ThemeOverrides(status="shipped", status_on=date(2026, 2, 9))
    shown = report(standing(Life("emerging", BORN), said))
    for content in render_documents(shown, ["html", "md"], language).values():
        for words in notes:
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


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://desk.example/c?id=1#m-2", "https://desk.example/c?id=1#m-2"),
        ('https://desk.example/a"b [c](d)', "https://desk.example/a%22b%20%5Bc%5D%28d%29"),
        ("javascript:alert(1)", None),
        ("HTTP://desk.example", "HTTP://desk.example"),
        ("http://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_links_and_they_are_percent_encoded(
    url: str | None, safe: str | None
) -> None:
    assert sanitise_url(url) == safe
    assert parse_scheme(url or "") in ("", "https", "http", "javascript")


def test_the_themes_that_are_not_shown_are_counted() -> None:
    shown = report(*(theme(rank) for rank in range(1, 4)))
    assert len(build_context(shown, Layout(top=2))["shown"]) == 2
    assert "3 themes" in build_context(shown, Layout(top=2))["more"].replace("\u00a0", " ")
    assert build_context(shown, Layout(top=0))["more"] == ""


def test_the_parts_of_the_remainder_add_up_to_all_asks() -> None:
    parts = build_context(report(theme()), Layout())["remainder"]["parts"]
    assert sum(part["asks"] for part in parts) == 1502


def test_a_term_is_defined_only_where_it_is_used() -> None:
    plain = dict(build_context(report(theme()), Layout())["definitions"])
    aged = dict(build_context(report(standing(Life("ageing", BORN))), Layout())["definitions"])
    assert len(aged) == len(plain) + 1
