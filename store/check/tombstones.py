"""The key and the tombstones, as they lie on the disk: read without making or mending anything."""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from store.files.home import Home, parse_key
from store.files.tombstones import hash_conversation, read_digests


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the folder of the secrets holds."""

    key: bytes | None
    """None where it is missing, or is none."""
    forgotten: frozenset[str]
    """Digests of the conversations that were erased."""
    damaged_lines: int
    """Lines of the tombstones that cannot be understood."""


def read_secrets(home: Home) -> Secrets:
    """The key, and every tombstone that can be understood. Raises `OSError`."""
    forgotten, _, damaged = read_digests(home)
    key = parse_key(home.key.read_bytes()) if home.key.exists() else None
    return Secrets(key, frozenset(forgotten), damaged)


def register_forgotten(
    connection: duckdb.DuckDBPyConnection,
    secrets: Secrets,
    conversations: Iterable[tuple[str, str]],
) -> None:
    """Make a table `forgotten` of those (source, key) that the tombstones name."""
    key, named = secrets.key, secrets.forgotten
    assert key is not None  # noqa: S101 - asked for only where there is one
    found = [one for one in conversations if named and hash_conversation(key, *one) in named]
    columns = {
        "source": pa.array([source for source, _ in found], pa.string()),
        "key": pa.array([conversation for _, conversation in found], pa.string()),
    }
    connection.register("forgotten", pa.table(columns))
