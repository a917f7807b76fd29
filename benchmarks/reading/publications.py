"""Publications with readers in between: what stays open?"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from benchmarks.reading.servers import RunningServer, list_descriptors
from domain.periods import Period
from store.files.connection import connect
from store.files.home import Home
from store.files.snapshots import Manifest, publish_snapshot, read_manifest
from store.migrations.run import find_newest_schema
from store.read.reader import open_reader

_WARM = 10
"""Publications after which what stays open is open."""


@dataclass
class OpenFiles:
    """What was open after publications and the readings that followed them."""

    growth: int = 0
    """Descriptors at the end beyond those at the beginning."""
    dropped: int = 0
    """The most files of a dropped snapshot that were open after a reading."""


def watch_publications(
    home: Home, server: RunningServer, path: str, period: Period, times: int
) -> dict[str, OpenFiles]:
    """Publish so often; after each, the API answers and this process reads. What both had open."""
    watched: dict[str, int | str] = {"the API": server.pid, "the publishing process": "self"}
    found = {name: OpenFiles() for name in watched}
    first = dict.fromkeys(watched, 0)
    manifest = read_manifest(home.current)
    assert manifest is not None
    with closing(connect(home.live)) as connection:
        for number in range(times):
            manifest = publish_snapshot(
                connection, home, (), manifest.revision, manifest.published_at, find_newest_schema()
            )
            server.ask(path)
            _read(home, period, manifest)
            for name, process in watched.items():
                opened = list_descriptors(process)
                dropped = _count(opened, lambda file, newest=manifest: _is_dropped(file, newest))  # type: ignore[misc]
                found[name].dropped = max(found[name].dropped, dropped)
                if number == min(_WARM, times - 1):
                    first[name] = len(opened)
                found[name].growth = len(opened) - first[name]
    return found


def _read(home: Home, period: Period, manifest: Manifest) -> None:
    with open_reader(home) as reader:
        ranking = reader.compute_ranking(period)
    assert ranking.snapshot.number == manifest.number


def _count(files: list[str], fits: Callable[[str], bool]) -> int:
    return sum(fits(file) for file in files)


def _is_dropped(file: str, newest: Manifest) -> bool:
    """Whether it is a file of a snapshot that is not the newest any more."""
    _, _, name = file.removesuffix(" (deleted)").rpartition("/snapshots/")
    return name.endswith(".duckdb") and name != file and name not in newest.parts.values()
