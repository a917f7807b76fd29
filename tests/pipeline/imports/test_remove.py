"""Taking an import back: what only it said goes, what another said too stays."""

from pathlib import Path

import pytest

from domain.errors import NotFound
from pipeline.imports.list import list_imports
from pipeline.imports.remove import remove_import
from pipeline.settings import Settings
from store.read.reader import open_reader
from tests.builders import NOW, conversation, home_at, merge


def test_only_what_nobody_else_said_goes(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    merge(home, [conversation("c1"), conversation("c2")])
    merge(home, [conversation("c2"), conversation("c3")])
    settings = Settings(home=home.path)
    remove_import(settings, "i-1", NOW)
    with open_reader(home) as reader:
        assert {ask.conversation_id for ask in reader.read_asks()} == {"c2", "c3"}
    assert [bool(row["removed_at"]) for row in list_imports(settings)] == [True, False]


def test_an_unknown_import_cannot_be_taken_back(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    merge(home, [conversation("c1")])
    with pytest.raises(NotFound):
        remove_import(Settings(home=home.path), "i-9", NOW)
