"""What kind each ask is: saved with a grouping, read with counts."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from domain.asks import KINDS, Kind
from store.files.connection import run_sql_file

_KINDS = pa.schema([("ask_id", pa.string()), ("kind", pa.string())])


def save_kinds(
    connection: duckdb.DuckDBPyConnection, kinds: Mapping[str, Kind], keep_others: bool = False
) -> None:
    """Make these the kinds of asks (ask id -> kind) inside the open transaction, and no others,
    unless those of asks that are still there are kept."""
    rows = [{"ask_id": ask_id, "kind": kinds[ask_id]} for ask_id in sorted(kinds)]
    connection.register("new_kinds", pa.Table.from_pylist(rows, schema=_KINDS))
    run_sql_file(connection, "themes/save_kinds", keep_others=keep_others)
    connection.unregister("new_kinds")


def compute_kind_mix(counts: Mapping[str | None, int]) -> tuple[tuple[Kind, float], ...]:
    """(kind, share) of asks whose kind is known, given how many are of each; largest first, of
    equal ones the first of `KINDS`."""
    known = [kind for kind in KINDS if kind in counts]
    ranked = sorted(known, key=lambda kind: -counts[kind])
    total = sum(counts[kind] for kind in known)
    return tuple((kind, counts[kind] / total) for kind in ranked)
