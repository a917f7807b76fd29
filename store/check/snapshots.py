"""The published files: manifests, the parts that they name, and whatever else lies beside them."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from store.check.databases import open_read_only, read_to_end
from store.check.invariant import REPAIR, Finding, Invariant, skip_all
from store.files.home import Home
from store.files.snapshots import PARTS, Manifest, compute_file_digest, read_manifest
from store.migrations.run import find_newest_schema

MANIFEST = Invariant(
    "manifest",
    "the manifest `current` can be read",
    "the manifest `current` is missing or damaged: nothing can be answered",
    REPAIR,
)
MANIFEST_COPY = Invariant(
    "manifest-copy",
    "the manifest is the same as its copy in snapshots/",
    "the manifest `current` is not the same as its copy in snapshots/, or is not the newest",
    REPAIR,
)
SCHEMA = Invariant(
    "snapshot-schema",
    "this version of Earshot knows the schema of the snapshot",
    "a newer version of Earshot published the snapshot",
    "Update Earshot, and run: earshot check",
)
PARTS_THERE = Invariant(
    "snapshot-parts",
    "every part of the snapshot is there",
    "{found} parts of the snapshot are missing",
    REPAIR,
)
PARTS_SAME = Invariant(
    "snapshot-digests",
    "every part of the snapshot is what was published",
    "{found} parts of the snapshot are not what was published",
    REPAIR,
)
PARTS_READABLE = Invariant(
    "snapshot-readable",
    "every part of the snapshot can be read to its end",
    "{found} parts of the snapshot are damaged",
    REPAIR,
)
OLDER = Invariant(
    "older-snapshots",
    "the snapshots before it are whole",
    "{found} older snapshots are damaged; no answer comes from them",
    REPAIR,
)
FOREIGN = Invariant(
    "snapshot-files",
    "nothing else lies in snapshots/",
    "{found} files in snapshots/ are none of Earshot's",
    "Move them out of the folder snapshots/ of the home, and run: earshot check",
)
SNAPSHOT_FILES = (
    MANIFEST, MANIFEST_COPY, SCHEMA, PARTS_THERE, PARTS_SAME, PARTS_READABLE, OLDER, FOREIGN,
)  # fmt: skip

_NUMBERED = re.compile(r"\d{6,}\.json")
_DATABASE = re.compile(r"\w+-\d{6,}(-\d+)?\.duckdb(\.wal)?")
_DRAFT = re.compile(r"\..+\.draft")


@dataclass(frozen=True, slots=True)
class Published:
    """What the folder of a workspace says that it has published."""

    manifest: Manifest | None
    """`current`; None where it is missing or damaged."""
    numbered: dict[Path, Manifest | None]
    """The manifests in `snapshots/`, the oldest first; None for a damaged one."""
    is_begun: bool
    """Whether anything was ever published."""

    @property
    def manifests(self) -> list[Manifest]:
        """All that can be read."""
        found = [self.manifest, *self.numbered.values()]
        return [manifest for manifest in found if manifest]


def read_published(home: Home) -> Published:
    """The manifests as they lie on the disk."""
    paths = sorted(
        (path for path in home.snapshots.glob("*.json") if _NUMBERED.fullmatch(path.name)),
        key=lambda path: int(path.stem),
    )
    numbered = {path: _read_tolerantly(path) for path in paths}
    is_begun = home.current.exists() or bool(numbered) or any(home.snapshots.glob("*.duckdb"))
    return Published(_read_tolerantly(home.current), numbered, is_begun)


def find_copy(home: Home, published: Published) -> Path | None:
    """The newest numbered manifest all of whose parts can be read; None where there is none."""
    return next(
        (
            path
            for path, manifest in reversed(published.numbered.items())
            if manifest and not _find_damaged(home, manifest)
        ),
        None,
    )


def check_snapshot_files(home: Home, published: Published) -> Iterator[Finding]:
    """The manifests and the files they name."""
    manifest = published.manifest
    yield MANIFEST.report(int(published.is_begun and manifest is None))
    if manifest is None:
        yield from skip_all(SNAPSHOT_FILES[1:6], "nothing is published, or nobody knows what")
    else:
        yield _check_copy(home, published, manifest)
        yield SCHEMA.report(int(manifest.schema > find_newest_schema()))
        yield from _check_parts(home, manifest)
    yield _check_older(home, published)
    yield FOREIGN.report(len(_find_foreign(home)))


def _read_tolerantly(path: Path) -> Manifest | None:
    try:
        return read_manifest(path)
    except OSError:
        return None


def _check_copy(home: Home, published: Published, manifest: Manifest) -> Finding:
    copy = home.snapshots / f"{manifest.number:06}.json"
    newest = max((int(path.stem) for path in published.numbered), default=0)
    try:
        is_same = json.loads(copy.read_bytes()) == json.loads(home.current.read_bytes())
    except (OSError, ValueError):
        is_same = False
    return MANIFEST_COPY.report(int(not is_same or newest > manifest.number))


def _check_parts(home: Home, manifest: Manifest) -> Iterator[Finding]:
    absent = [
        part for part in _list_wanted(manifest)
        if part not in manifest.parts or not (home.snapshots / manifest.parts[part]).is_file()
    ]  # fmt: skip
    yield PARTS_THERE.report(len(absent), absent)
    there = {
        part: home.snapshots / name
        for part, name in manifest.parts.items()
        if (home.snapshots / name).is_file()
    }
    others = [
        part
        for part, path in there.items()
        if part in manifest.digests and _compute_digest(path) != manifest.digests[part]
    ]
    yield PARTS_SAME.report(len(others), others)
    damaged = [part for part, path in there.items() if not _is_readable(path)]
    yield PARTS_READABLE.report(len(damaged), damaged)


def _list_wanted(manifest: Manifest) -> tuple[str, ...]:
    # Older versions named their parts otherwise, and had fewer.
    return PARTS if manifest.schema == find_newest_schema() else tuple(manifest.parts)


def _compute_digest(path: Path) -> str | None:
    try:
        return compute_file_digest(path)
    except OSError:
        return None


def _is_readable(path: Path) -> bool:
    try:
        with closing(open_read_only(path)) as connection:
            return read_to_end(connection) > 0
    except (duckdb.Error, OSError):
        return False


def _find_damaged(home: Home, manifest: Manifest) -> list[str]:
    return [
        part
        for part, name in manifest.parts.items()
        if not (home.snapshots / name).is_file() or not _is_readable(home.snapshots / name)
    ]


def _check_older(home: Home, published: Published) -> Finding:
    current = published.manifest.parts if published.manifest else {}
    number = published.manifest.number if published.manifest else None
    damaged = 0
    for path, manifest in published.numbered.items():
        if manifest is None:
            damaged += int(path.stem) != number
            continue
        own = [name for part, name in manifest.parts.items() if current.get(part) != name]
        damaged += any(not _is_readable(home.snapshots / name) for name in own)
    return OLDER.report(damaged)


def _find_foreign(home: Home) -> list[Path]:
    ours = (_NUMBERED, _DATABASE, _DRAFT)
    return [
        path
        for path in (home.snapshots.iterdir() if home.snapshots.is_dir() else ())
        if path.is_dir() or not any(pattern.fullmatch(path.name) for pattern in ours)
    ]
