"""What is published is looked at file by file: cut, flipped, missing and foreign ones show."""

import json
from pathlib import Path

import pytest

from store.check.snapshots import (
    SNAPSHOT_FILES,
    check_snapshot_files,
    find_copy,
    read_published,
)
from store.files.home import Home
from store.files.snapshots import PARTS, Manifest, read_manifest
from tests.store.check.conftest import list_off


def look(home: Home) -> set[str]:
    found = list(check_snapshot_files(home, read_published(home)))
    assert [one.slug for one in found] == [invariant.slug for invariant in SNAPSHOT_FILES]
    return list_off(found)


def part(home: Home, name: str) -> Path:
    manifest = read_manifest(home.current)
    assert manifest is not None
    return home.snapshots / manifest.parts[name]


def copy_of_current(home: Home) -> Path:
    manifest = read_manifest(home.current)
    assert manifest is not None
    return home.snapshots / f"{manifest.number:06}.json"


def test_what_is_whole_is_well(home: Home, tmp_path: Path) -> None:
    assert look(home) == set()
    assert look(Home.from_path(tmp_path / "new")) == set()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"{}", b'{"number": 1}',
     b'{"number": "x", "published_at": "2026-01-01T00:00:00Z", "revision": 1, "parts": {}}',
     b'{"number": 1, "published_at": "2026-01-01T00:00:00Z", "revision": 1, "parts": {"a": "/x"}}',
     b'{"number": 1, "published_at": "2026-01-01T00:00:00Z", "revision": 1, "parts": [1]}',
     b'{"number": 1, "published_at": 5, "revision": 1, "parts": null}', None],
)  # fmt: skip
def test_a_damaged_or_missing_manifest_is_found(home: Home, content: bytes | None) -> None:
    home.current.unlink()
    if content is not None:
        home.current.write_bytes(content)
    assert look(home) == {"manifest"}
    copy = find_copy(home, read_published(home))
    assert copy is not None
    assert Manifest.load(copy.read_text()).parts


@pytest.mark.parametrize("change", ["missing", "other", "damaged", "newer"])
def test_a_copy_that_is_not_the_manifest_is_found(home: Home, change: str) -> None:
    copy = copy_of_current(home)
    if change == "missing":
        copy.unlink()
    elif change == "damaged":
        copy.write_bytes(b"{")
    elif change == "newer":
        copy.with_name("000099.json").write_bytes(copy.read_bytes())
    else:
        copy.write_text(json.dumps({**json.loads(copy.read_text()), "revision": 1}))
    assert look(home) == {"manifest-copy"}


@pytest.mark.parametrize("name", PARTS)
def test_a_missing_part_is_found(home: Home, name: str) -> None:
    part(home, name).unlink()
    assert look(home) == {"snapshot-parts"}
    assert find_copy(home, read_published(home)) != copy_of_current(home)


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("damage", ["cut", "zero", "flip", "empty"])
def test_a_damaged_part_is_found(home: Home, name: str, damage: str) -> None:
    path = part(home, name)
    path.chmod(0o600)
    content = path.read_bytes()
    flipped = bytearray(content)
    for at in range(0, len(content), 1000):
        flipped[at] ^= 255
    half = len(content) // 2
    path.write_bytes({"cut": content[:half], "empty": b"", "zero": bytes(len(content)),
                      "flip": bytes(flipped)}[damage])  # fmt: skip
    assert look(home) == {"snapshot-digests", "snapshot-readable"}


def test_a_part_that_is_not_what_was_published_is_found(home: Home) -> None:
    for path in (home.current, copy_of_current(home)):
        told = json.loads(path.read_text())
        told["digests"]["themes"] = "0" * 64
        path.write_text(json.dumps(told))
    assert look(home) == {"snapshot-digests"}


def test_a_newer_schema_is_found(home: Home) -> None:
    for path in (home.current, copy_of_current(home)):
        path.write_text(json.dumps({**json.loads(path.read_text()), "schema": 99}))
    assert look(home) == {"snapshot-schema"}


@pytest.mark.parametrize("name", ["notes.txt", "abc.json", "themes.duckdb", "more/x"])
def test_what_is_none_of_ours_is_found(home: Home, name: str) -> None:
    path = home.snapshots / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    assert look(home) == {"snapshot-files"}


@pytest.mark.parametrize(
    "content",
    [
        "{",
        '{"number": 1, "published_at": "2026-01-01T00:00:00Z", '
        '"revision": 1, "parts": {"themes": "t-000001.duckdb"}}',
    ],
)
def test_an_older_snapshot_that_is_damaged_is_found(home: Home, content: str) -> None:
    (home.snapshots / "000001.json").write_text(content)
    assert look(home) == {"older-snapshots"}
