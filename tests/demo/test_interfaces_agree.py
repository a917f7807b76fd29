"""Every interface shows the same numbers for every theme of the demo, and every number opens.

What `rank --json` says is held against the dashboard, the API, the tables and the page of the
report; shares and changes are worked out anew from whole numbers.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser

from api.app import create_app
from dashboard.components.listing import DOT
from dashboard.formatting import format_change as change_on_page
from domain.numbers import format_share as share_on_page
from pipeline.files.report import write_report
from pipeline.settings import Settings
from reports.localise import load_locale
from tests.api.asking import open_client
from tests.builders import NOW
from tests.dashboard.driving import (
    dashboard_over,
    number_of,
    opened,
    rows_on_all_pages,
    run_app,
    told,
)
from tests.demo.conftest import Built

MONTH = "2026-09"
PERIODS = ("all", MONTH)
PAGE = 25
ROWS = 50


@dataclass(frozen=True)
class Told:
    """What the interfaces say of a period."""

    ranking: dict[str, Any]
    """`rank --json`."""
    rows: dict[str, dict[str, str]]
    """Theme id -> its row of the report's ranking.csv."""
    listed: dict[str, list[str]]
    """Theme id -> conversations of the report's conversations.csv, in its order."""
    page: LexborHTMLParser
    """The report's page, with every theme."""

    @property
    def themes(self) -> list[dict[str, Any]]:
        """Themes as `rank --json` has them."""
        return list(self.ranking["themes"])

    def change(self, theme: dict[str, Any]) -> float | None:
        """The change, from whole numbers alone."""
        before = int(self.rows[theme["id"]]["before"] or 0)
        return (theme["conversations"] - before) / before if before else None

    def share(self, theme: dict[str, Any]) -> float:
        """The share, from whole numbers alone."""
        return float(theme["conversations"] / self.ranking["conversations"])


@pytest.fixture(scope="module")
def settings(built: Built) -> Settings:
    return Settings(home=built.home)


@pytest.fixture(scope="module")
def api(settings: Settings) -> Iterator[TestClient]:
    with open_client(create_app(settings, lambda: NOW)) as client:
        yield client


@pytest.fixture(scope="module", params=PERIODS)
def period(request: pytest.FixtureRequest) -> str:
    words: str = request.param
    return words


@pytest.fixture(scope="module")
def interfaces(
    built: Built, settings: Settings, period: str, tmp_path_factory: pytest.TempPathFactory
) -> Told:
    folder = tmp_path_factory.mktemp("reports")
    write_report(settings, period, NOW, folder, ("html", "csv"), top=0)
    listed: dict[str, list[str]] = {}
    for row in table(folder / f"earshot-{period}-conversations.csv"):
        listed.setdefault(row["theme_id"], []).append(row["conversation_id"])
    ranked = table(folder / f"earshot-{period}-ranking.csv")
    return Told(
        ranking=built.ranking(period),
        rows={row["theme_id"]: row for row in ranked if row["theme_id"]},
        listed=listed,
        page=LexborHTMLParser((folder / f"earshot-{period}.html").read_text(encoding="utf-8")),
    )


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def all_pages(api: TestClient, path: str, name: str, **query: Any) -> list[dict[str, Any]]:
    """The rows of every page of a list of the API."""
    rows: list[dict[str, Any]] = []
    while True:
        answer = api.get(path, params=query).json()
        rows += answer[name]
        if answer["next_cursor"] is None:
            return rows
        query["cursor"] = answer["next_cursor"]


def test_the_demo_has_themes_worth_comparing(interfaces: Told) -> None:
    assert len(interfaces.themes) >= 20
    assert interfaces.ranking["asks"] == sum(
        interfaces.ranking[name] for name in ("themed", "unthemed", "excluded")
    )


def test_the_api_ranks_as_the_command_does(interfaces: Told, api: TestClient, period: str) -> None:
    assert all_pages(api, "/v1/themes", "themes", period=period, limit=30) == interfaces.themes
    head = api.get("/v1/themes", params={"period": period}).json()
    names = ("asks", "themed", "unthemed", "excluded", "conversations", "snapshot", "period")
    assert [head[name] for name in names] == [interfaces.ranking[name] for name in names]


@pytest.mark.parametrize("group_by", ["day", "week", "month", "channel", "language"])
def test_groups_add_up_to_the_ranking(
    interfaces: Told, api: TestClient, period: str, group_by: str
) -> None:
    answer = api.get("/v1/counts", params={"period": period, "group_by": group_by}).json()
    for name in ("conversations", "asks"):
        ranked = {theme["id"]: theme[name] for theme in interfaces.themes}
        assert {theme["id"]: theme[name] for theme in answer["themes"]} == ranked
        assert ranked == {
            theme["id"]: sum(group[name] for group in theme["groups"]) for theme in answer["themes"]
        }


