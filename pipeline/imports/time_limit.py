"""A limit of processor time for work on one conversation, whose text may be hostile."""

import signal
import threading
from collections.abc import Callable
from typing import NoReturn, TypeVar

T = TypeVar("T")
_AGAIN = 0.5
"""Seconds after which a late piece of work is interrupted once more: where Python calls back from
C, an exception may be lost."""


class TookTooLong(BaseException):
    """The work used up its time. No `Exception`: nothing on the way may take it for its own."""


def run_within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns, within so many seconds of processor time. Raises `TookTooLong`.

    Processor time, so that a busy machine rejects nobody. Signals reach the main thread of a
    process alone: in another thread there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    signal.signal(signal.SIGPROF, _interrupt)
    try:
        try:
            signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
            return work()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    finally:
        # Again, should the interruption have come just before. Ignored from now on: the default
        # for a late signal would be to end the process.
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_IGN)


def _interrupt(*_signal: object) -> NoReturn:
    raise TookTooLong
