"""The dashboard driven as people drive it: through Streamlit's own runner, and in a browser."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from streamlit.testing.v1 import AppTest

from pipeline.settings import Settings
from tests.browser import free_port, served
from tests.dashboard.workspace import THEMES

ROOT = Path(__file__).parents[2]
APP = ROOT / "dashboard" / "app.py"
ADDRESSES: tuple[dict[str, str], ...] = (
    {},
    {"period": "2026-02"},
    {"theme": THEMES[0].id, "period": "2026-02"},
    {"theme": THEMES[7].id},
    {"asks": "conversations", "period": "2026-W07"},
    {"asks": "themed", "theme": THEMES[7].id},
    {"asks": "excluded"},
    {"view": "search"},
)
"""One of each kind of page."""
Show = Callable[..., AppTest]
"""Runs the app over a workspace, at an address given as keywords."""
expect.set_options(timeout=20_000)


def run_app(patch: pytest.MonkeyPatch, settings: Settings, query: Mapping[str, str]) -> AppTest:
    patch.setenv("EARSHOT_HOME", str(settings.home))
    patch.setenv("EARSHOT_TIMEZONE", settings.timezone)
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def texts(app: AppTest) -> list[str]:
    return [told.value for told in app.text]


def sent(app: AppTest) -> Iterator[tuple[str, str]]:
    """(type, content) of every element that the browser is sent."""
    return ((node.type, str(node.proto)) for node in nodes(app._tree) if _is_sent(node))


def told(app: AppTest) -> list[str]:
    """Every plain text and every link's words, in the order in which a person reads them."""
    words = {"text": "body", "page_link": "label"}
    shown = [node for node in nodes(app._tree) if _is_sent(node) and node.type in words]
    return [getattr(node.proto, words[node.type]) for node in shown]


def nodes(node: Any) -> Iterator[Any]:
    """An element and all inside it, from top to bottom."""
    yield node
    for child in getattr(node, "children", {}).values():
        yield from nodes(child)


def _is_sent(node: Any) -> bool:
    return getattr(node, "proto", None) is not None


def dashboard_over(settings: Settings, folder: Path) -> AbstractContextManager[str]:
    """`streamlit run dashboard/app.py`, started from another folder as a person may."""
    port = free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", str(APP),
        "--server.port", str(port),
    ]  # fmt: skip
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {
        "EARSHOT_HOME": str(settings.home),
        "EARSHOT_TIMEZONE": settings.timezone,
        "PYTHONPATH": os.pathsep.join(paths),
    }
    return served(command, f"http://127.0.0.1:{port}/", environment, folder)


def opened(page: Page, address: str) -> None:
    page.goto(address)
    # Streamlit brings its Markdown part late: before it, links have no words.
    expect(page.locator(".st-key-header")).to_contain_text("Search")
    expect(page.locator(".st-key-footer, .st-key-trouble, .stCode").first).to_be_visible()
    settled(page)


def settled(page: Page) -> None:
    """Until the run that a click began has ended."""
    page.wait_for_timeout(150)
    expect(page.locator("[data-testid=stApp]")).to_have_attribute(
        "data-test-script-state", "notRunning"
    )
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def rows_on_all_pages(page: Page) -> list[str]:
    """The heads of every row listed, page after page."""
    heads: list[str] = []
    while True:
        settled(page)
        heads += page.locator("[class*='st-key-meta-']").all_inner_texts()
        older = page.get_by_role("link", name="Older")
        if not older.count():
            return heads
        shown = page.locator(".st-key-shown").inner_text()
        older.click()
        expect(page.locator(".st-key-shown")).not_to_have_text(shown)


def number_of(row: Locator) -> int:
    return int(row.get_by_role("link").inner_text().replace(",", ""))
