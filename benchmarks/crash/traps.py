"""Stop a child process exactly at one of its writing calls, or tell it there that the disk is full.

A seccomp filter with user notification (Linux 5.5 and newer, no rights needed) holds each call that
changes a file until we answer: go on, fail with this error, or the child is killed. It sees what
DuckDB and SQLite do as well as what Python does. The calls of a child can be counted and named.
"""

import ctypes
import errno
import fcntl
import os
import platform
import select
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple


class _Watched(NamedTuple):
    name: str
    x86: int | None
    arm: int | None
    path: int | None = None
    """Which argument is a path; None where the first is a file descriptor."""

    @property
    def nr(self) -> int | None:
        """Its number on this machine."""
        return self.x86 if platform.machine() == "x86_64" else self.arm


_WATCHED = (
    _Watched("write", 1, 64),
    _Watched("pwrite", 18, 68),
    _Watched("writev", 20, 66),
    _Watched("pwritev", 296, 70),
    _Watched("copy_file_range", 326, 285),
    _Watched("sendfile", 40, 71),
    _Watched("ftruncate", 77, 46),
    _Watched("fallocate", 285, 47),
    _Watched("fsync", 74, 82),
    _Watched("fdatasync", 75, 83),
    _Watched("fchmod", 91, 52),
    _Watched("open", 2, None, 0),
    _Watched("openat", 257, 56, 1),
    _Watched("creat", 85, None, 0),
    _Watched("mkdir", 83, None, 0),
    _Watched("mkdirat", 258, 34, 1),
    _Watched("rmdir", 84, None, 0),
    _Watched("rename", 82, None, 1),
    _Watched("renameat", 264, 38, 3),
    _Watched("renameat2", 316, 276, 3),
    _Watched("link", 86, None, 1),
    _Watched("linkat", 265, 37, 3),
    _Watched("unlink", 87, None, 0),
    _Watched("unlinkat", 263, 35, 1),
    _Watched("truncate", 76, 45, 0),
    _Watched("chmod", 90, None, 0),
    _Watched("fchmodat", 268, 53, 1),
)
_FLAGS_ARGUMENT = {"open": 1, "openat": 2}
_MACHINES = {"x86_64": (0xC000003E, 317), "aarch64": (0xC00000B7, 277)}
"""Machine -> its name in the filter, its number of `seccomp`."""
_GROWING = {"write", "pwrite", "writev", "pwritev", "copy_file_range", "sendfile", "fallocate"}
_CREATING = {"open", "openat", "creat", "mkdir", "mkdirat", "link", "linkat"}
_RECEIVE, _SEND, _CONTINUE = 0xC0502100, 0xC0182101, 1
_NOTIFICATION = struct.Struct("=QIIiIQ6Q")
_ANSWER = struct.Struct("=QqiI")
_CREATE = 0x40
_SECONDS = 240.0

Kept = Literal["go on", "kill"] | int


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a child that changes a file."""

    number: int
    """Its place among the calls of its process, from 1."""
    name: str
    path: str
    grows: bool
    """Whether it needs space on the disk."""

    def __str__(self) -> str:
        return f"{self.number} ({self.name} {self.path})"


Decide = Callable[[Call], Kept]
"""What becomes of a call: it goes on, the child is killed before it, or it fails with an errno."""


def is_supported() -> bool:
    """Whether calls can be held on this machine."""
    if platform.system() != "Linux" or platform.machine() not in _MACHINES:
        return False
    return run_trapped(lambda: 0, Path("/nowhere"), lambda _: "go on").code == 0


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended."""

    code: int
    """What it exited with; minus the signal that killed it; 1000 where it had to be stopped."""
    calls: tuple[Call, ...] = ()


HUNG = 1000


