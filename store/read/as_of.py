"""What was reported then: the store as it was known at a day, a time or with a snapshot, however
long that snapshot is gone.

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
from store.read.reader import Reader
from store.tables.kinds import create_kind_table
from store.tables.labels import create_name_tables
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
    told = _find_commit(reader, words, timezone)
    at = to_aware_utc(told["noted_at"])
    assert at is not None  # noqa: S101 - a commit always has a time
    connection = connect(None)
    try:
        for part in ("voice", "themes"):
            path = reader.get_part_path(part)
            connection.execute(f"ATTACH '{path}' AS known_{part} (READ_ONLY)")
            connection.execute(f"ATTACH ':memory:' AS {part}")
        run_sql_file(connection, "publish/as_of", revision=told["revision"])
        create_name_tables(connection)
        create_kind_table(connection)
        run_sql_file(connection, "publish/as_of_names")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield Reader(connection, Manifest(told["snapshot"], at, told["revision"], {}))
    finally:
        connection.close()


_FIND_COMMITS_TABLE = (
    "SELECT 1 AS told FROM duckdb_tables() WHERE database_name = 'voice' AND table_name = 'commits'"
)


def _find_commit(reader: Reader, words: str, timezone: str) -> dict[str, Any]:
    """The newest writing that was there by then, or with the snapshot of that number."""
    if not reader._fetch_rows(_FIND_COMMITS_TABLE):
        raise UnknownMoment(
            "This workspace was published by an older version, which did not write down what was "
            "reported when. Run `earshot themes` once: from then on it is."
        )
    known = reader._fetch_rows("FROM voice.commits UNION FROM themes.commits ORDER BY revision")
    if words.isdigit():
        fitting = [row for row in known if row["snapshot"] == int(words)]
    else:
        until = to_naive_utc(_parse_moment(words, timezone))
        fitting = [row for row in known if until and row["noted_at"] <= until]
    if not fitting:
        first = f" The first was on {known[0]['noted_at']:%Y-%m-%d}." if known else ""
        raise UnknownMoment(f"Nothing was published as of '{words}'.{first}")
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
