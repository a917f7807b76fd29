"""Publishing: immutable files, then one manifest replaced atomically.

Invariants: a reader sees one whole snapshot or the one before; a file name is never reused; only
a part that changed is written anew; the newest three snapshots stay; files that are not ours stay.
"""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from store.files.atomic import replace_file, sync_to_disk
from store.files.connection import attach_database, load_sql
from store.files.home import Home
from store.files.private import set_mode
from store.files.shared import close_outdated

PARTS = ("conversations", "themes", "counted")
"""`counted` is made of the two others, and so is written whenever one of them is."""
KEPT_SNAPSHOTS = 3
"""Snapshots that stay for readers who opened them."""
_COPY_NAME = re.compile(r"\d{6,}\.json")
_PART_NAME = re.compile(r"(conversations|voice|themes|counted)-\d{6,}(-\d+)?\.duckdb")


@dataclass(frozen=True, slots=True)
class Manifest:
    """One published snapshot: the content of `current` and of `snapshots/<number>.json`."""

    number: int
    published_at: datetime
    revision: int
    """Number of the last writing it holds; what is computed from it is saved against this."""
    parts: dict[str, str]
    """Part -> file name in `snapshots/`."""
    schema: int = 1
    """Of the live database that its parts were written from; a manifest that names none is of 1."""
    forgotten: int = 0
    """How many tombstones there were: what they name is in none of its parts."""
    digests: dict[str, str] = field(default_factory=dict)
    """Part -> SHA-256 of its file, in hexadecimal. Snapshots of versions before have none."""
    sizes: dict[str, int] = field(default_factory=dict)
    """Part -> bytes of its file. Snapshots of versions before have none."""

    def dump(self) -> str:
        """As JSON."""
        return json.dumps(
            {
                "number": self.number,
                "published_at": self.published_at.isoformat(),
                "revision": self.revision,
                "parts": self.parts,
                "schema": self.schema,
                "forgotten": self.forgotten,
                "digests": self.digests,
                "sizes": self.sizes,
            }
        )

    @classmethod
    def load(cls, text: str) -> "Manifest":
        """From JSON. Raises `ValueError` for anything that is no manifest."""
        try:
            return cls._build(json.loads(text))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("no manifest") from error

    @classmethod
    def _build(cls, given: Mapping[str, Any]) -> "Manifest":
        parts = dict(given["parts"])
        if not parts or not all(_PART_NAME.fullmatch(name) for name in parts.values()):
            raise ValueError("no parts")
        published_at = datetime.fromisoformat(given["published_at"])
        if published_at.tzinfo is None:
            raise ValueError("no time")
        return cls(
            number=int(given["number"]),
            published_at=published_at,
            revision=int(given["revision"]),
            parts=parts,
            schema=int(given.get("schema", 1)),
            forgotten=int(given.get("forgotten", 0)),
            digests=dict(given.get("digests", {})),
            sizes=dict(given.get("sizes", {})),
        )


def read_manifest(path: Path) -> Manifest | None:
    """The manifest at `path`; None where there is none, or it is damaged."""
    try:
        return Manifest.load(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None


def find_manifest(home: Home) -> Manifest | None:
    """The newest manifest: `current`, or the newest of its copies where that is lost or damaged;
    None before the first publication."""
    return read_manifest(home.current) or next(iter(_read_copies(home)), None)


def is_complete(home: Home, manifest: Manifest) -> bool:
    """Whether every file of a snapshot is there, in its full size."""
    for part, name in manifest.parts.items():
        try:
            size = (home.snapshots / name).stat().st_size
        except FileNotFoundError:
            return False
        if size != manifest.sizes.get(part, size):
            return False
    return True


def publish_snapshot(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    changed: Collection[str],
    revision: int,
    now: datetime,
    schema: int,
    forgotten: int = 0,
    kept: int = KEPT_SNAPSHOTS,
) -> Manifest:
    """Write the changed parts of the live database as new files and point readers at them; the
    newest `kept` snapshots stay. Nothing is taken over from a snapshot of another `schema`."""
    close_outdated()  # where a backup was restored, names that readers have open come again
    before = find_manifest(home)
    number = find_next_number(home)
    same = before is not None and before.schema == schema
    parts = dict(before.parts) if before and same else {}
    digests = dict(before.digests) if before and same else {}
    sizes = dict(before.sizes) if before and same else {}
    for part in PARTS:
        if part in changed or part not in parts or part == "counted":
            parts[part] = _write_part(connection, home.snapshots, part, number, parts)
            digests[part] = compute_file_digest(home.snapshots / parts[part])
            sizes[part] = (home.snapshots / parts[part]).stat().st_size
    manifest = Manifest(number, now, revision, parts, schema, forgotten, digests, sizes)
    content = manifest.dump().encode()
    replace_file(home.snapshots / f"{number:06}.json", content)
    replace_file(home.current, content)
    prune_snapshots(home, kept)
    return manifest


def find_next_number(home: Home) -> int:
    """The number of the next snapshot: above all that ever were, as far as it can be told."""
    found = find_manifest(home)
    return max([found.number if found else 0, *map(_parse_number, _list_copies(home))]) + 1


def compute_file_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_part(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    part: str,
    number: int,
    written: dict[str, str],
) -> str:
    # A draft left by a killed writer has the same number: its name must not be met again.
    name = f"{part}-{number:06}.duckdb"
    attempt = 0
    while (folder / name).exists():
        attempt += 1
        name = f"{part}-{number:06}-{attempt}.duckdb"
    sources = [other for other in written if other not in ("counted", part)] * (part == "counted")
    try:
        for source in sources:
            attach_database(connection, folder / written[source], source, read_only=True)
        attach_database(connection, folder / name, part)
        connection.execute(load_sql(f"publish/publish_{part}"))
    finally:
        for attached in (part, *sources):
            connection.execute(f"DETACH DATABASE IF EXISTS {attached}")
    set_mode(folder / name, 0o400)
    sync_to_disk(folder / name)
    return name


def prune_snapshots(home: Home, count: int) -> None:
    """Remove the snapshots, and parts no kept snapshot names, beyond the newest `count`; readers of
    this process let go of them."""
    newest = find_manifest(home)
    if newest is None:
        return
    older = [manifest for manifest in _read_copies(home) if manifest.number != newest.number]
    kept = [newest, *older[: count - 1]]
    named = {name for manifest in kept for name in manifest.parts.values()}
    numbers = {manifest.number for manifest in kept}
    for path in _list_copies(home):
        if _parse_number(path) not in numbers:
            path.unlink()
    for path in home.snapshots.glob("*.duckdb*"):
        name = path.name.removesuffix(".wal")
        if _PART_NAME.fullmatch(name) and name not in named:
            path.unlink()
    close_outdated()


def _read_copies(home: Home) -> list[Manifest]:
    """The manifests that can be read of `snapshots/`, the newest first."""
    found = [read_manifest(path) for path in _list_copies(home)]
    return [manifest for manifest in found if manifest is not None]


def _list_copies(home: Home) -> list[Path]:
    found = [path for path in home.snapshots.glob("*.json") if _COPY_NAME.fullmatch(path.name)]
    return sorted(found, key=_parse_number, reverse=True)


def _parse_number(path: Path) -> int:
    return int(path.stem)
