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


def test_rows_and_texts_that_take_no_space_are_refused_where_they_are_too_many(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.parquet"
    for text, count in (("Where is my parcel?", 400_000), ("Where is it? " * 100_000, 4_000)):
        texts_ = pa.array([text]).dictionary_encode().take(pa.array([0] * count))
        pq.write_table(pa.table({"text": texts_}), path)
        with pytest.raises(BadInput, match="many times as much"):
            read_all(path)


def test_a_text_that_repeats_is_read_each_time(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["Where is it?", None, "Login fails"] * 500}), path)
    kept, _ = read_all(path)
    assert texts(kept) == [["Where is it?"], ["Login fails"]] * 500
