"""Parquet files to records, batch by batch."""

import math
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from domain.errors import BadInput
from ingest.formats.archive import compute_most_unpacked
from ingest.formats.jsonl import Located
from ingest.formats.limits import COLUMNS, UNPACKED

_BATCH = 1_000
_ROW = 100
"""Bytes that a row counts, whatever is in it: many rows of one text take no space."""
_DAMAGED = (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError, TypeError)


def read_parquet(file: BinaryIO, name: str) -> Iterator[Located]:
    """(place, record) of every row, with values as JSON could hold them.

    Raises `BadInput` where the file is damaged or beyond the limit, also later while it is read.
    """
    try:
        most = compute_most_unpacked(file)
        table = pq.ParquetFile(file, read_dictionary=_list_texts(file))
        groups = [table.metadata.row_group(i) for i in range(table.metadata.num_row_groups)]
        size = sum(group.total_byte_size for group in groups)
    except _DAMAGED:
        raise _make_damaged_error(name) from None
    if size > UNPACKED:
        raise BadInput(f"{name} unpacks to over {UNPACKED // 10**9} GB. Give it in parts.")
    if len(table.schema_arrow) > COLUMNS:
        raise BadInput(f"{name} has over {COLUMNS:,} columns. Give it with fewer.")
    return _iter_records(table, name, most)


def _list_texts(file: BinaryIO) -> list[str]:
    """The columns of texts. They are read as they are kept, each different text once."""
    file.seek(0)
    schema = pq.read_schema(file)
    file.seek(0)
    return [field.name for field in schema if pa.types.is_string(field.type)]


def _iter_records(table: Any, name: str, most: int) -> Iterator[Located]:
    number = 0
    try:
        for batch in table.iter_batches(batch_size=_BATCH):
            most -= sum(map(_measure_column, batch.columns)) + _ROW * batch.num_rows
            if most < 0:
                raise _make_swollen_error(name, number + 1)
            for row in batch.to_pylist():
                number += 1
                yield f"{name}:{number}", to_json_value(row)
    except BadInput:
        raise
    except _DAMAGED:
        raise _make_damaged_error(name) from None


def _measure_column(column: Any) -> int:
    """Bytes of a column, each of its texts counted as often as it stands there."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    lengths = pc.binary_length(column.dictionary).take(column.indices)
    return int(pc.sum(lengths).as_py() or 0)


def _make_swollen_error(name: str, row: int) -> BadInput:
    return BadInput(
        f"{name} holds many times as much as its size says, from row {row:,} on. "
        "Give it as JSON Lines."
    )


def _make_damaged_error(name: str) -> BadInput:
    return BadInput(f"{name} is a damaged Parquet file. Write it again.")


def to_json_value(value: Any) -> Any:
    """A value as JSON could hold it: times as ISO 8601, bytes as text, NaN and infinity as None."""
    if isinstance(value, dict):
        return {str(key): to_json_value(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json_value(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() else None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value) if isinstance(value, timedelta) else value
