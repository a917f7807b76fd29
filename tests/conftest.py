"""What tests of several packages share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import launched


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser for the whole run; without one these tests fail and say what to install."""
    with launched() as told:
        yield told


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of a desk's width."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()
