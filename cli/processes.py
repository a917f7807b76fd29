"""Run the doors, API and dashboard, as processes of their own, and stop them together.

They are started by module name: the corridor imports no door.
"""

import http.client
import importlib.util
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from domain.errors import BadRequest, EarshotError
from pipeline.settings import Settings

logger = logging.getLogger(__name__)

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_READY_WITHIN = 120.0
"""Seconds a door may take until it answers, on a cold and busy machine."""
_STOPPED_WITHIN = 10.0
"""Seconds a door may take to finish what it answers; then it is killed."""
_POLL = 0.2
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Door:
    """A process that answers on a port."""

    name: str
    """For people: "API"."""
    command: tuple[str, ...]
    host: str
    port: int
    health: str
    """Path that answers 200 once the door is open."""

    @property
    def address(self) -> str:
        """What a person opens."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


class PortTaken(EarshotError):
    """Another program answers on the port."""

    problem = "port-taken"

    def __init__(self, door: Door, option: str) -> None:
        super().__init__(
            f"Port {door.port} for the {door.name} is in use. Stop what uses it, or name another "
            f"with {option}."
        )


class DoorFailed(EarshotError):
    """A door ended by itself, or never opened."""

    problem = "door-failed"


def serve(
    settings: Settings,
    api_port: int = 8000,
    dashboard_port: int = 8501,
    host: str = "127.0.0.1",
    opened: Callable[[Sequence[Door]], None] = lambda _doors: None,
) -> None:
    """Serve a workspace until Ctrl-C or SIGTERM; then return with both doors closed.

    `opened` is called once both answer. Raises `PortTaken`, `DoorFailed` (the other door is closed
    then), `BadRequest` for a host beyond this machine.
    """
    if host not in _LOOPBACK:
        raise BadRequest(
            f"--host {host} would open the workspace to others, and there are no keys yet. "
            "Use 127.0.0.1."
        )
    doors = (_api(host, api_port), _dashboard(host, dashboard_port))
    for door, option in zip(doors, ("--api-port", "--dashboard-port"), strict=True):
        if not _is_free(door) or (door is doors[1] and api_port == dashboard_port):
            raise PortTaken(door, option)
    run_doors(doors, _environment(settings), opened)


def run_doors(
    doors: Sequence[Door], environment: Mapping[str, str], opened: Callable[[Sequence[Door]], None]
) -> None:
    """Start the doors, say when all answer, wait for a signal, stop them.

    Raises `DoorFailed` when one ends by itself or does not answer in time. Whatever happens, no
    door is left running.
    """
    running: dict[Door, subprocess.Popen[bytes]] = {}
    with _signalled() as stop:
        try:
            for door in doors:
                running[door] = _started(door, environment)
            if _wait_until_open(running, stop):
                opened(doors)
            while not stop.wait(_POLL):
                _check(running)
        finally:
            _stop(running)


def _api(host: str, port: int) -> Door:
    command = (
        *(sys.executable, "-m", "uvicorn", "api.app:create_app", "--factory"),
        *("--host", host, "--port", str(port)),
        # The API keeps a log of its own, without customer text. A header must not say who asks.
        *("--no-access-log", "--no-proxy-headers", "--log-level", "warning"),
    )
    return Door("API", command, host, port, "/v1/health")


def _dashboard(host: str, port: int) -> Door:
    command = (
        *(sys.executable, "-m", "streamlit", "run", str(_folder_of("dashboard") / "app.py")),
        *("--server.address", host, "--server.port", str(port), "--server.headless", "true"),
        *("--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"),
        *("--logger.level", "warning"),
    )
    return Door("dashboard", command, host, port, "/_stcore/health")


def _folder_of(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise DoorFailed(f"The {package} is not installed here. Run `make setup` again.")
    return Path(spec.submodule_search_locations[0])


def _environment(settings: Settings) -> dict[str, str]:
    """The environment that tells a door to serve this workspace."""
    told = settings.model_dump(mode="json", exclude_none=True)
    return {**os.environ, **{f"EARSHOT_{name.upper()}": str(value) for name, value in told.items()}}


def _is_free(door: Door) -> bool:
    family = socket.AF_INET6 if ":" in door.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers bind: a port that a stopped server has just left is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((door.host, door.port))
        except OSError:
            return False
    return True


def _started(door: Door, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches us alone, and we close the doors in order. What a door
    # prints for people (Streamlit's greeting) is left out; its warnings go where ours go.
    return subprocess.Popen(  # noqa: S603 - our own command line
        door.command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextmanager
def _signalled() -> Iterator[threading.Event]:
    """An event that is set by the signals that mean: stop."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait_until_open(
    running: Mapping[Door, subprocess.Popen[bytes]], stop: threading.Event
) -> bool:
    """Whether all doors answer; False when we are to stop before."""
    deadline = time.monotonic() + _READY_WITHIN
    closed = list(running)
    while closed and not stop.wait(_POLL):
        _check(running)
        closed = [door for door in closed if not _answers(door)]
        if closed and time.monotonic() > deadline:
            raise DoorFailed(
                f"The {closed[0].name} did not answer within {_READY_WITHIN:.0f} s; everything was "
                "stopped. Its messages above say why."
            )
    return not closed


def _answers(door: Door) -> bool:
    connection = http.client.HTTPConnection(door.host, door.port, timeout=5)
    try:
        connection.request("GET", door.health)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _check(running: Mapping[Door, subprocess.Popen[bytes]]) -> None:
    for door, process in running.items():
        if (code := process.poll()) is not None:
            raise DoorFailed(
                f"The {door.name} ended by itself (exit {code}); everything was stopped. Its "
                "messages above say why."
            )


def _stop(running: Mapping[Door, subprocess.Popen[bytes]]) -> None:
    for process in running.values():
        _signal(process, signal.SIGTERM)
    deadline = time.monotonic() + _STOPPED_WITHIN
    for door, process in running.items():
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("the %s did not stop in time and is killed", door.name)
            _signal(process, signal.SIGKILL)
            process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a door that still runs, and to what it started."""
    if process.poll() is None:
        os.killpg(process.pid, number)