def run_trapped(work: Callable[[], int], folder: Path, decide: Decide | None) -> Ending:
    """Run `work` in a child; ask `decide` about every call that changes something below `folder`.
    None: no call is held."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        code = 70
        try:
            ours.close()
            if decide is not None:
                socket.send_fds(theirs, [b"x"], [_install_filter()])
            code = work()
        finally:
            os._exit(code)
    theirs.close()
    listener = None
    if decide is not None:
        _, received, _, _ = socket.recv_fds(ours, 1, 1)
        listener = received[0] if received else None
    ours.close()
    calls: list[Call] = []
    try:
        return Ending(_supervise(child, listener, folder, decide, calls), tuple(calls))
    finally:
        if listener is not None:
            os.close(listener)


def _supervise(
    child: int, listener: int | None, folder: Path, decide: Decide | None, calls: list[Call]
) -> int:
    ended = os.pidfd_open(child)
    poll = select.poll()
    poll.register(ended, select.POLLIN)
    if listener is not None:
        poll.register(listener, select.POLLIN)
    deadline = time.monotonic() + _SECONDS
    try:
        while True:
            ready = dict(poll.poll(1_000))
            if listener in ready and ready[listener] & select.POLLIN and decide is not None:
                _answer(child, listener, folder, decide, calls)
            elif ended in ready:
                _, status = os.waitpid(child, 0)
                return os.waitstatus_to_exitcode(status)
            elif time.monotonic() > deadline:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return HUNG
            elif listener in ready:  # every thread of the child has ended
                poll.unregister(listener)
    finally:
        os.close(ended)


def _answer(child: int, listener: int, folder: Path, decide: Decide, calls: list[Call]) -> None:
    buffer = bytearray(_NOTIFICATION.size)
    try:
        fcntl.ioctl(listener, _RECEIVE, buffer)
    except OSError:
        return  # killed meanwhile
    number, thread, _, nr, _, _, *arguments = _NOTIFICATION.unpack(buffer)
    watched = next(one for one in _WATCHED if nr == one.nr)
    error = 0
    try:
        path = _find_path(thread, watched, arguments)
    except OSError:
        path = ""
    if path.startswith(str(folder)):
        grows = _needs_space(thread, watched, arguments, path)
        shown = path.removeprefix(str(folder)).lstrip("/")
        call = Call(len(calls) + 1, watched.name, shown, grows)
        calls.append(call)
        kept = decide(call)
        if kept == "kill":
            os.kill(child, signal.SIGKILL)
            return
        error = kept if isinstance(kept, int) else 0
    reply = _ANSWER.pack(number, 0, -error, 0 if error else _CONTINUE)
    try:
        fcntl.ioctl(listener, _SEND, reply)
    except OSError as failed:
        if failed.errno != errno.ENOENT:
            raise


def _find_path(thread: int, watched: _Watched, arguments: list[int]) -> str:
    if watched.path is None:
        place = 2 if watched.name == "copy_file_range" else 0
        return str(Path(f"/proc/{thread}/fd/{arguments[place] & 0xFFFFFFFF}").readlink())
    path = _read_text(thread, arguments[watched.path])
    if path.startswith("/"):
        return path
    folder = arguments[watched.path - 1] & 0xFFFFFFFF if watched.path else 0xFFFFFF9C
    at = "cwd" if folder == 0xFFFFFF9C else f"fd/{folder}"
    return str(Path(f"/proc/{thread}/{at}").readlink() / path)


def _read_text(thread: int, address: int) -> str:
    with Path(f"/proc/{thread}/mem").open("rb", buffering=0) as memory:
        memory.seek(address)
        # A string may end where its page does: what lies behind must not be asked for.
        first = memory.read(4096 - address % 4096)
        found = first if b"\0" in first else first + memory.read(4096)
    return os.fsdecode(found.partition(b"\0")[0])


def _needs_space(thread: int, watched: _Watched, arguments: list[int], path: str) -> bool:
    if watched.name in _CREATING:
        return not os.path.lexists(path)
    if watched.name not in _GROWING:
        return False
    if watched.name not in ("write", "pwrite"):
        return True
    try:
        size = Path(f"/proc/{thread}/fd/{arguments[0]}").stat().st_size
        at = arguments[3] if watched.name == "pwrite" else _find_position(thread, arguments[0])
    except (OSError, ValueError):
        return True
    return bool(at + arguments[2] > size)


def _find_position(thread: int, descriptor: int) -> int:
    text = Path(f"/proc/{thread}/fdinfo/{descriptor}").read_text(encoding="ascii")
    return int(text.split("\n", 1)[0].split()[1])


def _install_filter() -> int:
    """Hold the watched calls of this thread and of those it starts; the listener's descriptor."""
    machine, seccomp = _MACHINES[platform.machine()]
    steps = list(_build_filter(machine))
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    header = struct.pack("@HxxxxxxP", len(steps), ctypes.addressof(program))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) != 0:  # no new privileges
        raise OSError(ctypes.get_errno(), "prctl")
    listener = libc.syscall(seccomp, 1, 8, ctypes.create_string_buffer(header))
    if listener < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return int(listener)


def _build_filter(machine: int) -> Iterator[tuple[int, int, int, int]]:
    load, equal, has, end = 0x20, 0x15, 0x45, 0x06
    allow, notify = 0x7FFF0000, 0x7FC00000
    yield load, 0, 0, 4
    yield equal, 1, 0, machine
    yield end, 0, 0, allow
    yield load, 0, 0, 0
    for watched in _WATCHED:
        nr = watched.nr
        if nr is None:
            continue
        if watched.name in _FLAGS_ARGUMENT:
            yield equal, 0, 4, nr
            yield load, 0, 0, 16 + 8 * _FLAGS_ARGUMENT[watched.name]
            yield has, 0, 1, _CREATE
            yield end, 0, 0, notify
            yield end, 0, 0, allow
        else:
            yield equal, 0, 1, nr
            yield end, 0, 0, notify
    yield end, 0, 0, allow
