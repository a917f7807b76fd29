"""`earshot serve` starts both servers, prints their addresses, and leaves no process behind: on
Ctrl-C, on SIGTERM, when a server dies. Real processes on free ports."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.settings import Settings
from tests.api.conftest import fill, settings_at

_RUN = "from cli.app import main; main()"
_HARNESS = """
import sys
from cli import app, processes
def run(first, second):
    servers = [processes.Server(name, (sys.executable, "-c", code), "127.0.0.1", int(port), "/")
             for name, code, port in (("first", *first), ("second", *second))]
    environment = dict(__import__("os").environ)
    processes.run_servers(servers, environment, lambda _: print("open", flush=True))
app.app = lambda: run(sys.argv[1:3], sys.argv[3:5])
app.main()
"""
_ANSWERING = """
import http.server, os, sys
sys.stderr.write(f"pid {os.getpid()}\\n")
http.server.HTTPServer(("127.0.0.1", PORT), http.server.SimpleHTTPRequestHandler).serve_forever()
"""
_SECONDS = 90


@pytest.fixture
def filled_home(tmp_path: Path) -> Settings:
    settings = settings_at(tmp_path)
    fill(settings.store)
    return settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(arguments: list[str], **environment: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def serving(settings: Settings, api: int, dashboard: int) -> tuple[list[str], dict[str, str]]:
    arguments = [_RUN, "serve", "--api-port", str(api), "--dashboard-port", str(dashboard)]
    return arguments, {"EARSHOT_HOME": str(settings.home)}


def status(port: int, path: str) -> int | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def read_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    told = ""
    while words not in told:
        line = process.stdout.readline()
        if not line:
            assert process.stderr is not None
            raise AssertionError(told + process.stderr.read())
        told += line
    return told


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_both_servers_start_and_stop_together(
    filled_home: Settings, number: signal.Signals
) -> None:
    api, dashboard = free_port(), free_port()
    arguments, environment = serving(filled_home, api, dashboard)
    with running(arguments, **environment) as process:
        told = read_until(process, "Ctrl-C")
        assert f"http://127.0.0.1:{api}" in told
        assert f"http://127.0.0.1:{dashboard}" in told
        assert status(api, "/v1/themes") == 200
        assert status(dashboard, "/_stcore/health") == 200
        process.send_signal(number)
        assert process.wait(_SECONDS) == 0
        assert status(api, "/v1/health") is None
        assert status(dashboard, "/_stcore/health") is None


def test_a_port_in_use_is_told_with_what_to_do(filled_home: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        arguments, environment = serving(filled_home, free_port(), port)
        with running(arguments, **environment) as process:
            assert process.wait(_SECONDS) == 1
            assert process.stderr is not None
            told = " ".join(process.stderr.read().split())
    assert f"Port {port} for the dashboard is in use" in told
    assert "--dashboard-port" in told


def test_a_host_beyond_this_machine_is_refused(filled_home: Settings) -> None:
    arguments, environment = serving(filled_home, free_port(), free_port())
    with running([*arguments, "--host", "0.0.0.0"], **environment) as process:
        assert process.wait(_SECONDS) == 2


def servers(first: str, second: str) -> list[str]:
    ports = free_port(), free_port()
    told = [_HARNESS]
    for code, port in zip((first, second), ports, strict=True):
        told += [code.replace("PORT", str(port)), str(port)]
    return told


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_when_one_server_dies_the_other_is_stopped_and_it_is_reported() -> None:
    dying = f"{_ANSWERING.replace('.serve_forever()', '.handle_request()')}\nsys.exit(7)"
    with running(servers(_ANSWERING, dying)) as process:
        assert process.wait(_SECONDS) == 1
        assert process.stderr is not None
        told = process.stderr.read()
    pids = [int(line.split()[1]) for line in told.splitlines() if line.startswith("pid ")]
    assert "second ended by itself (exit 7)" in " ".join(told.split())
    assert len(pids) == 2
    assert not any(is_alive(pid) for pid in pids)


def test_ctrl_c_while_the_servers_still_start_stops_at_once() -> None:
    silent = "import time; time.sleep(600)"
    with running(servers(_ANSWERING, silent)) as process:
        assert process.stderr is not None
        pid = int(process.stderr.readline().split()[1])
        process.send_signal(signal.SIGINT)
        assert process.wait(_SECONDS) == 0
        assert not is_alive(pid)


def test_a_server_that_ignores_sigterm_is_killed() -> None:
    stubborn = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n{_ANSWERING}"
    code = _HARNESS.replace("def run", "processes._STOPPED_WITHIN = 0.5\ndef run", 1)
    with running([code, *servers(stubborn, _ANSWERING)[1:]]) as process:
        read_until(process, "open")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(_SECONDS) == 0
        assert time.monotonic() - began < 10
        assert process.stderr is not None
        lines = process.stderr.read().splitlines()
    pids = [int(line.split()[1]) for line in lines if line.startswith("pid ")]
    assert not any(is_alive(pid) for pid in pids)
