"""What a command is to read, from the words a person gave."""

from pathlib import Path

from ingest.columns.fields import parse_columns
from pipeline.imports.ingest import Source


def build_source(
    path: str,
    mapping: Path | None,
    name: str | None,
    agents: list[str] | None,
    columns: list[str] | None,
    timezone: str | None,
) -> Source:
    """What a command is to read, and how; "-" is standard input."""
    file = None if path == "-" else Path(path)
    return Source(file, mapping, name, tuple(agents or ()), parse_columns(columns or ()), timezone)
