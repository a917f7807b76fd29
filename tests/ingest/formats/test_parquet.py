"""Parquet: rows become records, flat and nested ones alike."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from domain.errors import BadInput
from ingest.formats.parquet import to_json_value
from ingest.open import read
from tests.ingest.builders import read_all, texts


def test_parquet_is_read_flat_and_nested(tmp_path: Path) -> None:
    flat, nested = tmp_path / "flat.parquet", tmp_path / "nested.parquet"
    pq.write_table(pa.table({"ref": [1, 2], "body": ["Where is it?", "Login fails"]}), flat)
    messages = [{"author": "customer", "text": "No sound", "at": datetime(2026, 2, 3)}]
    pq.write_table(pa.Table.from_pylist([{"id": "7", "messages": messages}]), nested)
    assert texts(read_all(flat)[0]) == [["Where is it?"], ["Login fails"]]
    (conversation,), rejected = read_all(nested)
    assert (conversation.id, conversation.messages[0].text, rejected) == ("7", "No sound", [])
    path = tmp_path / "bad.parquet"
    path.write_bytes(b"PAR1" + b"\0" * 40 + b"PAR1")
    with pytest.raises(BadInput, match="damaged Parquet"):
        read(path)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (float("nan"), None),
        (Decimal("1.50"), 1.5),
        (date(2026, 2, 3), "2026-02-03"),
        (b"a\xff", "a\ufffd"),
        (timedelta(hours=1), "1:00:00"),
        ({1: (2.0, float("inf"))}, {"1": [2.0, None]}),
        (True, True),
    ],
)
def test_values_are_such_as_json_could_hold(value: Any, expected: Any) -> None:
    assert to_json_value(value) == expected
