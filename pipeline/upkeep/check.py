"""Look at every invariant of a workspace, and mend what can be mended without losing anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.errors import StoreBusy
from pipeline.progress import NullProgress, Progress
from pipeline.settings import Settings
from store.check.audits import AUDITS, check_audits
from store.check.files import (
    FILES,
    KEY,
    LEFTOVERS,
    check_files,
    check_leftovers,
)
from store.check.invariant import Finding, skip_all
from store.check.live import AHEAD, LIVE, check_live, find_unsafe
from store.check.published import PUBLISHED, check_published, read_known_ids
from store.check.snapshots import (
    SNAPSHOT_FILES,
    check_snapshot_files,
    find_copy,
    read_published,
)
from store.check.tombstones import Secrets, read_secrets
from store.files.atomic import replace_file
from store.files.home import Home
from store.files.lock import hold_writer_lock
from store.write.vector_cache import drop_damaged_segments
from store.write.writer import open_writer

_ATTEMPTS = 3
"""Looks at what is published, where a writer publishes anew during the look."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found of every invariant."""

    findings: tuple[Finding, ...]
    repaired: tuple[str, ...] = ()
    """What was done about it."""

    @property
    def off(self) -> tuple[Finding, ...]:
        """What is not as it should be."""
        return tuple(one for one in self.findings if one.status == "off")

    @property
    def skipped(self) -> tuple[Finding, ...]:
        """What was not looked at."""
        return tuple(one for one in self.findings if one.status == "skipped")


def check_workspace(
    settings: Settings, now: datetime, progress: Progress | None = None
) -> CheckResult:
    """Look at every invariant; nothing is changed. The live store is looked at under the writer's
    lock; where another writer keeps it longer than the setting `wait`, what is published alone."""
    progress, home = progress or NullProgress(), settings.store
    secrets = _read_secrets(home)
    findings: list[Finding] = []
    for step, found, total in (
        ("Looking at the files", check_files(home, secrets), len(FILES)),
        ("Looking at the live store", _check_held(settings, now, secrets), len(LIVE) + 1),
        ("Looking at what is published", _check_published(home, secrets), len(_PUBLISHED)),
    ):
        progress.begin(step, total)
        for number, finding in enumerate(found, 1):
            findings.append(finding)
            progress.update(number)
    return CheckResult(tuple(findings))


_PUBLISHED = (*SNAPSHOT_FILES, *PUBLISHED, *AUDITS)


def repair_workspace(
    settings: Settings, now: datetime, progress: Progress | None = None
) -> CheckResult:
    """Do what can be done without losing anything, and look again: put the manifest back from its
    copy, drop damaged vectors, let a writer finish what was begun, and publish anew from the live
    store, unless that is off itself. Raises `StoreBusy`."""
    before = check_workspace(settings, now, progress)
    if not before.off:
        return before
    home, done = settings.store, []
    off = {one.slug for one in before.off}
    with hold_writer_lock(home.lock, "check --repair", now, settings.wait):
        if "manifest" in off and _restore_manifest(home):
            done.append("put the manifest `current` back from its copy")
        if dropped := drop_damaged_segments(home):
            done.append(f"dropped {dropped:,} damaged segments of vectors")
    if home.live.exists() and not find_unsafe(before.findings) and KEY.slug not in off:
        with open_writer(home, "check --repair", now, settings.wait) as writer:
            if off & _MENDED_BY_PUBLISHING:
                writer.republish()
                done.append("published every part anew from the live store")
    after = check_workspace(settings, now, progress)
    return CheckResult(after.findings, tuple(done))


_MENDED_BY_PUBLISHING = {
    *(one.slug for one in (*SNAPSHOT_FILES, *PUBLISHED)),
    AHEAD.slug,
    "published-rows",
}


def _read_secrets(home: Home) -> Secrets:
    try:
        return read_secrets(home)
    except OSError:  # the key is reported as missing
        return Secrets(None, frozenset(), 0)


def _check_held(settings: Settings, now: datetime, secrets: Secrets) -> Iterator[Finding]:
    """Look at what is changed by writers alone, while none is at work."""
    home = settings.store
    if not home.path.exists():
        yield from skip_all((*LIVE, LEFTOVERS), "nothing has been read into this workspace yet")
        return
    try:
        with hold_writer_lock(home.lock, "check", now, settings.wait):
            published = read_published(home)
            yield from check_live(home, published.manifest, published.is_begun, secrets)
            yield check_leftovers(home, published.manifests)
    except StoreBusy:
        yield from skip_all((*LIVE, LEFTOVERS), "a writer is at work; look again when it is done")


def _check_published(home: Home, secrets: Secrets) -> list[Finding]:
    found: list[Finding] = []
    for _ in range(_ATTEMPTS):
        published = read_published(home)
        found = [
            *check_snapshot_files(home, published),
            *check_published(home, published.manifest, secrets),
            *check_audits(home, *read_known_ids(home, published.manifest)),
        ]
        # The files of a snapshot go when newer ones are published.
        if read_published(home).manifest == published.manifest:
            break
    return found


def _restore_manifest(home: Home) -> bool:
    """Put the newest numbered manifest whose parts can be read in the place of `current`."""
    copy = find_copy(home, read_published(home))
    if copy is None:
        return False
    replace_file(home.current, copy.read_bytes(), mode=0o600)
    return True
