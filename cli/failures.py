"""What a command says when it fails, and what it exits with. No failure is a traceback, and none
quotes a customer."""

import errno
import os
import sys
import traceback
from pathlib import Path

from domain.errors import FULL_DISK, BadRequest, DiskFull, EarshotError

STOPPED = 130
"""Exit code of a command stopped by Ctrl-C."""
OUTPUT_CLOSED = 141
"""Exit code where nobody reads the output any more (`earshot rank | head -1`)."""
UNFORESEEN = 70
"""Exit code of an error of ours (EX_SOFTWARE)."""
NO_RESOURCES = 71
"""Exit code where the system has no memory or no free files left (EX_OSERR)."""
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FILES = {errno.EMFILE, errno.ENFILE}
_PLACES = "EARSHOT_HOME, EARSHOT_SECRETS, --out and the like say where"
_ROOT = Path(__file__).resolve().parent.parent
_STOPPED_MESSAGE = "Stopped; what was committed before stays."


class NoResources(EarshotError):
    """The system has no memory or no free files left."""

    problem = "no-resources"
    status = 503
    exit_code = NO_RESOURCES


class Unforeseen(EarshotError):
    """An error of ours."""

    problem = "unforeseen"
    exit_code = UNFORESEEN

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            f"Something we did not foresee: {type(error).__name__} at {_find_place(error)}. What "
            "was committed before stays. Run it again with EARSHOT_DEBUG=1 in front to see all of "
            "it; please report that."
        )


class Stopped(EarshotError):
    """Somebody pressed Ctrl-C."""

    problem = "stopped"
    exit_code = STOPPED

    def __init__(self) -> None:
        super().__init__(_STOPPED_MESSAGE)


class OutputClosed(EarshotError):
    """Nobody reads the output any more; there is nobody to tell."""

    problem = "output-closed"
    exit_code = OUTPUT_CLOSED


class NotUtf8(BadRequest):
    """A word or a name in it has bytes that are no text."""

    problem = "not-utf-8"

    def __init__(self) -> None:
        super().__init__(
            "A word of the command, or a name that it names, is not text in UTF-8. Write it in "
            "UTF-8, or rename the file or folder."
        )


def translate_error(error: BaseException) -> EarshotError:
    """Any failure as one that says what happened and what to do."""
    if isinstance(error, EarshotError):
        return error
    if isinstance(error, KeyboardInterrupt):
        return Stopped()
    if isinstance(error, BrokenPipeError):
        return OutputClosed()
    if isinstance(error, MemoryError):
        return _describe_lack_of_memory()
    if isinstance(error, OSError) and error.errno is not None:
        return _translate_os_error(error)
    if isinstance(error, UnicodeEncodeError) and "surrogates" in error.reason:
        return NotUtf8()
    return Unforeseen(error)


def is_debugging() -> bool:
    """Whether a person wants to see all of an error we did not foresee."""
    return os.environ.get("EARSHOT_DEBUG", "") not in ("", "0")


def print_traceback(error: BaseException) -> None:
    """Write all of it to standard error."""
    sys.stderr.write("".join(traceback.format_exception(error)))


def _translate_os_error(error: OSError) -> EarshotError:
    place = f"'{os.fsdecode(error.filename)}'" if error.filename else "A file"
    if error.errno in FULL_DISK:
        return DiskFull(
            f"There is no room left to write {place if error.filename else 'a file'}: "
            f"{_get_reason(error)}. Make room and run the command again; what was committed before "
            "stays."
        )
    if error.errno in _FORBIDDEN:
        return EarshotError(
            f"{place} is not yours to read or write: {_get_reason(error)}. Change its permissions, "
            f"or choose another place ({_PLACES})."
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return EarshotError(
            f"{place} is in the way: a folder is needed where a file is. Move the file, or choose "
            f"another place ({_PLACES})."
        )
    if error.errno in _NO_FILES:
        return NoResources(
            "Too many files are open on this machine. Close other programs, or allow more with "
            "`ulimit -n 4096`, and try again."
        )
    if error.errno == errno.ENOMEM:
        return _describe_lack_of_memory()
    return EarshotError(
        f"{place} cannot be used: {_get_reason(error)}. Look at it, or choose another ({_PLACES})."
    )


def _get_reason(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else "the system refuses it"


def _describe_lack_of_memory() -> NoResources:
    return NoResources(
        "The memory does not suffice. Close other programs, or give the file in parts, and try "
        "again; what was committed before stays."
    )


def _find_place(error: BaseException) -> str:
    """File and line of ours that was last reached, e.g. store/read/reader.py:40."""
    reached = "an unknown place"
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(_ROOT) and "site-packages" not in path.parts:
            reached = f"{path.relative_to(_ROOT)}:{frame.lineno}"
    return reached
