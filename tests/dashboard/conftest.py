"""A workspace built once, and the dashboard served over it to a real browser."""

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipeline.settings import Settings
from store.home import Home
from tests.browser import free_port, served
from tests.dashboard.workspace import ZONE, build

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace with everything in it."""
    home = tmp_path_factory.mktemp("full") / "home"
    build(Home.at(home))
    return Settings(home=home, timezone=ZONE)


@pytest.fixture(scope="session")
def ungrouped(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace whose asks were never grouped."""
    home = tmp_path_factory.mktemp("ungrouped") / "home"
    build(Home.at(home), ())
    return Settings(home=home, timezone=ZONE)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace nobody has read anything into."""
    return Settings(home=tmp_path_factory.mktemp("empty") / "home", timezone=ZONE)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of a desk's width."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def site(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard over the full workspace."""
    with dashboard_over(settings, tmp_path_factory.mktemp("elsewhere")) as url:
        yield url


@pytest.fixture
def empty_site(empty: Settings, tmp_path: Path) -> Iterator[str]:
    """The address of the dashboard over an empty workspace."""
    with dashboard_over(empty, tmp_path) as url:
        yield url


def dashboard_over(settings: Settings, folder: Path) -> AbstractContextManager[str]:
    """`streamlit run dashboard/app.py`, started from another folder as a person may."""
    port = free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py"),
        "--server.port", str(port),
    ]  # fmt: skip
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {
        "EARSHOT_HOME": str(settings.home),
        "EARSHOT_TIMEZONE": settings.timezone,
        "PYTHONPATH": os.pathsep.join(paths),
    }
    return served(command, f"http://127.0.0.1:{port}/", environment, folder)
