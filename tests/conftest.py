"""What tests of several packages share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import launched

LONGEST = (
    "tests/benchmarks/test_smoke.py",
    "tests/demo/test_interfaces_agree.py",
    "tests/pipeline/upkeep/test_check.py",
    "tests/cli/test_hostile_texts.py",
    "tests/pipeline/test_spine.py",
    "tests/dashboard/test_browser.py",
    "tests/pipeline/test_counts_machine.py",
    "tests/clustering/encoder/preparation/test_recipes.py",
    "tests/dashboard/views/test_audit.py",
    "tests/pipeline/imports/test_many_at_once.py",
    "tests/api/test_readers_during_writing.py",
    "tests/demo/test_modes.py",
)
"""Files that take a quarter of a minute and more, the longest first: no worker shall begin one when
the others are done."""


def pytest_configure(config: pytest.Config) -> None:
    """Files go to workers in the order below, not those of many tests first."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, the others as they lie."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))


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
