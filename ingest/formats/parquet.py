"""Parquet files to records, batch by batch."""

import math
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from domain.errors import BadInput
from ingest.formats.jsonl import Located
from ingest.formats.limits import UNPACKED

_BATCH = 1_000
_DAMAGED = (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError, TypeError)


def read_parquet(file: BinaryIO, name: str) -> Iterator[Located]:
    """(place, record) of every row, with values as JSON could hold them.

    Raises `BadInput` where the file is damaged or beyond the limit, also later while it is read.
    """
    try:
        table = pq.ParquetFile(file)
        groups = [table.metadata.row_group(i) for i in range(table.metadata.num_row_groups)]
        size = sum(group.total_byte_size for group in groups)
    except _DAMAGED:
        raise _make_damaged_error(name) from None
    if size > UNPACKED:
        raise BadInput(f"{name} unpacks to over {UNPACKED // 10**9} GB. Give it in parts.")
    return _iter_records(table, name)


def _iter_records(table: Any, name: str) -> Iterator[Located]:
    number = 0
    try:
        for batch in table.iter_batches(batch_size=_BATCH):
            for row in batch.to_pylist():
                number += 1
                yield f"{name}:{number}", to_json_value(row)
    except _DAMAGED:
        raise _make_damaged_error(name) from None


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
