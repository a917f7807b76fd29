"""Conversations fetched from servers that speak as the tools' documentation says.

Rules: a limit is waited out as long as it says; what came before a failure is kept, and the next
fetch goes on from there; the token goes into a header and nowhere else.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.errors import BadInput
from ingest.pulling.client import PullFailed
from pipeline.imports.pull import Account, PullResult, check_address, pull_conversations
from pipeline.settings import Settings
from store.read.reader import open_reader

NOW = datetime(2026, 3, 1, tzinfo=UTC)
AT = "2026-02-03T10:00:00Z"
TOKEN = "tok-3f9a-not-to-be-kept"
Answer = tuple[int, dict[str, str], dict[str, Any]]
Speak = Callable[[str, dict[str, str], dict[str, Any]], Answer]


@contextmanager
def served(speak: Speak) -> Iterator[str]:
    """A server whose answers are (status, headers, object), from path, query and body."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            self._answer(json.loads(self.rfile.read(size)))

        def _answer(self, body: dict[str, Any]) -> None:
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            known = {self.headers.get("Authorization"), self.headers.get("api_access_token")}
            welcome = bool(known & {f"Bearer {TOKEN}", TOKEN})
            refused: Answer = (401, {}, {})
            status, headers, told = speak(parts.path, query, body) if welcome else refused
            data = json.dumps(told).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_told: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Zendesk:
    """Two pages of the incremental export; `trouble` answers the second one."""

    def __init__(self, trouble: list[Answer] | None = None) -> None:
        self.trouble = trouble or []
        self.asked: list[dict[str, str]] = []

    def __call__(self, path: str, query: dict[str, str], _body: dict[str, Any]) -> Answer:
        if "/comments" in path:
            number = int(path.split("/")[4])
            said = {"id": number * 10, "author_id": 5, "public": True, "created_at": AT}
            said["body"] = f"Where is {number}?"
            return 200, {}, {"comments": [said], "users": [{"id": 5, "role": "end-user"}]}
        self.asked.append(query)
        if "cursor" not in query:
            return 200, {}, self.page(1, "c1", end=False)
        if query["cursor"] == "c1":
            return self.trouble.pop(0) if self.trouble else (200, {}, self.page(2, "c2", end=True))
        return 200, {}, {"tickets": [], "after_cursor": query["cursor"], "end_of_stream": True}

    @staticmethod
    def page(number: int, after: str, *, end: bool) -> dict[str, Any]:
        ticket = {"id": number, "subject": "Question", "status": "open", "created_at": AT}
        ticket |= {"requester_id": 5, "submitter_id": 5, "description": f"Where is {number}?"}
        return {"tickets": [ticket], "users": [], "after_cursor": after, "end_of_stream": end}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", wait=5)


def pull(
    settings: Settings, tool: str, url: str, waited: list[float] | None = None, token: str = TOKEN
) -> PullResult:
    waited = [] if waited is None else waited
    account = Account(tool, token, url)
    return pull_conversations(settings, account, None, NOW, wait=waited.append)


def heard(settings: Settings) -> list[str]:
    with open_reader(settings.store) as reader:
        return sorted(ask.text for ask in reader.read_asks())


def test_zendesk_is_fetched_to_its_end_and_goes_on_from_there(settings: Settings) -> None:
    desk = Zendesk()
    with served(desk) as url:
        assert pull(settings, "zendesk", url) == PullResult(2, 2, 0, 0, 0, 2)
        assert pull(settings, "zendesk", url).new == 0
    assert heard(settings) == ["Where is 1?", "Where is 2?"]
    assert [one.get("cursor") for one in desk.asked] == [None, "c1", "c2"]


def test_a_limit_is_waited_out_as_long_as_it_says(settings: Settings) -> None:
    waited: list[float] = []
    with served(Zendesk([(429, {"Retry-After": "93"}, {}), (503, {}, {})])) as url:
        assert pull(settings, "zendesk", url, waited).new == 2
    assert waited == [93.0, 2.0]


def test_an_interrupted_fetch_goes_on_where_it_stopped(settings: Settings) -> None:
    desk = Zendesk([(500, {}, {})] * 6)
    with served(desk) as url:
        with pytest.raises(PullFailed, match="Try again later"):
            pull(settings, "zendesk", url)
        assert heard(settings) == ["Where is 1?"]
        desk.asked.clear()
        assert pull(settings, "zendesk", url) == PullResult(1, 1, 0, 0, 0, 1)
    assert desk.asked[0]["cursor"] == "c1"


def test_a_refused_token_is_told_without_saying_it(settings: Settings) -> None:
    with served(Zendesk()) as url, pytest.raises(PullFailed) as told:
        pull(settings, "zendesk", url, token="wrong-token")
    assert "wrong-token" not in str(told.value)


