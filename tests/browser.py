"""A real browser for tests: found, or installed where that is allowed, or asked for plainly.

Tests that need one never skip: without a browser they fail with the sentence that says what to do.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, sync_playwright

_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge",
)  # fmt: skip
_PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
_ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_MISSING = (
    "These tests drive a real browser and found none. Install Chromium or Chrome, for example with "
    "`python -m playwright install chromium` or `apt-get install chromium`, and run them again."
)


class NoBrowser(Exception):
    """No browser is on this machine and none could be installed."""


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless browser. Raises `NoBrowser`."""
    path = browser_path()
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_ARGUMENTS, *root])
        try:
            yield browser
        finally:
            browser.close()


@cache
def browser_path() -> str:
    """The program to start. Raises `NoBrowser` with what to do."""
    found = _found() or (_installed_by_playwright() or _installed_by_apt())
    if found is None:
        raise NoBrowser(_MISSING)
    return found


def _found() -> str | None:
    for name in (*_NAMES, *_PLACES):
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def _installed_by_playwright() -> str | None:
    _ran([sys.executable, "-m", "playwright", "install", "chromium"])
    return _found()


def _installed_by_apt() -> str | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
    if not _ran(install, quiet):
        _ran(["apt-get", "update"], quiet)
        _ran(install, quiet)
    return _found()


def _ran(command: list[str], environment: Mapping[str, str] | None = None) -> bool:
    try:
        done = subprocess.run(
            command, env={**os.environ, **(environment or {})}, timeout=600, capture_output=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@contextmanager
def served(
    command: list[str], url: str, environment: Mapping[str, str], folder: Path
) -> Iterator[str]:
    """A server process, started in `folder`, that answers at `url` while the block runs, and is
    gone after it. What it says stays in `folder`/server.log."""
    with (folder / "server.log").open("w+") as said:
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            cwd=folder,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(process, url, said)
            yield url
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def _wait_for(
    process: "subprocess.Popen[bytes]", url: str, said: IO[str], seconds: float = 60
) -> None:
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    said.seek(0)
    raise AssertionError(f"nothing answers at {url}: {said.read()}")


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
