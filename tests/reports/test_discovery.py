"""A discovery as a table and as a page."""

import csv
import io
import re

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from domain.discovery import DiscoveredQuote, DiscoveredRow, DiscoveredTheme, Discovery
from reports.discovery import render_discovery_csv, render_discovery_html
from reports.localise import LANGUAGES, Language
from tests.reports.test_html import HOSTILE, words_of


def theme(number: int, label: str = "Where is the link", text: str = "Where?") -> DiscoveredTheme:
    return DiscoveredTheme(
        id=f"t-{number}",
        label=label,
        keywords=(text,),
        count=2,
        share=0.4,
        kind="bug",
        kinds=(("bug", 1.0),),
        languages=(("uk", 1.0),),
        quotes=(DiscoveredQuote(1, "uk", text),),
    )


def discovery(*themes: DiscoveredTheme, text: str = "Where?") -> Discovery:
    rows = [DiscoveredRow(place, text, "uk", "bug", theme.id, 0.5)
            for place, theme in enumerate(themes, 1)]  # fmt: skip
    rows += [
        DiscoveredRow(len(rows) + 1, text, "ru"),
        DiscoveredRow(len(rows) + 2, "hi", "en", excluded="greeting"),
        DiscoveredRow(len(rows) + 3, "", "und", excluded="rejected"),
    ]
    return Discovery("a.csv", "CSV", "fast", tuple(rows), themes)


def hostile() -> Discovery:
    return discovery(*(theme(place, text, text) for place, text in enumerate(HOSTILE, 1)))


def table(told: Discovery) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_discovery_csv(told).decode())))


def test_the_table_has_a_row_for_each_of_the_file() -> None:
    assert table(discovery(theme(1)))[:2] == [
        {"row": "1", "theme": "t-1", "label": "Where is the link", "strength": "0.5000",
         "kind": "bug", "language": "uk", "excluded": ""},
        {"row": "2", "theme": "", "label": "", "strength": "0.0000", "kind": "other",
         "language": "ru", "excluded": ""},
    ]  # fmt: skip
    assert [row["excluded"] for row in table(discovery(theme(1)))] == [
        "", "", "greeting", "rejected",
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["=1+1", "+7 900", "-2", "@x", "\t=1", "＝1"])
def test_no_label_is_a_formula(label: str) -> None:
    assert table(discovery(theme(1, label)))[0]["label"] == f"'{label}"


def test_only_excel_gets_a_byte_order_mark() -> None:
    plain = render_discovery_csv(discovery())
    assert plain.startswith(b"row,theme,label,strength,kind,language,excluded\r\n")
    assert render_discovery_csv(discovery(), with_bom=True) == b"\xef\xbb\xbf" + plain


def test_a_customers_words_are_never_markup() -> None:
    tree = LexborHTMLParser(render_discovery_html(hostile()).decode())
    assert tree.css("script, img, iframe, object, embed, form, input") == []
    assert len(tree.css("style")) == 1
    given = [name for node in tree.css("*") for name in node.attributes]
    assert [name for name in given if name.startswith("on")] == []
    quotes = words_of(render_discovery_html(hostile()).decode(), "article blockquote p")
    assert quotes[:5] == [" ".join(text.split()) for text in HOSTILE[:5]]


def test_the_page_loads_nothing() -> None:
    page = render_discovery_html(discovery(theme(1))).decode()
    assert "default-src 'none'" in page
    tree = LexborHTMLParser(page)
    assert tree.css("[src]") == []
    assert [node.attributes["href"] for node in tree.css("link")] == ["data:,"]


def test_the_page_says_where_all_rows_went() -> None:
    page = render_discovery_html(discovery(theme(1), theme(2))).decode()
    assert "2 in themes + 1 unthemed + 2 excluded = 5\u00a0rows." in page
    assert sum(map(int, re.findall(r"flex-grow: (\d+)", page))) == 5
    assert "greetings 1, could not be read 1" in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shown", [discovery(theme(1)), discovery()], ids=["themes", "none"])
def test_the_page_is_in_the_language_asked_for(shown: Discovery, language: Language) -> None:
    page = render_discovery_html(shown, language).decode()
    assert f'<html lang="{language}">' in page
    assert words_of(page, "h1") == words_of(page, "head title")


def test_an_empty_file_makes_a_page_too() -> None:
    page = render_discovery_html(Discovery("a.csv", "CSV", "fast", (), ())).decode()
    assert "there is nothing to group" in page


@pytest.mark.browser
def test_a_browser_opens_it_without_a_request_or_a_message(browser: Browser) -> None:
    asked: list[str] = []
    said: list[str] = []
    for width in (1200, 390):
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.set_content(render_discovery_html(hostile(), "uk").decode())
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not url.startswith("data:")] == []
    assert said == []
