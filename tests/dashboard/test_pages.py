"""Every page through Streamlit's own test runner: what is on it, and what never is."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipeline.read_themes import rank_themes
from pipeline.settings import Settings
from store.home import Home
from tests.builders import save_asks, save_themes
from tests.builders import ask as an_ask
from tests.dashboard.workspace import HOSTILE, HOSTILE_LABEL, PUBLISHED, THEMES

APP = Path(__file__).parents[2] / "dashboard" / "app.py"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run the app over a workspace, at an address."""

    def show(settings: Settings, **query: str) -> AppTest:
        monkeypatch.setenv("EARSHOT_HOME", str(settings.home))
        monkeypatch.setenv("EARSHOT_TIMEZONE", settings.timezone)
        app = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return show


def texts(app: AppTest) -> list[str]:
    return [told.value for told in app.text]


def everything(app: AppTest) -> str:
    """All that the browser is sent, as one text."""
    return str(app.main) + "".join(str(told.proto) for told in app.main if hasattr(told, "proto"))
