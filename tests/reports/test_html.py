"""One page that loads nothing and runs nothing, and shows the numbers of the report."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from domain.report import Report
from reports.localise import LANGUAGES, Language
from reports.render import render_documents
from tests.reports.builders import nothing, quote, report, theme

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</style></title><script>alert(1)</script>",
    "\" onmouseover='alert(1)' x=\"",
    "{{ 7*7 }} {% raw %}",
    "&lt;b&gt;",
    "abc\u202edcba\x07\x00",
)


def page(shown: Report, language: Language = "en", top: int = 20) -> str:
    return render_documents(shown, ["html"], language, top)["earshot-2026-02.html"].decode()


def hostile() -> Report:
    shown = [
        theme(rank, text, quotes=(quote(text, url=text),), keywords=(text,))
        for rank, text in enumerate(HOSTILE, 1)
    ]
    return report(*shown, workspace=HOSTILE[0])


def words_of(html: str, where: str) -> list[str]:
    nodes = LexborHTMLParser(html).css(where)
    return [" ".join(node.text().replace("\u00a0", " ").split()) for node in nodes]


def test_a_customers_words_are_never_markup() -> None:
    tree = LexborHTMLParser(page(hostile()))
    assert tree.css("script, img, iframe, object, embed, form, input") == []
    assert len(tree.css("style")) == 1
    given = [name for node in tree.css("*") for name in node.attributes]
    assert [name for name in given if name.startswith("on")] == []


def test_a_customers_words_are_shown_as_they_were_written() -> None:
    assert words_of(page(hostile()), "blockquote p")[:5] == [
        " ".join(text.split()) for text in HOSTILE[:5]
    ]


def test_unseen_characters_that_turn_or_hide_words_are_left_out() -> None:
    assert words_of(page(hostile()), "blockquote p")[5] == "abcdcba"


def test_nothing_is_loaded_from_anywhere() -> None:
    tree = LexborHTMLParser(page(report(theme())))
    policies = tree.css('meta[http-equiv="Content-Security-Policy"]')
    policy = policies[0].attributes["content"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert tree.css("[src]") == []
    assert [node.attributes["href"] for node in tree.css("link")] == ["data:,"]
    style = tree.css("style")[0].text()
    assert "url(" not in style
    assert "@import" not in style


def test_only_web_addresses_become_links() -> None:
    shown = report(theme(quotes=(quote(url="javascript:alert(1)"), quote())))
    links = [node.attributes["href"] for node in LexborHTMLParser(page(shown)).css("blockquote a")]
    assert links == ["https://desk.example/c-1"]


def test_the_page_shows_the_numbers_of_the_ranking() -> None:
    themes = [theme(rank, f"Theme {rank}", conversations=100 - rank) for rank in range(1, 4)]
    cells = words_of(page(report(*themes)), "td.num")
    assert cells[:5] == ["1", "99", "24.8%", "+161%", "96"]
    assert words_of(page(report(*themes)), ".facts b") == [
        "99 conversations", "98 conversations", "97 conversations",
    ]  # fmt: skip


def test_the_page_says_how_many_unthemed_asks_hold_nothing_to_act_on() -> None:
    told = replace(report(theme()).totals, idle=61)
    assert "Of the unthemed, 61 hold nothing to act on." in page(report(theme(), totals=told))
    assert "nothing to act on" not in page(report(theme()))


def test_the_honest_remainder_is_on_the_page() -> None:
    html = page(report(theme()))
    assert "1,000 in themes + 402 unthemed + 100 excluded = 1,502\u00a0asks." in html
    grown = re.findall(r"flex-grow: (\d+)", html)
    assert sum(map(int, grown)) == 1502


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shown", [report(theme(kind="bug")), nothing()], ids=["full", "empty"])
def test_the_page_is_in_the_language_asked_for(shown: Report, language: Language) -> None:
    html = page(shown, language)
    assert f'<html lang="{language}">' in html
    assert words_of(html, "h1") == words_of(html, "head title")


def test_an_empty_period_is_told_in_words() -> None:
    html = page(nothing(), "ru")
    assert "В феврале 2026 года обращений нет." in html
    assert "<table" not in html


def test_the_list_behind_a_number_is_named_where_it_was_written() -> None:
    alone = render_documents(report(theme()), ["html"])["earshot-2026-02.html"].decode()
    beside = render_documents(report(theme()), ["html", "csv"])["earshot-2026-02.html"].decode()
    assert "earshot-2026-02-conversations.csv" not in alone
    assert 'href="earshot-2026-02-conversations.csv"' in beside
    assert "earshot show t-0000000001 --period 2026-02" in alone


def test_the_same_report_gives_the_same_bytes() -> None:
    formats = ["html", "md", "csv"]
    first = render_documents(hostile(), formats)  # type: ignore[arg-type]
    assert first == render_documents(hostile(), formats)  # type: ignore[arg-type]
    assert list(first) == [
        "earshot-2026-02.html",
        "earshot-2026-02.md",
        "earshot-2026-02-ranking.csv",
        "earshot-2026-02-conversations.csv",
    ]


@pytest.mark.browser
def test_a_browser_opens_it_without_a_request_or_a_message(browser: Browser) -> None:
    long = "Неможливооплатитипідпискукарткоюіноземногобанку" * 4
    html = page(report(*hostile().themes, theme(9, long, quotes=(quote(long),))), "uk")
    asked: list[str] = []
    said: list[str] = []
    for width in (1200, 390):
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.set_content(html)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.emulate_media(media="print")
    assert tab.locator("thead").first.is_visible()
    assert [url for url in asked if not url.startswith("data:")] == []
    assert said == []