def test_the_tables_of_the_report_rank_as_the_command_does(interfaces: Told) -> None:
    assert list(interfaces.rows) == [theme["id"] for theme in interfaces.themes]
    for rank, theme in enumerate(interfaces.themes, start=1):
        row, change = interfaces.rows[theme["id"]], interfaces.change(theme)
        assert (row["rank"], row["label"].lstrip("'")) == (str(rank), theme["label"])
        for name in ("conversations", "asks", "customers"):
            assert int(row[name]) == theme[name]
        assert float(row["share"]) == theme["share"] == round(interfaces.share(theme), 6)
        assert theme["change"] == (None if change is None else round(change, 4))
        assert row["change"] == ("" if change is None else str(round(change, 4)))


def test_the_page_of_the_report_ranks_as_the_command_does(interfaces: Told) -> None:
    words = load_locale("en")
    rows = interfaces.page.css("table:not(.areas) tbody tr")
    assert len(rows) == len(interfaces.themes)
    for row, theme in zip(rows, interfaces.themes, strict=True):
        cells = {str(cell.attributes["data-name"]): cell.text() for cell in row.css("[data-name]")}
        assert cells["Conversations"] == words.format_number(theme["conversations"])
        assert cells["Customers"] == words.format_number(theme["customers"])
        assert cells["Share"] == words.format_percent(interfaces.share(theme), 1)
        assert cells["Change"] == words.format_change(interfaces.change(theme))
        facts = interfaces.page.css_first(f"#{theme['id']} .facts")
        assert facts is not None
        asks = re.search(r"([\d,]+)\s+asks?\b", facts.text())
        assert asks is not None
        assert asks[1] == words.format_number(theme["asks"])


def test_every_number_opens_to_exactly_its_conversations(
    interfaces: Told, api: TestClient, period: str
) -> None:
    limit = 500 if period == "all" else 20
    for theme in interfaces.themes:
        path = f"/v1/themes/{theme['id']}/conversations"
        rows = all_pages(api, path, "conversations", period=period, limit=limit)
        ids = [row["id"] for row in rows]
        assert len(ids) == len(set(ids)) == theme["conversations"]
        assert interfaces.listed.get(theme["id"], []) == ids


def test_the_dashboard_ranks_as_the_command_does(
    interfaces: Told, settings: Settings, period: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    for page in range(-(-len(interfaces.themes) // ROWS)):
        address = {"period": period, "page": str(page + 1)}
        shown += told(run_app(monkeypatch, settings, address))
    labels = [words.split(DOT)[0] for words in shown]  # its state may stand beside a label
    rows = list(zip(shown, labels[1:], shown[2:], strict=False))
    for rank, theme in enumerate(interfaces.themes, start=1):
        assert (str(rank), theme["label"], f"{theme['conversations']:,}") in rows


@pytest.mark.parametrize("period", [MONTH], indirect=True)
def test_every_theme_for_itself_is_told_as_in_the_ranking(
    interfaces: Told, api: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for rank, theme in enumerate(interfaces.themes, start=1):
        one = api.get(f"/v1/themes/{theme['id']}", params={"period": MONTH}).json()
        assert one["theme"] == theme
        app = run_app(monkeypatch, settings, {"theme": theme["id"], "period": MONTH})
        shown = told(app)
        named = dict(pairwise(shown))
        expected = {
            "Conversations": f"{theme['conversations']:,}",
            "Asks": f"{theme['asks']:,}",
            "Customers": f"{theme['customers']:,}",
            "Share": share_on_page(interfaces.share(theme)),
            "Change": change_on_page(interfaces.change(theme)),
            "Rank": f"{rank} of {len(interfaces.themes)}",
        }
        assert {name: named[name] for name in expected} == expected
        assert theme["label"] in shown
        heads = [words for words in shown if words.rpartition(" · ")[2].startswith("c-0")]
        ids = [head.rpartition(" · ")[2] for head in heads]
        assert ids == interfaces.listed.get(theme["id"], [])[:PAGE]


@pytest.mark.browser
def test_a_click_on_a_number_lists_exactly_that_many_conversations(
    built: Built, settings: Settings, page: Page, tmp_path: Path
) -> None:
    themes = built.ranking(MONTH)["themes"]
    with dashboard_over(settings, tmp_path) as site:
        for rank in (8, len(themes)):
            opened(page, f"{site}?period={MONTH}")
            row = page.locator(f".st-key-row-{rank}")
            promised = number_of(row)
            row.get_by_role("link").click()
            expect(page.locator(".st-key-title")).to_contain_text(themes[rank - 1]["label"])
            heads = rows_on_all_pages(page)
            assert len(heads) == len(set(heads)) == promised == themes[rank - 1]["conversations"]
