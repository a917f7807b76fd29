"""What kind each ask is: saved with a grouping, read with counts."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa

from domain.asks import KINDS, Kind

_UNLESS_KEPT = (
    "WHERE ask_id IN (SELECT ask_id FROM new_kinds) "
    "OR NOT EXISTS (FROM asks WHERE asks.id = ask_kinds.ask_id)"
)
_KINDS = pa.schema([("ask_id", pa.string()), ("kind", pa.string())])


def create_kind_table(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table in the live database if it is not there."""
    connection.execute((files("store.migrations") / "schema_kinds.sql").read_text("utf-8"))


def save_kinds(
    connection: duckdb.DuckDBPyConnection, kinds: Mapping[str, Kind], keep_others: bool = False
) -> None:
    """Make these the kinds of asks (ask id -> kind) inside the open transaction, and no others,
    unless those of asks that are still there are kept."""
    rows = [{"ask_id": ask_id, "kind": kinds[ask_id]} for ask_id in sorted(kinds)]
    connection.register("new_kinds", pa.Table.from_pylist(rows, schema=_KINDS))
    kept = _UNLESS_KEPT if keep_others else ""
    connection.execute(f"DELETE FROM ask_kinds {kept}")  # noqa: S608 - our own words
    connection.execute("INSERT INTO ask_kinds SELECT * FROM new_kinds")
    connection.unregister("new_kinds")


def create_kind_view(connection: duckdb.DuckDBPyConnection) -> None:
    """Let a reader's queries say `ask_kinds`, which is empty in a snapshot that was published
    before there were any."""
    absent = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'themes' "
        "AND table_name = 'ask_kinds'"
    ).fetchall() == [(0,)]
    if absent:
        create_kind_table(connection)
    else:
        connection.execute("CREATE TEMP VIEW ask_kinds AS FROM themes.ask_kinds")


def compute_kind_mix(told: Sequence[Mapping[str, Any]] | None) -> tuple[tuple[Kind, float], ...]:
    """(kind, share) of counted asks, largest first; of equal ones the first of `KINDS`."""
    counts = {row["kind"]: row["asks"] for row in told or ()}
    known = [kind for kind in KINDS if kind in counts]
    ranked = sorted(known, key=lambda kind: -counts[kind])
    return tuple((kind, counts[kind] / sum(counts.values())) for kind in ranked)
