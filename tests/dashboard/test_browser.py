"""What a person sees in a real browser: numbers open, addresses last, words are inert."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import ConsoleMessage, Dialog, Page, expect

from pipeline.queries.ranking import rank_themes
from pipeline.settings import Settings
from tests.dashboard.driving import number_of, opened, rows_on_all_pages, settled
from tests.dashboard.workspace import HOSTILE, HOSTILE_LABEL, PUBLISHED, THEMES

pytestmark = pytest.mark.browser
BIGGEST = THEMES[0]


def test_a_click_on_a_number_lists_exactly_that_many_conversations(page: Page, site: str) -> None:
    for period in ("all", "2026-02"):
        opened(page, f"{site}?period={period}")
        row = page.locator(".st-key-row-1")
        promised = number_of(row)
        row.get_by_role("link").click()
        expect(page.locator(".st-key-title")).to_contain_text(BIGGEST.label)
        heads = rows_on_all_pages(page)
        assert len(heads) == len(set(heads)) == promised
    assert promised < BIGGEST.conversations


def test_every_total_opens_to_exactly_its_asks(page: Page, site: str) -> None:
    for kind in ("unthemed", "excluded"):
        opened(page, site)
        total = page.locator(f".st-key-number-of-{kind}").get_by_role("link")
        promised = int(total.inner_text())
        total.click()
        expect(page.locator(".st-key-shown")).to_be_visible()
        assert len(rows_on_all_pages(page)) == promised


def test_another_period_shows_the_numbers_of_rank(
    page: Page, site: str, settings: Settings
) -> None:
    opened(page, site)
    for words, name in (("2026-02", "February 2026"), ("2026-W07", "Week 7: 9–15 Feb 2026")):
        page.get_by_role("combobox", name="Period").click()
        page.get_by_role("option", name=name, exact=True).click()
        expect(page).to_have_url(re.compile(f"period={words}"))
        settled(page)
        ranking = rank_themes(settings, words, PUBLISHED)
        shown = {
            row.locator("[data-testid=stText]").nth(1).inner_text(): number_of(row)
            for row in page.locator("[class*='st-key-row-']").all()
        }
        assert shown == {theme.label: theme.conversations for theme in ranking.themes}
        totals = ranking.totals
        for kind in ("conversations", "asks", "themed", "unthemed", "excluded"):
            told = page.locator(f".st-key-number-of-{kind}").get_by_role("link").inner_text()
            assert int(told) == getattr(totals, kind)


def test_what_customers_wrote_is_inert_and_shown_as_they_wrote_it(page: Page, site: str) -> None:
    dialogs: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismissed)
    hostile = next(theme for theme in THEMES if theme.label == HOSTILE_LABEL)
    for address in ("", f"?theme={hostile.id}", "?asks=themed&theme=" + hostile.id):
        opened(page, site + address)
        main = page.locator("[data-testid=stMain]")
        expect(main.get_by_text(HOSTILE_LABEL, exact=True).first).to_be_visible()
        if address:
            expect(main.get_by_text(HOSTILE, exact=True).first).to_be_visible()
        assert main.locator("img, iframe, script, .katex, a[href^='javascript']").count() == 0
    assert dialogs == []


def test_a_wrong_address_is_reported_in_plain_text(page: Page, site: str) -> None:
    words = "![x](http://127.0.0.1:9/x.png) <img src=x>"
    opened(page, f"{site}?period={quote(words)}")
    expect(page.locator(".st-key-trouble")).to_contain_text(f"'{words}' is not a period.")
    assert page.locator("[data-testid=stMain] img").count() == 0
    page.get_by_role("link", name="All themes").click()
    expect(page.locator(".st-key-row-1")).to_be_visible()


def test_the_address_and_the_back_button_lead_to_what_was_shown(page: Page, site: str) -> None:
    opened(page, f"{site}?period=2026-02")
    page.locator(".st-key-row-2").get_by_role("link").click()
    title = page.locator(".st-key-title")
    expect(title).to_contain_text(THEMES[1].label)
    expect(page).to_have_url(f"{site}?theme={THEMES[1].id}&period=2026-02")
    page.reload()
    expect(title).to_contain_text(THEMES[1].label)
    expect(title).to_contain_text("February 2026")
    settled(page)
    page.go_back()
    expect(title).to_contain_text("What customers keep asking for")
    expect(page).to_have_url(f"{site}?period=2026-02")
    settled(page)
    page.go_forward()
    expect(title).to_contain_text(THEMES[1].label)


def test_a_week_of_the_chart_opens(page: Page, site: str) -> None:
    opened(page, f"{site}?theme={BIGGEST.id}")
    page.get_by_text("The weeks as numbers").click()
    week = page.locator(".st-key-week-2026-W07")
    promised = number_of(week)
    week.get_by_role("link").click()
    expect(page.locator(".st-key-title")).to_contain_text("Week 7: 9–15 Feb 2026")
    assert len(rows_on_all_pages(page)) == promised


def test_a_bar_of_the_chart_opens_its_week(page: Page, site: str) -> None:
    opened(page, f"{site}?theme={BIGGEST.id}")
    bars = page.locator("[data-testid=stVegaLiteChart] [aria-roledescription=bar]")
    expect(bars).to_have_count(9)
    bars.nth(5).click()
    expect(page).to_have_url(re.compile("period=2026-W07"))
    expect(page.locator(".st-key-title")).to_contain_text("Week 7")


def test_the_filter_keeps_ranks_and_totals(page: Page, site: str) -> None:
    opened(page, site)
    before = page.locator(".st-key-totals").inner_text()
    page.get_by_label("Filter themes").fill("СЕРТИФИКАТ")
    page.keyboard.press("Enter")
    expect(page.locator("[class*='st-key-row-']")).to_have_count(1)
    expect(page.locator(".st-key-row-7")).to_contain_text("Сертификат об окончании курса")
    expect(page.locator(".st-key-totals")).to_have_text(before, use_inner_text=True)


def test_nothing_is_fetched_from_elsewhere_and_nothing_is_complained_of(
    page: Page, site: str
) -> None:
    asked: list[str] = []
    said: list[ConsoleMessage] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message))
    for address in ("", f"?theme={BIGGEST.id}&period=2026-02", "?asks=excluded", "?view=search"):
        opened(page, site + address)
    inside = (site, site.replace("http", "ws", 1), "data:", "blob:")
    assert [url for url in asked if not url.startswith(inside)] == []
    assert [message.text for message in said if message.type in {"error", "warning"}] == []


def test_pages_fit_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("", "?theme=t-2a1b2c3d&period=2026-02", "?asks=themed", "?view=search"):
        opened(page, site + address)
        spill = "main => main.scrollWidth - main.clientWidth"
        assert page.locator("[data-testid=stMain]").evaluate(spill) <= 0


def test_an_empty_workspace_says_what_to_run(page: Page, empty_site: str) -> None:
    for address in ("", "?view=search&q=link"):
        opened(page, empty_site + address)
        expect(page.locator(".stCode").first).to_contain_text("earshot ingest conversations.jsonl")
        expect(page.locator(".stCode").first).to_contain_text("earshot themes")


def test_search_finds_the_same_meaning_in_other_words(page: Page, site: str) -> None:
    page.set_default_timeout(120_000)
    opened(page, f"{site}?view=search")
    page.get_by_label("What are you looking for?").fill("two payments were taken from my bank card")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-ask-1")).to_contain_text(THEMES[1].label, timeout=120_000)
    expect(page.locator(".st-key-ask-1")).to_contain_text("score 0.")
    expect(page).to_have_url(re.compile("q=two"))
