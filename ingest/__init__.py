"""Outside words to conversations: reading, cleaning, masking, language. Writes nothing."""

from ingest.asks import asks_of
from ingest.columns import Columns
from ingest.html import to_text
from ingest.mapping import Mapping, load_mapping
from ingest.privacy import Protector, protect
from ingest.reading import Reading, read
from ingest.rows import Row, Rows, read_rows
from ingest.texts import ask_of_text
from ingest.times import parse_time

INGEST_VERSION: int = 4
"""Raised when cleaning or masking improves: text read under an older one is read again."""

__all__ = [
    "INGEST_VERSION",
    "Columns",
    "Mapping",
    "Protector",
    "Reading",
    "Row",
    "Rows",
    "ask_of_text",
    "asks_of",
    "load_mapping",
    "parse_time",
    "protect",
    "read",
    "read_rows",
    "to_text",
]
