"""As-of reads: the store as it was known at a day, a time or with a snapshot, even one that is
deleted by now.

Invariant: asked as of the newest writing, every count is what the newest snapshot says.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import BadRequest
from store.files.connection import connect, run_sql_file
from store.files.snapshots import Manifest
from store.migrations.attach import attach_snapshot
from store.read.attach import count_in_memory, lock_down
from store.read.reader import Reader
from store.tables.rows import to_aware_utc, to_naive_utc


class UnknownMoment(BadRequest):
    """Nothing had been published then."""

    problem = "unknown-moment"


@contextmanager
def read_as_of(reader: Reader, words: str | None, timezone: str = "UTC") -> Iterator[Reader]:
    """A reader of what was known then; `reader` itself where `words` is None.

    `words` is the number of a snapshot, a day (its end, in `timezone`) or a time. Raises
    `UnknownMoment`.
    """
    if words is None:
        yield reader
        return
    commit = _find_commit(reader, words, timezone)
    at = to_aware_utc(commit["noted_at"])
    assert at is not None  # noqa: S101 - a commit always has a time
    connection = connect(None)
    try:
        attach_snapshot(connection, reader.snapshot_folder, reader.manifest, prefix="known_")
        for part in ("conversations", "themes"):
            connection.execute(f"ATTACH ':memory:' AS {part}")
        run_sql_file(connection, "publish/as_of", revision=commit["revision"])
        run_sql_file(connection, "publish/as_of_names")
        count_in_memory(connection)
        lock_down(connection)
        yield Reader(connection, Manifest(commit["snapshot"], at, commit["revision"], {}))
    finally:
        connection.close()


def _find_commit(reader: Reader, words: str, timezone: str) -> dict[str, Any]:
    """The newest commit until that moment, or the newest in that snapshot."""
    known = reader.run_query("history/commits")
    if not known:
        raise UnknownMoment(
            "This workspace was published by an older version, which did not write down what was "
            "reported when. Run `earshot themes` once: from then on it is."
        )
    if words.isdigit():
        # A commit may have been published again, under a further number.
        is_published = int(words) <= reader.manifest.number
        fitting = [row for row in known if is_published and row["snapshot"] <= int(words)]
    else:
        until = to_naive_utc(_parse_moment(words, timezone))
        fitting = [row for row in known if until and row["noted_at"] <= until]
    if not fitting:
        first = f"{known[0]['noted_at']:%Y-%m-%d}"
        raise UnknownMoment(f"Nothing was published as of '{words}'. The first was on {first}.")
    return fitting[-1]


def _parse_moment(words: str, timezone: str) -> datetime:
    zone = ZoneInfo(timezone)
    try:
        if len(words) == len("2026-03-01"):
            day = date.fromisoformat(words) + timedelta(days=1)
            return datetime.combine(day, time(), zone) - timedelta(microseconds=1)
        at = datetime.fromisoformat(words)
    except ValueError:
        raise UnknownMoment(
            f"'{words}' is neither a day such as 2026-03-01, a time, nor the number of a snapshot."
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
