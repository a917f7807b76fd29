"""A mapping file for a file of any shape: what stands in it is judged, nothing of it is kept."""

from itertools import islice
from pathlib import Path
from typing import Any, Literal

from domain.errors import BadInput
from ingest.formats.archive import is_workbook
from ingest.formats.blob import Blob, ByteStream
from ingest.formats.encoding import TextStream
from ingest.formats.jsonl import detect_shape, read_json_lines, read_sampled_document
from ingest.formats.parquet import read_parquet
from ingest.formats.workbook import open_sheets
from ingest.records.suggest_mapping import suggest_mapping
from ingest.records.tables import sample_csv, sample_sheets

_SAMPLED = 300
"""Records that are judged."""


def suggest_map(path: Path | Literal["-"]) -> str:
    """A mapping file (TOML) that reads a file. Raises `BadInput` where it holds nothing that looks
    like what somebody wrote, and for a folder or an archive of several files."""
    if path != "-" and path.is_dir():
        raise BadInput(f"{path.name} is a folder. Name one file of it.")
    data = ByteStream(Blob.from_path(path))
    return suggest_mapping(_sample_document(data), data.name)


def _sample_document(data: ByteStream) -> Any:
    """What is judged of a file: a document as it is, or a list of its first records."""
    if data.head.startswith(b"PK\x03\x04"):
        file = data.open_seekable()
        if not is_workbook(file):
            raise BadInput(f"{data.name} is an archive. Unpack it and name one file of it.")
        return sample_sheets(open_sheets(file, data.name), data.name)
    if data.head.startswith(b"PAR1"):
        return _list_objects(read_parquet(data.open_seekable(), data.name))
    text = TextStream(data)
    shape = detect_shape(text.head)
    if shape == "JSON Lines":
        return _list_objects(read_json_lines(text))
    return read_sampled_document(text) if shape == "JSON" else sample_csv(text)


def _list_objects(records: Any) -> list[dict[str, Any]]:
    first = islice(records, _SAMPLED)
    return [item[1] for item in first if isinstance(item, tuple) and isinstance(item[1], dict)]
