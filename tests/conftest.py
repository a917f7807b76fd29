"""What tests of several rooms share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import launched


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser for the whole run; without one these tests fail and say what to install."""
    with launched() as told:
        yield told
