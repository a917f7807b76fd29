"""A workspace built once, and the dashboard served over it to a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipeline.settings import Settings
from store.files.home import Home
from tests.dashboard.driving import ADDRESSES, Show, dashboard_over, run_app
from tests.dashboard.workspace import ZONE, build
from tests.store.tables.test_labels import fill_home


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace with everything in it."""
    home = tmp_path_factory.mktemp("full") / "home"
    build(Home.from_path(home))
    return Settings(home=home, timezone=ZONE)


@pytest.fixture(scope="session")
def ungrouped(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace whose asks were never grouped."""
    home = tmp_path_factory.mktemp("ungrouped") / "home"
    build(Home.from_path(home), ())
    return Settings(home=home, timezone=ZONE)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace nobody has read anything into."""
    return Settings(home=tmp_path_factory.mktemp("empty") / "home", timezone=ZONE)


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


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Show:
    """Run the app over a workspace, at an address."""

    def run_at(settings: Settings, **query: str) -> AppTest:
        return run_app(monkeypatch, settings, query)

    return run_at


@pytest.fixture(scope="session")
def pages(settings: Settings) -> list[AppTest]:
    """The page of each of `ADDRESSES`."""
    with pytest.MonkeyPatch.context() as patch:
        return [run_app(patch, settings, address) for address in ADDRESSES]


@pytest.fixture(scope="session")
def in_two_languages(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace whose two themes are labelled in Russian and English, one area above them."""
    settings = Settings(home=tmp_path_factory.mktemp("languages") / "home")
    fill_home(settings.store)
    return settings
