"""A workspace built once, and the dashboard served over it to a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.settings import Settings
from store.files.home import Home
from tests.dashboard.driving import dashboard_over
from tests.dashboard.workspace import ZONE, build


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
