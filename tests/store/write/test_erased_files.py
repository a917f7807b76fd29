"""The second half of an erasure may stop after any step, and is done whole when run again."""

from pathlib import Path

import numpy as np
import pytest

from store.files.connection import connect
from store.files.home import Home
from store.write import erased_files
from store.write.erased_files import clean_erased_files
from store.write.unfinished import note_unfinished, read_unfinished
from store.write.vector_cache import VectorCache
from tests.builders import NOW, ask, home_at, save_asks

STEPS = (
    "prune_snapshots",
    "drop_digests",
    "_remove_reports",
    "remove_copies",
    "rewrite_database",
    "mark_finished",
)


class Killed(BaseException):
    """Stands for the process dying at this place."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = home_at(tmp_path)
    save_asks(made, [ask("a1", "one")])
    made.reports.mkdir()
    (made.reports / "earshot-all.html").write_text('<html lang="ru">words')
    (made.reports / "earshot-all.csv").write_text("words")
    made.label_cache.write_text("words")
    made.live.with_name("live.schema-7.duckdb").write_text("words")
    cache = VectorCache(made, "f" * 64)
    keys = cache.hash_texts(["words", "others"])
    cache.put(keys, np.ones((2, 3), np.float32))
    with connect(made.live) as connection:
        note_unfinished(connection, "erasure", NOW, {"vectors": [bytes(keys[0]).hex()]})
    return made


def assert_clean(home: Home) -> None:
    assert list(home.reports.iterdir()) == []
    assert not home.label_cache.exists()
    assert not list(home.path.glob("live.*-7*"))
    assert len(list(home.snapshots.glob("*.json"))) == 1
    cache = VectorCache(home, "f" * 64)
    found, _ = cache.get(cache.hash_texts(["words", "others"]))
    assert list(found) == [False, True]
    with connect(home.live) as connection:
        assert read_unfinished(connection, "erasure") == []
        lost = [name for one in read_unfinished(connection, "reports") for name in one["files"]]
    assert set(lost) == {"earshot-all.html", "earshot-all.csv"}


def test_everything_is_cleaned(home: Home) -> None:
    clean_erased_files(connect(home.live), home, NOW).close()
    assert_clean(home)


@pytest.mark.parametrize("step", STEPS)
def test_it_may_be_stopped_at_any_step(
    home: Home, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def die(*_given: object) -> None:
        raise Killed

    monkeypatch.setattr(erased_files, step, die)
    connection = connect(home.live)
    with pytest.raises(Killed):
        clean_erased_files(connection, home, NOW)
    connection.close()
    monkeypatch.undo()
    clean_erased_files(connect(home.live), home, NOW).close()
    assert_clean(home)


def test_where_nothing_was_erased_nothing_is_touched(home: Home) -> None:
    with connect(home.live) as connection:
        connection.execute("DELETE FROM unfinished")
    connection = connect(home.live)
    assert clean_erased_files(connection, home, NOW) is connection
    connection.close()
    assert home.label_cache.exists()
