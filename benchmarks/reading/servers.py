"""A server in a process of its own, what it costs and what it has open."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_TICKS = os.sysconf("SC_CLK_TCK")
_READY_WITHIN = 120.0


@dataclass(frozen=True)
class RunningServer:
    """A process that answers HTTP on a port of this machine."""

    port: int
    pid: int

    def ask(self, path: str) -> bytes:
        """The answer to one request. Raises `RuntimeError` where it is not 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            return _ask(connection, path)
        finally:
            connection.close()

    def measure_alone(self, path: str, times: int) -> float:
        """Milliseconds that one request takes while there is no other: the median."""
        return self.measure_each([path] * times)

    def measure_each(self, paths: Sequence[str]) -> float:
        """Milliseconds that a request takes of these, one after the other: the median."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        taken = []
        for path in paths:
            begin = time.perf_counter()
            _ask(connection, path)
            taken.append((time.perf_counter() - begin) * 1_000)
        connection.close()
        return median(taken)

    def read_processor_seconds(self) -> float:
        """Processor time it has used so far, of all its threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def start_server(command: Sequence[str], port: int, **environment: str) -> Iterator[RunningServer]:
    """A server that answers; ended with the block."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield RunningServer(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def find_free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def list_descriptors(process: int | str) -> list[str]:
    """What a process has open; "self" is this one."""
    found = []
    for entry in Path(f"/proc/{process}/fd").iterdir():
        try:
            found.append(str(entry.readlink()))
        except FileNotFoundError:  # the folder itself, closed again
            continue
    return found


def _ask(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    if response.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{path}: {response.status}")
    return body


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing answers on port {port}")
