"""A process may die anywhere: whoever writes next puts it right first, or says what to restore."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from domain.errors import DamagedStore, ErasurePending
from store.files.home import Home
from store.files.snapshots import find_manifest, read_manifest
from store.files.tombstones import get_tombstones_path, read_tombstones
from store.read.reader import open_reader
from store.write import publication, writer
from store.write.staging import Staging
from store.write.writer import open_writer
from tests.builders import (
    NOW,
    ask,
    conversation,
    fetch_snapshot_rows,
    home_at,
    merge,
    save_asks,
    save_themes,
)

LATER = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = home_at(tmp_path)
    save_asks(made, [ask("a1", "one"), ask("a2", "two")])
    return made


class Killed(BaseException):
    """Stands for the process dying at this place."""


def die(*_given: object, **_named: object) -> None:
    raise Killed


def write(home: Home) -> None:
    with open_writer(home, "test", LATER):
        pass


def count_conversations(home: Home) -> int:
    return len(fetch_snapshot_rows(home, "SELECT key FROM conversations.conversations"))


def test_what_was_committed_and_not_published_is_published_first(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "publish_changes", die)
    with pytest.raises(Killed):
        merge(home, [conversation("three")])
    monkeypatch.undo()
    assert count_conversations(home) == 2
    write(home)
    assert count_conversations(home) == 3


def test_themes_are_never_published_over_older_conversations(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "publish_changes", die)
    with pytest.raises(Killed), open_writer(home, "test", NOW) as held:
        held.remove_import("i-1")
    monkeypatch.undo()
    save_themes(home, {"t-x": ["a1"]})
    with open_reader(home) as reader:
        assert reader.read_asks() == []
        assert reader.read_members() == {}


@pytest.mark.parametrize("lost", ["conversations", "themes", "counted"])
@pytest.mark.parametrize("how", ["missing", "short"])
def test_a_lost_part_is_written_anew(home: Home, lost: str, how: str) -> None:
    save_themes(home, {"t-x": ["a1"]})
    manifest = find_manifest(home)
    assert manifest is not None
    path = home.snapshots / manifest.parts[lost]
    path.chmod(0o600)
    if how == "missing":
        path.unlink()
    else:
        os.truncate(path, 100)
    write(home)
    with open_reader(home) as reader:
        assert reader.manifest.number > manifest.number
        assert reader.read_members() == {"t-x": frozenset({"a1"})}


def test_a_damaged_part_that_was_to_stay_is_written_anew(home: Home) -> None:
    manifest = find_manifest(home)
    assert manifest is not None
    path = home.snapshots / manifest.parts["conversations"]
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[: len(content) // 2] = b"\0" * (len(content) // 2)
    path.write_bytes(content)
    save_themes(home, {"t-x": ["a1"]})
    assert count_conversations(home) == 2


@pytest.mark.parametrize("content", [None, b"", b"{", b"\0\0\0"])
def test_a_lost_manifest_is_written_anew_under_a_new_number(
    home: Home, content: bytes | None
) -> None:
    before = find_manifest(home)
    home.current.unlink()
    if content is not None:
        home.current.write_bytes(content)
    write(home)
    after = read_manifest(home.current)
    assert before is not None
    assert after is not None
    assert after.number == before.number + 1
    assert count_conversations(home) == 2


def test_files_that_are_not_ours_do_no_harm_and_stay(home: Home) -> None:
    foreign = [home.snapshots / name for name in ("notes.json", "copy.duckdb", "000009.json")]
    for path in foreign:
        path.write_text("{}")
    merge(home, [conversation("three")])
    assert count_conversations(home) == 3
    assert foreign[0].exists()
    assert foreign[1].exists()


@pytest.mark.parametrize("content", [None, b""])
def test_a_missing_database_beside_a_snapshot_is_refused(home: Home, content: bytes | None) -> None:
    home.live.unlink()
    if content is not None:
        home.live.write_bytes(content)
    before = sorted(home.snapshots.iterdir())
    with pytest.raises(DamagedStore, match=r"live\.duckdb is missing or empty, but snapshot \d"):
        merge(home, [conversation("three")])
    assert not home.live.exists() or home.live.read_bytes() == content
    assert sorted(home.snapshots.iterdir()) == before
    assert count_conversations(home) == 2


def test_an_older_database_is_refused_until_all_of_it_is_restored(
    home: Home, tmp_path: Path
) -> None:
    shutil.copy(home.live, tmp_path / "old.duckdb")
    merge(home, [conversation("three")])
    shutil.copy(home.live, tmp_path / "new.duckdb")
    shutil.copy(tmp_path / "old.duckdb", home.live)
    with pytest.raises(DamagedStore, match="is older .* than what is published"):
        merge(home, [conversation("four")])
    assert home.live.read_bytes() == (tmp_path / "old.duckdb").read_bytes()
    assert count_conversations(home) == 3
    shutil.copy(tmp_path / "new.duckdb", home.live)
    assert merge(home, [conversation("four")]).new == 1


def test_an_older_database_may_be_gone_on_from(home: Home, tmp_path: Path) -> None:
    shutil.copy(home.live, tmp_path / "old.duckdb")
    merge(home, [conversation("three")])
    shutil.copy(tmp_path / "old.duckdb", home.live)
    home.current.rename(tmp_path / "current")
    home.snapshots.rename(tmp_path / "snapshots")
    write(home)
    assert count_conversations(home) == 2


def zero(content: bytes) -> bytes:
    return b"\0" * len(content)


def cut(content: bytes) -> bytes:
    return content[: len(content) // 3]


def flip(content: bytes) -> bytes:
    return content[:20] + bytes([content[20] ^ 255]) + content[21:]


@pytest.mark.parametrize("damage", [zero, cut, flip])
def test_a_damaged_database_says_what_to_restore(
    home: Home, damage: Callable[[bytes], bytes]
) -> None:
    whole = home.live.read_bytes()
    home.live.write_bytes(damage(whole))
    with pytest.raises(DamagedStore, match=r"live\.duckdb is damaged\. Restore"):
        write(home)
    assert count_conversations(home) == 2
    home.live.write_bytes(whole)
    write(home)


def test_no_key_is_made_where_there_are_data(home: Home) -> None:
    home.key.unlink()
    with pytest.raises(DamagedStore, match="is missing. Restore this file"):
        write(home)
    assert not home.key.exists()


@pytest.mark.parametrize("content", [b"", b"ab" * 31, b"ab" * 33, b"zz" * 32, b"\0" * 64])
def test_a_key_that_is_not_whole_is_refused(home: Home, content: bytes) -> None:
    home.key.write_bytes(content)
    with pytest.raises(DamagedStore, match="is damaged. Restore this file"):
        write(home)


def test_the_key_of_another_workspace_is_refused(home: Home, tmp_path: Path) -> None:
    other = Home.from_path(tmp_path / "other")
    other.load_key()
    shutil.copy(other.key, home.key)
    with pytest.raises(DamagedStore, match="not the one that this workspace was made with"):
        write(home)


@pytest.mark.parametrize("lost", ["file", "last line", "table"])
def test_tombstones_are_mended_from_the_other_copy(home: Home, lost: str) -> None:
    with open_writer(home, "forget", NOW) as held:
        held.forget_customer("customer of one")
        held.forget_conversation("two")
    whole = read_tombstones(home)
    write(home)  # the store has them too from here on
    path = get_tombstones_path(home)
    if lost == "file":
        path.unlink()
    elif lost == "last line":
        os.truncate(path, path.stat().st_size - 20)
        assert len(read_tombstones(home)) == len(whole) - 1
    else:
        with duckdb.connect(str(home.live)) as connection:
            connection.execute("DELETE FROM tombstones")
    write(home)
    assert read_tombstones(home) == whole
    merge(home, [conversation("one"), conversation("two")])
    rows = fetch_snapshot_rows(home, "FROM conversations.messages")
    assert rows == []


def test_a_restored_backup_is_erased_even_if_what_follows_fails(home: Home, tmp_path: Path) -> None:
    shutil.copytree(home.path, tmp_path / "backup")
    with open_writer(home, "forget", NOW) as held:
        held.forget_conversation("two")
    shutil.rmtree(home.path)
    shutil.copytree(tmp_path / "backup", home.path)
    with pytest.raises(ErasurePending), open_reader(home):
        pass
    with pytest.raises(RuntimeError), open_writer(home, "test", LATER):
        raise RuntimeError
    texts = fetch_snapshot_rows(home, "SELECT text FROM conversations.messages")
    assert [row["text"] for row in texts] == ["text of one"]


def test_what_was_forgotten_on_its_way_in_stays_out(home: Home) -> None:
    with Staging(home) as staging:
        for key in ("three", "four"):
            staging.add(conversation(key))
        merge(home, [conversation("three")])
        with open_writer(home, "forget", NOW) as held:
            held.forget_conversation("three")
        with open_writer(home, "test", LATER) as held:
            counts = held.merge(staging, "test", "test.jsonl", "a test")
    assert (counts.read, counts.new) == (1, 1)
    texts = fetch_snapshot_rows(home, "SELECT text FROM conversations.messages ORDER BY ALL")
    assert [row["text"] for row in texts] == ["text of four", "text of one", "text of two"]


@pytest.mark.parametrize(
    "place",
    [
        (writer, "commit_changes"),
        (writer, "publish_changes"),
        (publication, "publish_snapshot"),
        (writer, "clean_files"),
    ],
)
def test_an_erasure_that_was_stopped_is_finished_by_the_next_writer(
    home: Home, monkeypatch: pytest.MonkeyPatch, place: tuple[object, str]
) -> None:
    home.reports.mkdir()
    (home.reports / "earshot-all.html").write_text('<html lang="uk">text of two')
    home.label_cache.write_text("text of two")
    monkeypatch.setattr(*place, die)
    with pytest.raises(Killed), open_writer(home, "forget", NOW) as held:
        held.forget_customer("customer of two")
    monkeypatch.undo()
    write(home)
    with open_writer(home, "test", LATER) as held:
        assert held.read_lost_reports() == {"earshot-all.html": "uk"}
        assert held.forget_customer("customer of two") == 0
        held.mark_reports_made()
    with open_writer(home, "test", LATER) as held:
        assert held.read_lost_reports() is None
    for path in home.path.rglob("*"):
        assert not path.is_file() or b"text of two" not in path.read_bytes(), path.name
    texts = fetch_snapshot_rows(home, "SELECT text FROM conversations.messages")
    assert [row["text"] for row in texts] == ["text of one"]


def test_leftovers_of_killed_processes_are_swept(home: Home) -> None:
    left = [
        home.path / ".current.12ab.draft",
        home.snapshots / ".000007.json.12ab.draft",
        home.secrets / ".key.12ab.draft",
        home.path / "live.rewritten.duckdb",
        home.path / "live.rewritten.duckdb.wal",
        home.staging / "deadbeef" / "messages.parquet",
        home.staging / "deadbeef.lock",
        home.path / "live.duckdb.tmp" / "spilled",
    ]
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    with Staging(home) as staging:
        staging.add(conversation("three"))
        write(home)
        assert not [path for path in left if path.exists()]
        assert not (home.staging / "deadbeef").exists()
        assert staging.folder.exists(), "somebody is at work there"
    assert list(home.staging.iterdir()) == []
