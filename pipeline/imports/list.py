"""What was read into the workspace."""

from typing import Any

from pipeline.settings import Settings
from store.read.reader import open_reader


def list_imports(settings: Settings) -> list[dict[str, Any]]:
    """Imports, oldest first. Raises `NothingYet`."""
    with open_reader(settings.store) as reader:
        return reader.read_imports()


def list_rejected(settings: Settings, import_id: str) -> list[dict[str, Any]]:
    """Rows of an import that could not be read. Raises `NotFound`."""
    with open_reader(settings.store) as reader:
        return reader.read_rejected(import_id)
