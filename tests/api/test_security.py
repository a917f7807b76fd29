"""Only this machine is answered, under its own names; no cache keeps an answer."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.security import is_local_name, is_loopback
from tests.api.asking import check_problem


@pytest.mark.parametrize("peer", ["203.0.113.9", "10.0.0.2", "::ffff:10.0.0.2", "somewhere", ""])
def test_other_machines_are_refused(filled_app: FastAPI, peer: str) -> None:
    client = TestClient(filled_app, client=(peer, 5000))
    check_problem(client.get("/v1/themes"), 403, "refused")
    check_problem(client.post("/v1/conversations", json={"text": "x"}), 403, "refused")


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_may_ask(peer: str) -> None:
    assert is_loopback(peer)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "localhost.evil.example", "", "::1", "10.0.0.1"]
)
def test_foreign_host_names_are_refused(reading: TestClient, host: str) -> None:
    assert not is_local_name(host)
    check_problem(reading.get("/v1/themes", headers={"host": host}), 403, "refused")


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:80", "[::1]:8000", "[::1]", "LOCALHOST"]
)
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert is_local_name(host)


def test_answers_are_kept_nowhere_on_the_way(reading: TestClient) -> None:
    assert reading.get("/v1/themes").headers["cache-control"] == "no-store"
