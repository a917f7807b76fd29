"""The body is JSON in UTF-8, one conversation or a list, and no larger than the limit."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from pipeline.settings import Settings
from tests.api.routers.test_conversations import kept_texts

PATH = "/v1/conversations"


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        (b"{", 400, "malformed-json"),
        (b"", 400, "malformed-json"),
        (b'{"text": NaN}', 400, "malformed-json"),
        (b'{"text": "\xff"}', 400, "malformed-json"),
        (b"[" * 100_000, 400, "malformed-json"),
        (b"1" * 5_000, 400, "malformed-json"),
        (b'"text"', 422, "bad-shape"),
        (b"null", 422, "bad-shape"),
        (b"[]", 422, "bad-shape"),
        (json.dumps([{"text": "x"}] * 201).encode(), 422, "bad-shape"),
    ],
)
def test_a_body_that_is_no_conversations_is_reported_why(
    client: TestClient, body: bytes, status: int, problem: str
) -> None:
    answer = client.post(PATH, content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["problem"]) == (status, problem)


def test_half_a_character_costs_only_itself(client: TestClient, settings: Settings) -> None:
    body = b'{"text": "broken \\ud83d here", "customer": {"\\ud800": {"x": []}}}'
    answer = client.post(PATH, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 200
    assert kept_texts(settings) == ["broken ? here"]


def chunks(size: int) -> Iterator[bytes]:
    yield b'{"text": "'
    for _ in range(size // 50_000):
        yield b"x" * 50_000
    yield b'"}'


def test_a_body_over_5_mb_is_refused_with_and_without_a_declared_length(
    client: TestClient,
) -> None:
    headers = {"content-type": "application/json"}
    for content in (b"".join(chunks(5_050_000)), chunks(5_050_000)):
        answer = client.post(PATH, content=content, headers=headers)
        assert (answer.status_code, answer.json()["problem"]) == (413, "too-large")
    assert client.get("/v1/health").json()["snapshot"] is None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "application/json", "content-encoding": "gzip"},
    ],
)
def test_only_plain_json_is_taken(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post(PATH, content=b'{"text": "x"}', headers=headers)
    assert (answer.status_code, answer.json()["problem"]) == (415, "unsupported-media-type")
