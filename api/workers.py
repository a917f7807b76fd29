"""Worker processes: what a request makes heavy is done in them, so that no request holds another.

A process has one lock on Python and one event loop. A worker is a process of its own, started when
it is first needed, and kept. It ends when this process does, however that ends, after finishing
what it is at.
"""

import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Any, TypeVar

from api.errors import InternalError, Overloaded
from domain.errors import EarshotError
from pipeline.failures import describe_failure

logger = logging.getLogger(__name__)

T = TypeVar("T")
_PROGRAM = "from api.workers import serve_calls; serve_calls()"
_MOST_WORKERS = 2
"""Processes; each takes some 450 MB."""
_MOST_WAITING = 8
"""Calls that wait for a worker. Each holds a thread of those that answer requests."""
_PATIENCE = 600.0
"""Seconds after which a worker that does not answer is ended, whatever it is at."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Workers:
    """Workers that calls share."""

    def __init__(
        self,
        most: int = _MOST_WORKERS,
        waiting: int = _MOST_WAITING,
        patience: float = _PATIENCE,
    ) -> None:
        self._places = threading.Semaphore(most + waiting)
        self._turns = threading.Semaphore(most)
        self._patience = patience
        self._idle: list[_Worker] = []

    def call(self, function: Callable[..., T], *arguments: Any) -> T:
        """What a function of a module returns, called in a worker; this thread waits.

        Raises the `EarshotError` that it raises, `Overloaded` where too many calls wait already,
        and `InternalError` for anything unexpected, which is logged.
        """
        if not self._places.acquire(blocking=False):
            raise Overloaded
        try:
            with self._turns:
                return self._call((function, arguments))  # type: ignore[no-any-return]
        finally:
            self._places.release()

    def close(self) -> None:
        """End the workers that are idle; the next call starts another."""
        while self._idle:
            self._idle.pop().end()

    def _call(self, work: Any) -> Any:
        worker = self._idle.pop() if self._idle else _Worker()
        try:
            answer, failure = worker.ask(work, self._patience)
        except (EOFError, OSError, pickle.UnpicklingError):
            worker.kill()
            logger.error("unexpected end of a worker, exit %s", worker.exit_code)  # noqa: TRY400
            raise InternalError from None
        except BaseException:
            worker.kill()
            raise
        self._idle.append(worker)
        if isinstance(failure, EarshotError):
            raise failure
        if failure is not None:
            logger.error("unexpected %s", failure)
            raise InternalError
        return answer


class _Worker:
    """One process; it answers one call at a time."""

    def __init__(self) -> None:
        folders = [folder or os.getcwd() for folder in sys.path]  # noqa: PTH109 - as Python does
        self._process = subprocess.Popen(  # noqa: S603 - our own command line
            # -P: the folder it is started in may hold a module of any name
            (sys.executable, "-P", "-c", _PROGRAM),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
        )

    @property
    def exit_code(self) -> int | None:
        """How it ended, None while it runs."""
        return self._process.poll()

    def ask(self, work: Any, patience: float) -> tuple[Any, Any]:
        """Its answer and its failure, one of them None. `EOFError` when it ended instead."""
        questions, answers = self._streams()
        ending = threading.Timer(patience, self._process.kill)
        ending.daemon = True
        ending.start()
        try:
            pickle.dump(work, questions)
            questions.flush()
            return pickle.load(answers)  # type: ignore[no-any-return]  # noqa: S301 - from ourselves
        finally:
            ending.cancel()

    def end(self) -> None:
        """Let it end: it reads that there is no more to do."""
        questions, answers = self._streams()
        questions.close()
        self._process.wait()
        answers.close()

    def kill(self) -> None:
        """End it, whatever it is at: a writer that dies leaves nothing half done."""
        self._process.kill()
        self._process.wait()
        for stream in self._streams():
            try:
                stream.close()
            except OSError:  # what was not yet written to it
                continue

    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101
        return self._process.stdin, self._process.stdout


def serve_calls() -> None:
    """What a worker does: answer calls from standard input until it ends."""
    for number in _SIGNALS:  # they reach the whole group: the parent says when to end
        signal.signal(number, signal.SIG_IGN)
    # What a library prints is no answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            function, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our parent
        except EOFError:
            return
        try:
            pickle.dump(_answer(function, arguments), answers)
            answers.flush()
        except BrokenPipeError:  # nobody waits any more
            os._exit(0)


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, Any]:
    try:
        return function(*arguments), None
    except EarshotError as error:
        return None, error
    except Exception as error:  # noqa: BLE001 - told to the parent, which logs it
        return None, describe_failure(error)
