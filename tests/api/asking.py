"""Requests to the API as tests make them, and what every answer must be."""

from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient


def open_client(
    app: FastAPI, peer: str = "127.0.0.1", raise_server_exceptions: bool = True
) -> TestClient:
    """A client on this machine that asks for it by its name, as every client must."""
    return TestClient(
        app,
        base_url="http://localhost",
        client=(peer, 50_000),
        raise_server_exceptions=raise_server_exceptions,
    )


def check_problem(answer: Any, status: int, slug: str) -> Any:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["problem"]) == (status, slug)
    assert told["type"].endswith(slug)
    assert told["title"]
    assert told["detail"]
    assert told["instance"] == answer.url.path
    return told


def get_json(client: TestClient, path: str, **query: Any) -> Any:
    answer = client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def collect_pages(client: TestClient, path: str, rows: str, **query: Any) -> list[Any]:
    found: list[Any] = []
    cursor = None
    while True:
        told = get_json(client, path, **query, **({"cursor": cursor} if cursor else {}))
        found += told[rows]
        cursor = told["next_cursor"]
        if cursor is None:
            return found
        assert len(told[rows]) == query["limit"]
        assert len(found) < 100, "pages repeat"
