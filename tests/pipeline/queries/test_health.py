"""Whether a workspace can answer, an empty one included."""

from pathlib import Path

import pytest

from domain.errors import NothingYet
from pipeline.queries.health import read_health, read_snapshot, read_version
from pipeline.settings import Settings
from tests.builders import ask, home_at, save_asks


def test_an_empty_workspace_has_no_snapshot(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "none", model="fast")
    told = read_health(settings)
    assert (told.snapshot, told.model, told.version) == (None, "fast", read_version())
    with pytest.raises(NothingYet):
        read_snapshot(settings)


def test_the_newest_snapshot_is_told(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1")])
    settings = Settings(home=home.path, model=str(tmp_path / "no model"))
    told = read_health(settings)
    assert told.snapshot == read_snapshot(settings)
    assert not told.model_ready
