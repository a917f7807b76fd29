"""What killed processes leave in a workspace, and sweeping it away.

Whoever is at work holds a lock (`flock`) on what it has begun; the kernel lets go of it when a
process dies. So what nobody holds is nobody's.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from store.files.atomic import DRAFT_SUFFIX, is_abandoned
from store.files.home import Home

LOCK_SUFFIX = ".lock"
"""Of the file beside a folder of staging that its process holds."""
REWRITTEN = "live.rewritten.duckdb"
"""The live database while it is written anew."""


def find_leftovers(home: Home) -> list[Path]:
    """Files and folders that nobody is at work on any more. Only the holder of the writer's lock
    may take a database that is being rewritten for one."""
    return sorted({*_find_drafts(home), *_find_databases(home), *_find_staged(home)})


def sweep_leftovers(home: Home) -> None:
    """Remove them. The caller holds the writer's lock."""
    for path in find_leftovers(home):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _find_drafts(home: Home) -> Iterator[Path]:
    for folder in (home.path, home.snapshots, home.secrets, home.reports):
        for path in folder.glob(f".*{DRAFT_SUFFIX}"):
            if is_abandoned(path):
                yield path


def _find_databases(home: Home) -> Iterator[Path]:
    yield from home.path.glob(f"{REWRITTEN}*")
    yield from home.path.glob("*.duckdb.tmp")
    yield from home.snapshots.glob("*.duckdb.tmp")


def _find_staged(home: Home) -> Iterator[Path]:
    """Folders of imports that ended without cleaning up, and their locks."""
    for path in home.staging.glob("*"):
        lock = path if path.name.endswith(LOCK_SUFFIX) else path.with_name(path.name + LOCK_SUFFIX)
        if not lock.exists() or is_abandoned(lock):
            yield path
