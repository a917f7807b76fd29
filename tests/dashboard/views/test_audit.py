"""A person judges asks in a real browser; each answer is kept, and the last makes the audit."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pipeline.analysis.audit import audit_theme, judge_ask
from store.read.audits import load_audits, load_judgements
from tests.builders import NOW
from tests.dashboard.driving import dashboard_over, opened, settled
from tests.pipeline.identity import Workspace, asks_about

pytestmark = pytest.mark.browser


def test_asks_are_judged_one_by_one_and_the_count_gets_its_interval(
    page: Page, tmp_path: Path
) -> None:
    space = Workspace.at(tmp_path, asks_about(each=16))
    settings, theme = space.settings, space.home_of("webinar_link")
    audit = audit_theme(settings, theme)
    for row in audit.unjudged[:-2]:  # all but the last two, as if in the terminal
        belongs = row.stratum != "near miss"
        audit = judge_ask(settings, audit, row.ask.id, belongs, "olena", NOW)
    drawn, (first, last) = len(audit.drawn), audit.unjudged
    (tmp_path / "elsewhere").mkdir()
    with dashboard_over(settings, tmp_path / "elsewhere") as site:
        opened(page, f"{site}?theme={theme}")
        page.get_by_role("link", name="Judge its asks").click()
        asked = page.locator(".st-key-audit-ask")
        # The model is loaded for the draw.
        expect(asked).to_contain_text(first.ask.text, timeout=90_000)
        expect(page.locator(".st-key-audit-progress")).to_contain_text(f"{drawn - 2} of {drawn}")

        page.get_by_role("textbox", name="Who judges").fill("ira")
        page.get_by_role("button", name="No", exact=True).click()
        expect(asked).to_contain_text(last.ask.text)
        assert load_judgements(settings.store, theme)[first.ask.id] is False
        page.get_by_role("button", name="Back to the last one").click()
        expect(asked).to_contain_text(first.ask.text)
        for row in (first, last):
            expect(asked).to_contain_text(row.ask.text)
            page.get_by_role("button", name="Yes, it belongs").click()
            settled(page)
        expect(page.locator(".st-key-audit-outcome")).to_contain_text("truly ask this")
        assert load_judgements(settings.store, theme)[first.ask.id] is True
        (kept,) = load_audits(settings.store)
        assert kept.theme_id == theme

        page.get_by_role("link", name=re.compile("The theme")).click()
        expect(page.locator(".st-key-way-to-audit")).to_contain_text("Audited on")
        expect(page.locator(".st-key-number-truly-about-it")).to_contain_text("exactly")
        opened(page, site)
        expect(page.locator(".st-key-ranking")).to_contain_text(re.compile(r"\d+ exactly"))
