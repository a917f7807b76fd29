"""What is open on a workspace and shared by threads: opened once, exchanged when it is outdated,
closed when the last thread has left it.

Invariants: whoever enters gets what was current when they entered, and keeps it until they leave;
what is outdated and used by nobody is closed at the next entry, at the next publication of this
process, and by itself within two seconds; what nobody used for a minute is closed too. So a file
that was removed, with words that were erased, stays open no longer than its last use and these two
seconds. A forked child inherits nothing that was idle.
"""

import atexit
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar, cast

from domain.errors import DamagedStore
from store.files.home import Home

_SECONDS_BETWEEN_LOOKS = 1.0
_IDLE_SECONDS = 60.0
_SECONDS_TO_END = 5.0
_MOST_IDLE = 4
"""Workspaces that are kept open while nobody uses them, besides the one opened last."""


class Shareable(Protocol):
    """Something open that threads may use at once."""

    def is_current(self) -> bool:
        """Whether opening it again would open the same."""

    def close(self) -> None:
        """Let go of its files; called once, when nobody uses it."""


T = TypeVar("T", bound=Shareable)


class _Kept:
    """One open thing, and how many use it."""

    def __init__(self, what: Shareable) -> None:
        self.what = what
        self.users = 0
        self.used_at = time.monotonic()
        self.is_dropped = False
        self.is_closed = False


class _Registry:
    """What this process has open, by workspace. `lock` is held for a moment only, never while
    something is opened or closed."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.newest: dict[Home, _Kept] = {}
        self.openings: dict[Home, threading.Lock] = {}
        self.watcher: threading.Thread | None = None
        self.ending = threading.Event()

    def enter(self, home: Home, open_newest: Callable[[Home], Shareable]) -> _Kept:
        """What is current, used by one more; opened by one thread while others wait for it."""
        if kept := self._enter_current(home):
            return kept
        with self.lock:
            opening = self.openings.setdefault(home, threading.Lock())
        with opening:
            if kept := self._enter_current(home):
                return kept
            kept = _Kept(open_newest(home))
            kept.users = 1
            with self.lock:
                before, self.newest[home] = self.newest.get(home), kept
                self._start_watcher()
            self.drop(before)
        self.close_idle(keep=_MOST_IDLE)
        return kept

    def _enter_current(self, home: Home) -> _Kept | None:
        with self.lock:
            kept = self.newest.get(home)
            if kept is None:
                return None
            kept.users += 1
        if kept.what.is_current():
            return kept
        self.leave(kept)
        self.drop(kept)
        return None

    def leave(self, kept: _Kept) -> None:
        """One user less; the last one closes what was dropped."""
        with self.lock:
            kept.users -= 1
            kept.used_at = time.monotonic()
        self._close_unused(kept)

    def drop(self, kept: _Kept | None) -> None:
        """Nobody else enters it; closed now, or by its last user."""
        if kept is None:
            return
        with self.lock:
            kept.is_dropped = True
            for home in [home for home, other in self.newest.items() if other is kept]:
                del self.newest[home]
        self._close_unused(kept)

    def _close_unused(self, kept: _Kept) -> None:
        with self.lock:
            if kept.users or kept.is_closed or not kept.is_dropped:
                return
            kept.is_closed = True
        kept.what.close()

    def close_outdated(self) -> None:
        """Drop what is no longer current."""
        for kept in self._list_newest():
            if not kept.what.is_current():
                self.drop(kept)

    def close_idle(self, keep: int = 0, seconds: float = 0.0) -> None:
        """Close what nobody has used for so long, but for the `keep` that were used last."""
        idle = [kept for kept in self._list_newest() if not kept.users]
        idle.sort(key=lambda kept: kept.used_at, reverse=True)
        for kept in idle[keep:]:
            if time.monotonic() - kept.used_at >= seconds:
                self.drop(kept)

    def _list_newest(self) -> list[_Kept]:
        with self.lock:
            return list(self.newest.values())

    def _start_watcher(self) -> None:
        if self.watcher is None:
            self.watcher = threading.Thread(target=self._watch, name="shared", daemon=True)
            self.watcher.start()

    def _watch(self) -> None:
        while not self.ending.wait(_SECONDS_BETWEEN_LOOKS):
            self.close_outdated()
            self.close_idle(seconds=_IDLE_SECONDS)
            with self.lock:
                if not self.newest:
                    self.watcher = None
                    return


_registry = _Registry()


@contextmanager
def share(home: Home, open_newest: Callable[[Home], T]) -> Iterator[T]:
    """What is open on this workspace, opened by `open_newest` where nothing current is. Dropped
    when its user finds it damaged. Raises what `open_newest` does."""
    registry = _registry
    kept = registry.enter(home, open_newest)
    try:
        yield cast(T, kept.what)
    except DamagedStore:
        registry.drop(kept)
        raise
    finally:
        registry.leave(kept)


def close_outdated() -> None:
    """Close what was removed or replaced, as soon as nobody uses it."""
    _registry.close_outdated()


def close_idle() -> None:
    """Close everything that nobody uses."""
    _registry.close_idle()


def _end() -> None:
    """When the process ends: a thread that the interpreter stops while DuckDB closes a file would
    abort the process."""
    _registry.ending.set()
    if watcher := _registry.watcher:
        watcher.join(_SECONDS_TO_END)
    _registry.close_idle()


def _begin_anew() -> None:
    """In a forked child: what its parent used has no threads here, and even closing it would
    crash; so it is kept for ever."""
    import ctypes  # only a forked child needs it

    global _registry
    inherited: Any = _registry
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(inherited))
    _registry = _Registry()


atexit.register(_end)
os.register_at_fork(before=close_idle, after_in_child=_begin_anew)