def test_the_token_is_kept_nowhere(settings: Settings) -> None:
    with served(Zendesk()) as url:
        pull(settings, "zendesk", url)
    kept = [one for one in settings.store.path.rglob("*") if one.is_file()]
    assert kept
    assert not [one for one in kept if TOKEN.encode() in one.read_bytes()]


def intercom(path: str, _query: dict[str, str], body: dict[str, Any]) -> Answer:
    author = {"type": "user", "id": "u"}
    if path == "/conversations/search":
        since = body["query"]["value"]
        page = 2 if body["pagination"].get("starting_after") else 1
        found = [{"id": str(page), "updated_at": 1770112800 + page}]
        told = [one for one in found if one["updated_at"] > since]
        pages = {"next": {"starting_after": "x"}} if page == 1 and since < 1770112800 else {}
        return 200, {}, {"type": "conversation.list", "conversations": told, "pages": pages}
    number = path.rsplit("/", 1)[1]
    source = {"id": number, "body": f"<p>Why {number}?</p>", "author": author}
    return (
        200,
        {},
        {"type": "conversation", "id": number, "created_at": 1770112800, "source": source},
    )


def test_intercom_conversations_come_with_their_parts(settings: Settings) -> None:
    with served(intercom) as url:
        assert pull(settings, "intercom", url) == PullResult(2, 2, 0, 0, 0, 2)
        again = pull(settings, "intercom", url)
    assert (again.new, again.updated) == (0, 0)
    assert heard(settings) == ["Why 1?", "Why 2?"]


def chatwoot(path: str, query: dict[str, str], _body: dict[str, Any]) -> Answer:
    if path.endswith("/messages"):
        number = int(path.split("/")[-2])
        first = {"id": number, "content": f"How {number}?", "message_type": 0,
                 "created_at": 1770112800, "conversation_id": number}  # fmt: skip
        return 200, {}, {"payload": [] if "before" in query else [first]}
    numbers = {"1": [3, 2], "2": [1]}.get(query["page"], [])
    about = {"inbox_id": 1, "messages": []}
    found = [about | {"id": n, "last_activity_at": 1770112800 + n} for n in numbers]
    return 200, {}, {"data": {"payload": found}}


def test_chatwoot_is_fetched_until_the_last_fetch_is_met(settings: Settings) -> None:
    with served(chatwoot) as url:
        base = f"{url}/api/v1/accounts/1"
        assert pull(settings, "chatwoot", base).new == 3
        again = pull(settings, "chatwoot", base)
    assert (again.pages, again.new, again.unchanged) == (1, 0, 1)
    assert heard(settings) == ["How 1?", "How 2?", "How 3?"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://lumo.zendesk.com", "must begin with https"),
        ("HTTP://lumo.zendesk.com", "must begin with https"),
        ("http://127.0.0.1.evil.example", "must begin with https"),
        ("http://localhost.evil.example", "must begin with https"),
        ("http://10.0.0.7/api", "must begin with https"),
        ("http://0.0.0.0:80", "must begin with https"),
        ("http://127.0.0.1@evil.example", "user and the password"),
        ("https://olena:secret@lumo.zendesk.com", "user and the password"),
        ("https://@lumo.zendesk.com", "user and the password"),
        ("ftp://lumo.zendesk.com", "not an address"),
        ("file:///etc/passwd", "not an address"),
        ("javascript:alert(1)", "not an address"),
        ("lumo.zendesk.com", "not an address"),
        ("//lumo.zendesk.com", "not an address"),
        ("https:lumo.zendesk.com", "not an address"),
        ("https:///path", "not an address"),
        ("https://", "not an address"),
        ("", "Say where"),
        ("https://lumo.zendesk.com?a=b", "not an address"),
        ("https://lumo.zendesk.com#a", "not an address"),
        ("https://lumo.zendesk.com:port", "not an address"),
        ("https://lumo.zendesk.com:99999", "not an address"),
        ("https://[::1", "not an address"),
        ("https://lumo.zendesk.com\\@evil.example", "not an address"),
        ("http://127.0.0.1\\.evil.example", "not an address"),
        ("https://lumo\n.zendesk.com", "not an address"),
        ("https://lumo zendesk.com", "not an address"),
    ],
)
def test_a_token_is_sent_to_no_such_address(settings: Settings, url: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as refused:
        pull(settings, "zendesk", url)
    assert "secret" not in str(refused.value)
    assert TOKEN not in str(refused.value)
    assert not settings.store.path.exists()


@pytest.mark.parametrize(
    "url",
    [
        "https://lumo.zendesk.com",
        "https://chat.lumo.example/api/v1/accounts/1",
        "http://127.0.0.1:3000/api/v1/accounts/1",
        "http://localhost:3000",
        "http://[::1]:3000",
    ],
)
def test_an_encrypted_address_and_this_machine_are_asked(url: str) -> None:
    check_address(url)
