"""Run API and dashboard as processes of their own, and stop them together.

They are started by module name: no interface imports another.
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
"""Seconds a server may take until it answers, on a cold and busy machine."""
_STOPPED_WITHIN = 10.0
"""Seconds a server may take to finish what it answers; then it is killed."""
_POLL = 0.2
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Server:
    """A process that answers on a port."""

    name: str
    """For people: "API"."""
    command: tuple[str, ...]
    host: str
    port: int
    health: str
    """Path that answers 200 once the server is open."""

    @property
    def address(self) -> str:
        """What a person opens."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


class PortTaken(EarshotError):
    """Another program answers on the port."""

    problem = "port-taken"

    def __init__(self, server: Server, option: str) -> None:
        super().__init__(
            f"Port {server.port} for the {server.name} is in use. Stop what uses it, or name "
            f"another with {option}."
        )


class ServerFailed(EarshotError):
    """A server ended by itself, or never opened."""

    problem = "door-failed"


def serve(
    settings: Settings,
    api_port: int = 8000,
    dashboard_port: int = 8501,
    host: str = "127.0.0.1",
    opened: Callable[[Sequence[Server]], None] = lambda _: None,
) -> None:
    """Serve a workspace until Ctrl-C or SIGTERM; then return with both servers closed.

    `opened` is called once both answer. Raises `PortTaken`, `ServerFailed` (the other server is
    closed then), `BadRequest` for a host beyond this machine.
    """
    if host not in _LOOPBACK:
        raise BadRequest(
            f"--host {host} would open the workspace to others, and there are no keys yet. "
            "Use 127.0.0.1."
        )
    servers = (_api(host, api_port), _dashboard(host, dashboard_port))
    for server, option in zip(servers, ("--api-port", "--dashboard-port"), strict=True):
        if not _is_free(server) or (server is servers[1] and api_port == dashboard_port):
            raise PortTaken(server, option)
    run_servers(servers, _environment(settings), opened)


def run_servers(
    servers: Sequence[Server],
    environment: Mapping[str, str],
    opened: Callable[[Sequence[Server]], None],
) -> None:
    """Start the servers, say when all answer, wait for a signal, stop them.

    Raises `ServerFailed` when one ends by itself or does not answer in time. Whatever happens, no
    server is left running.
    """
    running: dict[Server, subprocess.Popen[bytes]] = {}
    with _signalled() as stop:
        try:
            for server in servers:
                running[server] = _started(server, environment)
            if _wait_until_open(running, stop):
                opened(servers)
            while not stop.wait(_POLL):
                _check(running)
        finally:
            _stop(running)


def _api(host: str, port: int) -> Server:
    command = (
        *(sys.executable, "-m", "uvicorn", "api.app:create_app", "--factory"),
        *("--host", host, "--port", str(port)),
        # The API keeps a log of its own, without customer text. A header must not say who asks.
        *("--no-access-log", "--no-proxy-headers", "--log-level", "warning"),
    )
    return Server("API", command, host, port, "/v1/health")


def _dashboard(host: str, port: int) -> Server:
    command = (
        *(sys.executable, "-m", "streamlit", "run", str(_folder_of("dashboard") / "app.py")),
        *("--server.address", host, "--server.port", str(port), "--server.headless", "true"),
        *("--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"),
        *("--logger.level", "warning"),
    )
    return Server("dashboard", command, host, port, "/_stcore/health")


def _folder_of(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ServerFailed(f"The {package} is not installed here. Run `make setup` again.")
    return Path(spec.submodule_search_locations[0])


def _environment(settings: Settings) -> dict[str, str]:
    """The environment that tells a server to serve this workspace."""
    told = settings.model_dump(mode="json", exclude_none=True)
    return {**os.environ, **{f"EARSHOT_{name.upper()}": str(value) for name, value in told.items()}}


def _is_free(server: Server) -> bool:
    family = socket.AF_INET6 if ":" in server.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers bind: a port that a stopped server has just left is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((server.host, server.port))
        except OSError:
            return False
    return True


def _started(server: Server, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches us alone, and we close the servers in order. What they
    # print for people (Streamlit's greeting) is left out; its warnings go where ours go.
    return subprocess.Popen(  # noqa: S603 - our own command line
        server.command,
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
    running: Mapping[Server, subprocess.Popen[bytes]], stop: threading.Event
) -> bool:
    """Whether all servers answer; False when we are to stop before."""
    deadline = time.monotonic() + _READY_WITHIN
    closed = list(running)
    while closed and not stop.wait(_POLL):
        _check(running)
        closed = [server for server in closed if not _answers(server)]
        if closed and time.monotonic() > deadline:
            raise ServerFailed(
                f"The {closed[0].name} did not answer within {_READY_WITHIN:.0f} s; everything was "
                "stopped. Its messages above say why."
            )
    return not closed


def _answers(server: Server) -> bool:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=5)
    try:
        connection.request("GET", server.health)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _check(running: Mapping[Server, subprocess.Popen[bytes]]) -> None:
    for server, process in running.items():
        if (code := process.poll()) is not None:
            raise ServerFailed(
                f"The {server.name} ended by itself (exit {code}); everything was stopped. Its "
                "messages above say why."
            )


def _stop(running: Mapping[Server, subprocess.Popen[bytes]]) -> None:
    for process in running.values():
        _signal(process, signal.SIGTERM)
    deadline = time.monotonic() + _STOPPED_WITHIN
    for server, process in running.items():
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("the %s did not stop in time and is killed", server.name)
            _signal(process, signal.SIGKILL)
            process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a server that still runs, and to what it started."""
    if process.poll() is None:
        os.killpg(process.pid, number)
