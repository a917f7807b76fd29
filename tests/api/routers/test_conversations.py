"""What can be read is kept, masked, at once; what cannot is reported with its place and stops
nothing; the same again changes nothing."""

import logging
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi.testclient import TestClient

from api.app import create_app
from api.workers import Workers
from pipeline.settings import Settings
from tests.api.asking import check_problem, open_client
from tests.builders import NOW, fetch_snapshot_rows

PATH = "/v1/conversations"
GOOD = {
    "id": "1042",
    "source": "intercom",
    "channel": "chat",
    "customer": {"id": "c-7", "name": "Olena"},
    "messages": [
        {
            "id": "m1",
            "at": "2026-02-03T14:05:00Z",
            "author": "customer",
            "text": "Where is the webinar link? Write to olena@example.com",
        }
    ],
}


def kept_texts(settings: Settings) -> list[str]:
    found = fetch_snapshot_rows(settings.store, "SELECT text FROM conversations.messages")
    return [row["text"] for row in found]


def test_one_conversation_is_kept_masked_and_answered_at_once(
    client: TestClient, settings: Settings
) -> None:
    answer = client.post(PATH, json=GOOD)
    told = answer.json()
    assert answer.status_code == 200
    assert (told["read"], told["new"], told["asks"], told["rejected"]) == (1, 1, 1, 0)
    assert kept_texts(settings) == ["Where is the webinar link? Write to [email-1]"]
    health = client.get("/v1/health").json()
    assert told["snapshot"] == health["snapshot"]
    assert "olena@example.com" not in answer.text


def test_the_same_again_changes_nothing(client: TestClient) -> None:
    client.post(PATH, json=GOOD)
    told = client.post(PATH, json=[GOOD]).json()
    assert (told["new"], told["updated"], told["unchanged"], told["asks"]) == (0, 0, 1, 0)


def test_bad_rows_are_listed_with_their_place_and_stop_nothing(client: TestClient) -> None:
    bad_time = {"id": "2", "messages": [{"author": "customer", "text": "Hi", "at": "soonish"}]}
    answer = client.post(PATH, json=[GOOD, 5, {"tags": ["x"]}, bad_time])
    told = answer.json()
    assert answer.status_code == 200
    assert told["new"] == 2
    assert told["read"] == told["new"] + told["rejected"]
    assert [row["place"] for row in told["rejections"]] == [
        "conversations[1]",
        "conversations[2]",
        "conversations[3].messages[0].at",
    ]
    assert "soonish" not in answer.text


def test_an_id_alone_is_enough_whatever_its_messages_are(client: TestClient) -> None:
    told = client.post(PATH, json={"id": "7", "rating": 5, "messages": [None]}).json()
    assert (told["new"], told["rejected"]) == (1, 1)
    assert told["rejections"][0]["place"] == "conversations[0].messages[0]"


def test_nothing_readable_is_refused_with_places_and_nothing_is_kept(client: TestClient) -> None:
    answer = client.post(PATH, json=[{"subject": "only"}, {"text": "  "}])
    told = answer.json()
    assert answer.status_code == 422
    assert told["problem"] == "nothing-readable"
    assert [row["place"] for row in told["errors"]] == ["conversations[0]", "conversations[1]"]
    assert client.get("/v1/health").json()["snapshot"] is None


@pytest.mark.parametrize(
    "record",
    [
        {"text": "Where is the link"},
        {"text": 5},
        {"id": 0},
        {"messages": [{"author": "bot", "text": "x"}, {"author": "nobody"}]},
        {"messages": [{"author": "user", "html": "<p>x</p>"}]},
        {"messages": [{"text": "x"}, {"text": "y"}]},
    ],
)
def test_an_id_a_text_or_a_message_is_enough(client: TestClient, record: dict[str, Any]) -> None:
    assert client.post(PATH, json=record).status_code == 200


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"id": True},
        {"id": ""},
        {"text": "\u2003\u0085"},
        {"text": "a\0b"},
        {"messages": [{"author": "nobody", "text": "x"}]},
        {"messages": [{"author": "customer"}]},
        {"messages": {"author": "customer", "text": "x"}},
        {"id": "x" * 2001},
    ],
)
def test_with_none_of_them_nothing_can_be_read(client: TestClient, record: dict[str, Any]) -> None:
    assert client.post(PATH, json=record).json()["problem"] == "nothing-readable"


def test_beyond_those_who_may_wait_a_request_is_refused_for_now(settings: Settings) -> None:
    nobody = Workers(most=0, waiting=0)
    with open_client(create_app(settings, lambda: NOW, nobody)) as client:
        answer = client.post(PATH, json=GOOD)
        check_problem(answer, 503, "overloaded")
        assert int(answer.headers["retry-after"]) > 0
        assert client.get("/v1/health").json()["snapshot"] is None


def test_a_client_that_hangs_up_in_the_middle_is_no_error(
    settings: Settings, workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings, lambda: NOW, workers)
    scope = {
        "type": "http", "method": "POST", "path": PATH, "query_string": b"", "root_path": "",
        "scheme": "http", "http_version": "1.1", "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
    }  # fmt: skip
    heard: list[dict[str, Any]] = [
        {"type": "http.request", "body": b'{"text": "half a', "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return heard.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def answer() -> None:
        await app(scope, receive, send)  # type: ignore[arg-type]

    # In a thread of its own: a browser's tests leave a loop running in this one.
    with caplog.at_level(logging.DEBUG), start_blocking_portal() as portal:
        portal.call(answer)
    assert [record.getMessage() for record in caplog.records if record.levelno > logging.INFO] == []
    assert "POST /v1/conversations 499" in caplog.text
    assert sent[0]["status"] == 499
