"""Reading what a writing is going to be based on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from pipeline.settings import Settings
from store.read.reader import Reader, open_reader
from store.write.writer import open_writer


@contextmanager
def open_committed_reader(settings: Settings, who: str, now: datetime) -> Iterator[Reader]:
    """A reader on all that was committed. A killed writer may have left its last commit
    unpublished; what is worked out from an older copy would not fit what it is saved beside.

    Raises what `open_reader` and `open_writer` do.
    """
    if settings.store.has_data():
        with open_writer(settings.store, who, now, settings.wait):
            pass
    with open_reader(settings.store) as reader:
        yield reader
