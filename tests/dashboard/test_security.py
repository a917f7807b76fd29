"""The dashboard is answered under this machine's own names, over HTTP and by websocket, however it
is started; no other page holds it in a frame or listens to it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.datastructures import Headers

from cli.processes import define_dashboard
from dashboard.security import is_own
from pipeline.settings import Settings
from tests.browser import free_port, served
from tests.dashboard.driving import ROOT, dashboard_over

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
PATHS = ("/", "/_stcore/health", "/_stcore/host-config", "/media/none", "/theme")


@pytest.fixture(scope="module", params=["streamlit run", "earshot serve"])
def started(
    request: pytest.FixtureRequest, empty: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The dashboard's address, started by a person, and as `earshot serve` starts it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    if request.param == "streamlit run":
        with dashboard_over(empty, folder) as url:
            yield url
        return
    server = define_dashboard("127.0.0.1", free_port())
    environment = {"EARSHOT_HOME": str(empty.home), "PYTHONPATH": str(ROOT)}
    with served(list(server.command), f"{server.address}/", environment, folder) as url:
        yield url


def test_foreign_host_names_are_refused_over_http(started: str) -> None:
    port = urlsplit(started).port
    for path in PATHS:
        for host in ("evil.example", f"evil.example:{port}", f"localhost.evil.example:{port}", ""):
            answer = httpx.get(f"{started}{path[1:]}", headers={"Host": host})
            assert answer.status_code == 403, (path, host)
            assert "nosniff" in answer.headers["x-content-type-options"]
    assert httpx.get(started, headers={"Host": f"localhost:{port}"}).status_code == 200


def test_pages_of_other_origins_are_refused_over_http(started: str) -> None:
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1"):
        assert httpx.get(started, headers={"Origin": origin}).status_code == 403
        assert httpx.post(started, headers={"Origin": origin}).status_code == 403
    assert httpx.get(started, headers={"Origin": started.rstrip("/")}).status_code == 200


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        (None, None, 101),
        (None, "own", 101),
        (None, "http://evil.example", 403),
        (None, "null", 403),
        ("evil.example", None, 403),
        ("evil.example", "http://evil.example", 403),
    ],
)
def test_websockets_are_opened_for_its_own_pages_alone(
    started: str, host: str | None, origin: str | None, status: int
) -> None:
    headers = dict(UPGRADE)
    if host:
        headers["Host"] = host
    if origin:
        headers["Origin"] = started.rstrip("/") if origin == "own" else origin
    with httpx.stream("GET", f"{started}_stcore/stream", headers=headers) as answer:
        assert answer.status_code == status


def test_no_page_may_hold_it_in_a_frame_and_types_are_not_guessed(started: str) -> None:
    for path in PATHS:
        headers = httpx.get(f"{started}{path[1:]}").headers
        assert headers["content-security-policy"] == "frame-ancestors 'none'"
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"


def test_what_it_says_holds_for_an_installed_package_too() -> None:
    """The configuration lies beside the application, and says the same names."""
    config = (Path(sys.modules["dashboard"].__path__[0]) / ".streamlit/config.toml").read_text()
    assert 'allowedHosts = ["localhost", "127.0.0.1", "::1"]' in config
    assert 'showErrorDetails = "none"' in config
    assert "gatherUsageStats = false" in config


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ([("host", "localhost:8501")], True),
        ([("host", "localhost:8501"), ("origin", "http://localhost:8501")], True),
        ([("host", "localhost:8501"), ("origin", "http://127.0.0.1:8501")], False),
        ([("host", "localhost"), ("host", "evil.example")], False),
        ([("host", "localhost"), ("origin", "http://localhost"), ("origin", "null")], False),
        ([], False),
    ],
)
def test_one_host_and_no_foreign_origin(headers: list[tuple[str, str]], own: bool) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers]
    assert is_own(Headers(raw=raw)) is own
