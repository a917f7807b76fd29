"""What a full disk or a damaged file does to the database, in words that a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from domain.errors import FULL_DISK, DamagedStore, DiskFull
from store.files.home import Home

_FULL_WORDS = ("no space left", "disk quota", "file too large", "failed to offload")
_DAMAGES = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
)


@contextmanager
def explain_faults(home: Home, damaged: str) -> Iterator[None]:
    """Errors of the block as `DiskFull`, or as `DamagedStore` that says `damaged`; others as they
    are. No text of a row is in either."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL_DISK:
            raise DiskFull(_describe_full_disk(home)) from error
        raise
    except duckdb.Error as error:
        if any(words in str(error).lower() for words in _FULL_WORDS):
            raise DiskFull(_describe_full_disk(home)) from error
        # What fails a checksum has no class of its own.
        if isinstance(error, _DAMAGES) or type(error) is duckdb.Error:
            raise DamagedStore(damaged) from error
        raise


def _describe_full_disk(home: Home) -> str:
    return (
        f"There is no room left on the disk of {home.path}. What was kept before stays. Free some "
        "space and run the same command again."
    )
