"""What is read to be written on is all that was committed."""

from pathlib import Path

import pytest

from domain.errors import NothingYet
from pipeline.settings import Settings
from pipeline.themes.committed import open_committed_reader
from store.write import writer
from tests.builders import NOW, conversation, merge


def test_it_holds_what_a_killed_writer_did_not_publish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path / "home")
    merge(settings.store, [conversation("one")])

    def die(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writer, "publish_changes", die)
    with pytest.raises(KeyboardInterrupt):
        merge(settings.store, [conversation("two")])
    monkeypatch.undo()
    with open_committed_reader(settings, "test", NOW) as reader:
        assert len(reader.read_imports()) == 2


def test_it_makes_no_workspace(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    with pytest.raises(NothingYet), open_committed_reader(settings, "test", NOW):
        pass
    assert not settings.store.path.exists()
