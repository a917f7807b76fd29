"""Importing the API loads no learning library and opens no workspace."""

import subprocess
import sys
from typing import Any

import pytest


def test_importing_the_api_loads_no_learning_library_and_touches_no_workspace() -> None:
    code = (
        "import sys, api.app\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'hdbscan', 'sklearn'}\n"
        "print(sorted(heavy & set(sys.modules)), api.app._build_default_app.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] 0"


def test_the_app_of_the_environment_is_made_when_it_is_asked_for(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "there"))
    code = "import api.app; print(api.app.app.state.workspace.settings.home)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(tmp_path / "there")
