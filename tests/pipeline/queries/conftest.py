"""A workspace with everything in it, as the dashboard's tests have it."""

import pytest

from pipeline.settings import Settings
from store.files.home import Home
from tests.dashboard.workspace import ZONE, build


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Read it only."""
    home = tmp_path_factory.mktemp("full") / "home"
    build(Home.from_path(home))
    return Settings(home=home, timezone=ZONE)
