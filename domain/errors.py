"""Errors a person may meet: each says what happened and what to do."""

import errno
from typing import Any


class EarshotError(Exception):
    """Something a person can act on.

    `problem` is a stable slug for programs, `status` the HTTP status an API answers with,
    `exit_code` what a command exits with.
    """

    problem: str = "error"
    status: int = 500
    exit_code: int = 1

    def __reduce__(self) -> tuple[Any, ...]:
        """How it goes to another process: as it is, not made anew from its message."""
        return _rebuild_error, (type(self), self.args), self.__dict__


def _rebuild_error(kind: type[EarshotError], arguments: tuple[Any, ...]) -> EarshotError:
    error = kind.__new__(kind)
    error.args = arguments
    return error


class BadRequest(EarshotError):
    """The request itself cannot be understood."""

    problem = "bad-request"
    status = 422
    exit_code = 2


class UnknownPeriod(BadRequest):
    """The words given for a period are not one."""

    problem = "unknown-period"

    def __init__(self, words: str) -> None:
        super().__init__(
            f"'{words}' is not a period. Use all, 2026-02, 2026-W07, 2026-Q1, 2026, last-month, "
            "last-week, last-30d or 2026-02-01..2026-02-15 (the last day is not counted)."
        )


class NotFound(EarshotError):
    """Nothing has this id."""

    problem = "not-found"
    status = 404
    exit_code = 3

    def __init__(self, what: str, given: str, advice: str = "") -> None:
        super().__init__(f"There is no {what} '{given}'.{' ' + advice if advice else ''}")


class NothingYet(EarshotError):
    """The workspace holds nothing to answer from."""

    problem = "nothing-yet"
    status = 409
    exit_code = 4


class StoreBusy(EarshotError):
    """Another writer holds the store and did not finish within the time we wait."""

    problem = "store-busy"
    status = 503
    exit_code = 5


class BadInput(EarshotError):
    """A whole file, mapping or option cannot be used (a single bad row is a `Rejected`)."""

    problem = "bad-input"
    status = 422
    exit_code = 2


class NothingRead(BadInput):
    """Of a whole file no conversation could be read: its shape is unknown, or all was rejected."""

    problem = "nothing-readable"
    exit_code = 1


class ModelMissing(EarshotError):
    """An embedding model is not ready on this machine."""

    problem = "model-missing"
    status = 503
    exit_code = 6


class DamagedStore(EarshotError):
    """A file of the workspace is damaged, missing or does not go with the others."""

    problem = "damaged"
    status = 503
    exit_code = 7


FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system calls it when there is no room left."""


class DiskFull(EarshotError):
    """There is no room left to write to."""

    problem = "disk-full"
    status = 507
    exit_code = 8


class ErasurePending(EarshotError):
    """The published copy still holds somebody who was forgotten."""

    problem = "erasure-pending"
    status = 503
    exit_code = 5

    def __init__(self) -> None:
        super().__init__(
            "Somebody who was forgotten is still in this copy of the workspace: an erasure is "
            "under way, or a backup was restored. Nothing is shown until they are gone. If this is "
            "still so in a minute, run: earshot check --repair"
        )
