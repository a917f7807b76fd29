"""Each commit is published once, and what a kill left is published later."""

from pathlib import Path

import pytest

from store.files.connection import connect
from store.files.home import Home
from store.files.snapshots import PARTS, find_manifest
from store.files.tombstones import add_tombstones
from store.write.publication import (
    commit_changes,
    publish_missing,
    read_revision,
)
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, home_at, save_asks


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = home_at(tmp_path)
    save_asks(made, [ask("a1", "one")])
    return made


def publish(home: Home) -> int:
    with open_writer(home, "test", NOW):
        pass
    manifest = find_manifest(home)
    assert manifest is not None
    return manifest.number


def test_revisions_are_counted_and_what_is_published_is_not_published_again(home: Home) -> None:
    before = publish(home)
    with connect(home.live) as connection:
        revision = read_revision(connection)
        connection.execute("BEGIN")
        commit_changes(connection, home, (), NOW)
        assert read_revision(connection) == revision + 1
    assert publish(home) == before + 1
    assert publish(home) == before + 1


def test_nothing_is_published_of_an_empty_store(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    with open_writer(home, "test", NOW):
        pass
    assert find_manifest(home) is None


def test_a_tombstone_from_outside_is_published_once(home: Home) -> None:
    before = publish(home)
    add_tombstones(home, [("test", "elsewhere")], [], MONDAY)
    assert publish(home) == before + 1
    assert publish(home) == before + 1
    manifest = find_manifest(home)
    assert manifest is not None
    assert manifest.forgotten == 1
    assert set(manifest.digests) == set(manifest.sizes) == set(PARTS)


def test_publishing_needs_the_views_of_a_writer_only_when_it_writes(home: Home) -> None:
    publish(home)
    with connect(home.live) as connection:
        publish_missing(connection, home, NOW)  # nothing is missing
