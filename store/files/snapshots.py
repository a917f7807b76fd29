"""Publishing: immutable files, then one manifest replaced atomically.

Invariants: a reader sees one whole snapshot or the one before; a file name is never reused; only
a part that changed is written anew; the newest three snapshots stay.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from store.files.atomic import replace_file, sync_to_disk
from store.files.connection import load_sql
from store.files.home import Home

PARTS = ("conversations", "themes", "counted")
"""`counted` is made of the two others, and so is written whenever one of them is."""
KEPT_SNAPSHOTS = 3
"""Snapshots that stay for readers who opened them."""


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

    def dump(self) -> str:
        """As JSON."""
        return json.dumps(
            {
                "number": self.number,
                "published_at": self.published_at.isoformat(),
                "revision": self.revision,
                "parts": self.parts,
                "schema": self.schema,
            }
        )

    @classmethod
    def load(cls, text: str) -> "Manifest":
        """From JSON."""
        given = json.loads(text)
        at = datetime.fromisoformat(given["published_at"])
        return cls(given["number"], at, given["revision"], given["parts"], given.get("schema", 1))


def read_manifest(path: Path) -> Manifest | None:
    """The manifest at `path`; None before the first publication."""
    try:
        return Manifest.load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def publish_snapshot(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    changed: Collection[str],
    revision: int,
    now: datetime,
    schema: int,
    kept: int = KEPT_SNAPSHOTS,
) -> Manifest:
    """Write the changed parts of the live database as new files and point readers at them; the
    newest `kept` snapshots stay. Nothing is taken over from a snapshot of another `schema`."""
    before = read_manifest(home.current)
    number = before.number + 1 if before else 1
    parts = dict(before.parts) if before and before.schema == schema else {}
    for part in PARTS:
        if part in changed or part not in parts or part == "counted":
            parts[part] = _write_part(connection, home.snapshots, part, number, parts)
    manifest = Manifest(number, now, revision, parts, schema)
    content = manifest.dump().encode()
    replace_file(home.snapshots / f"{number:06}.json", content)
    replace_file(home.current, content)
    _prune_snapshots(home, kept)
    return manifest


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
    for source in sources:
        connection.execute(f"ATTACH '{folder / written[source]}' AS {source} (READ_ONLY)")
    connection.execute(f"ATTACH '{folder / name}' AS {part}")
    connection.execute(load_sql(f"publish/publish_{part}"))
    for attached in (part, *sources):
        connection.execute(f"DETACH {attached}")
    (folder / name).chmod(0o400)
    sync_to_disk(folder / name)
    return name


def _prune_snapshots(home: Home, count: int) -> None:
    """Remove the snapshots, and files no kept snapshot names, beyond the newest `count`."""
    manifests = sorted(home.snapshots.glob("*.json"))
    kept = [Manifest.load(path.read_text(encoding="utf-8")) for path in manifests[-count:]]
    named = {name for manifest in kept for name in manifest.parts.values()}
    for path in manifests[:-count]:
        path.unlink()
    for path in home.snapshots.glob("*.duckdb*"):
        if path.name not in named:
            path.unlink()
