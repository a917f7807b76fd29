"""What was read, with the rows that could not be, oldest first."""

from pathlib import Path

import pytest

from domain.conversations import Rejected
from domain.errors import NotFound
from pipeline.imports.list import list_imports, list_rejected
from pipeline.settings import Settings
from store.write.staging import Staging
from store.write.writer import open_writer
from tests.builders import NOW, conversation, home_at, merge


def test_imports_come_oldest_first_with_what_they_could_not_read(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    merge(home, [conversation("c1")])
    with Staging(home) as staging:
        staging.add(Rejected("b.csv:2", "The row has 3 cells, the header 2."))
        with open_writer(home, "test", NOW) as writer:
            writer.merge(staging, "test", "b.csv", "CSV")
    settings = Settings(home=home.path)
    assert [row["id"] for row in list_imports(settings)] == ["i-1", "i-2"]
    assert list_rejected(settings, "i-1") == []
    assert [row["place"] for row in list_rejected(settings, "i-2")] == ["b.csv:2"]
    with pytest.raises(NotFound):
        list_rejected(settings, "i-3")
