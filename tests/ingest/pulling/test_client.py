"""Requests are repeated after the wait that a tool asks for; a failure never shows the token."""

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from ingest.pulling.client import Client, PullFailed
from tests.ingest.pulling.builders import Answer, Respond, serve

OK: Answer = (200, {}, {"a": 1})
TOKEN = "tok-3f9a"


def get(*answers: Answer) -> tuple[dict[str, object], list[float]]:
    """The object from a server that gives these answers one after another, and the waits."""
    left, waited = list(answers), list[float]()
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with (
        serve(lambda *_request: left.pop(0)) as address,
        Client(address, headers, waited.append) as client,
    ):
        return client.get("/x"), waited


def note_in(asked: list[object]) -> Respond:
    """A server that answers well, and notes who asked."""

    def respond(path: str, query: dict[str, str], posted: object) -> Answer:
        asked.append((path, query, posted))
        return OK

    return respond


def test_waits_are_those_of_retry_after_else_they_double() -> None:
    answers: list[Answer] = [
        (429, {"Retry-After": "93"}, {}),
        (503, {}, {}),
        (500, {}, {}),
        (429, {"Retry-After": "99999"}, {}),
        OK,
    ]
    assert get(*answers) == ({"a": 1}, [93.0, 2.0, 4.0, 900.0])


def test_a_date_in_the_past_is_no_wait() -> None:
    past = format_datetime(datetime(2020, 1, 1, tzinfo=UTC), usegmt=True)
    assert get((429, {"Retry-After": past}, {}), OK)[1] == [0.0]


def test_after_six_attempts_the_last_problem_is_reported() -> None:
    with pytest.raises(PullFailed, match="asked for 6 times: HTTP 502"):
        get(*[(502, {}, {})] * 6)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((401, {}, {}), "token was refused"),
        ((403, {}, {}), "token was refused"),
        ((404, {}, {}), "answered HTTP 404"),
        ((200, {}, b"<html>"), "did not answer with JSON"),
        ((200, {}, []), "did not answer with JSON"),
        ((304, {}, {"a": 1}), "answered HTTP 304"),
    ],
)
def test_other_failures_are_not_repeated_and_hide_the_token(answer: Answer, reason: str) -> None:
    with pytest.raises(PullFailed, match=reason) as failed:
        get(answer)
    assert TOKEN not in str(failed.value)


def test_a_query_is_posted_as_json_and_its_answer_read() -> None:
    with (
        serve(lambda path, query, posted: (200, {}, [path, query, posted])) as address,
        Client(address, {}) as client,
        pytest.raises(PullFailed),
    ):
        client.post("/q", {"b": 2})
    with (
        serve(lambda path, query, posted: (200, {}, {"got": [path, query, posted]})) as address,
        Client(address, {}) as client,
    ):
        assert client.post("/q", {"b": 2}) == {"got": ["/q", {}, {"b": 2}]}
        assert client.get("/g", page=3) == {"got": ["/g", {"page": "3"}, None]}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_redirect_takes_the_token_nowhere(status: int, name: str) -> None:
    asked: list[object] = []
    with serve(note_in(asked)) as elsewhere:
        there = elsewhere.replace("127.0.0.1", name) + "/x"
        with pytest.raises(PullFailed, match="redirect"):
            get((status, {"Location": there}, {"a": 1}))
    assert asked == []


def test_what_is_not_encrypted_goes_through_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with serve(note_in(asked)) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy)
        monkeypatch.setenv("http_proxy", proxy)
        assert get(OK)[0] == {"a": 1}
    assert asked == []
