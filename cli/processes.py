"""Runs the API and the dashboard as child processes, and stops them together.

They are started by module name, so that the command line imports neither.
"""

import http.client
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

from domain.errors import BadRequest, EarshotError
from pipeline.settings import Settings

logger = logging.getLogger(__name__)

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_READY_WITHIN = 120.0
"""Seconds until a server must answer, on a cold and busy machine."""
_STOPPED_WITHIN = 10.0
"""Seconds a server may take to finish its requests; then it is killed."""
_POLL = 0.2
"""Seconds between two looks at the processes."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Server:
    """A child process that answers HTTP on a port."""

    name: str
    """For people: "API"."""
    command: tuple[str, ...]
    host: str
    port: int
    health: str
    """Path that answers 200 once the server is ready."""

    @property
    def address(self) -> str:
        """Its URL, for people."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


class PortTaken(EarshotError):
    """Another program uses the port."""

    problem = "port-taken"

    def __init__(self, server: Server, option: str) -> None:
        super().__init__(
            f"Port {server.port} for the {server.name} is in use. Stop what uses it, or name "
            f"another with {option}."
        )


class ServerFailed(EarshotError):
    """A server ended by itself, or did not answer in time."""

    problem = "server-failed"


def serve(
    settings: Settings,
    api_port: int = 8000,
    dashboard_port: int = 8501,
    host: str = "127.0.0.1",
    announce: Callable[[Sequence[Server]], None] = lambda _servers: None,
) -> None:
    """Serve a workspace until Ctrl-C or SIGTERM; then stop both servers and return.

    `announce` is called once both answer. Raises `PortTaken`, `ServerFailed` (the other server is
    stopped first), and `BadRequest` for a host beyond this machine.
    """
    if host not in _LOOPBACK:
        raise BadRequest(
            f"--host {host} would open the workspace to others, and there are no keys yet. "
            "Use 127.0.0.1."
        )
    servers = (define_api(host, api_port), define_dashboard(host, dashboard_port))
    for server, option in zip(servers, ("--api-port", "--dashboard-port"), strict=True):
        if not _is_free(server) or (server is servers[1] and api_port == dashboard_port):
            raise PortTaken(server, option)
    run_servers(servers, _build_environment(settings), announce)


def run_servers(
    servers: Sequence[Server],
    environment: Mapping[str, str],
    announce: Callable[[Sequence[Server]], None],
) -> None:
    """Start the servers, announce when all answer, wait for a signal, and stop them.

    Raises `ServerFailed` when one ends by itself or does not answer in time. No server is left
    running, whatever happens.
    """
    running: dict[Server, subprocess.Popen[bytes]] = {}
    with _catch_signals() as stop:
        try:
            for server in servers:
                running[server] = _start(server, environment)
            if _wait_until_ready(running, stop):
                announce(servers)
            while not stop.wait(_POLL):
                _raise_if_ended(running)
        finally:
            _stop(running)


def define_api(host: str, port: int) -> Server:
    """The process that answers programs."""
    command = _build_command("api.app:create_app", host, port, "--factory")
    return Server("API", command, host, port, "/v1/health")


def define_dashboard(host: str, port: int) -> Server:
    """The process that answers people."""
    command = _build_command("dashboard.app:app", host, port)
    return Server("dashboard", command, host, port, "/_stcore/health")


def _build_command(application: str, host: str, port: int, *more: str) -> tuple[str, ...]:
    return (
        *(sys.executable, "-m", "uvicorn", application, *more),
        *("--host", host, "--port", str(port)),
        # No header may replace the peer's address; the log holds no customer text.
        *("--no-proxy-headers", "--no-access-log", "--log-level", "warning"),
    )


def _build_environment(settings: Settings) -> dict[str, str]:
    """The environment variables of a server: ours, with the settings of this workspace."""
    fields = settings.model_dump(mode="json", exclude_none=True)
    ours = {f"EARSHOT_{name.upper()}": str(value) for name, value in fields.items()}
    return {**os.environ, **ours}


def _is_free(server: Server) -> bool:
    family = socket.AF_INET6 if ":" in server.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers bind: the port of a server that has just stopped is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((server.host, server.port))
        except OSError:
            return False
    return True


def _start(server: Server, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches this process alone, which stops the servers in order.
    # Standard output (Streamlit's greeting) is dropped; warnings go to our standard error.
    return subprocess.Popen(  # noqa: S603 - our own command line
        server.command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextmanager
def _catch_signals() -> Iterator[threading.Event]:
    """An event that SIGINT, SIGTERM and SIGHUP set while the block runs."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait_until_ready(
    running: Mapping[Server, subprocess.Popen[bytes]], stop: threading.Event
) -> bool:
    """True once all servers answer; False when `stop` is set before."""
    deadline = time.monotonic() + _READY_WITHIN
    waiting = list(running)
    while waiting and not stop.wait(_POLL):
        _raise_if_ended(running)
        waiting = [server for server in waiting if not _is_answering(server)]
        if waiting and time.monotonic() > deadline:
            raise ServerFailed(
                f"The {waiting[0].name} did not answer within {_READY_WITHIN:.0f} s; everything "
                "was stopped. Its messages above say why."
            )
    return not waiting


def _is_answering(server: Server) -> bool:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=5)
    try:
        connection.request("GET", server.health)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _raise_if_ended(running: Mapping[Server, subprocess.Popen[bytes]]) -> None:
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
    """Send a signal to a server that still runs, and to its child processes."""
    if process.poll() is None:
        os.killpg(process.pid, number)
