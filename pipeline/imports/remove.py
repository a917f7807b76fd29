"""Take an import back."""

from datetime import datetime

from pipeline.imports.ingest import cut_pending_asks
from pipeline.progress import NullProgress
from pipeline.settings import Settings
from store.write.writer import open_writer


def remove_import(settings: Settings, import_id: str, now: datetime) -> bool:
    """Remove what only this import said; False where that was done before. Raises `NotFound`,
    `StoreBusy`."""
    with open_writer(settings.store, f"imports remove {import_id}", now, settings.wait) as writer:
        is_new = writer.remove_import(import_id)
        cut_pending_asks(writer, NullProgress(), settings.spoken_languages)
    return is_new
