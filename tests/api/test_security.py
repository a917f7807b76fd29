"""Only this machine is answered, under its own names; no cache keeps an answer."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.security import is_for_this_machine
from tests.api.asking import check_problem, open_client


@pytest.mark.parametrize("peer", ["203.0.113.9", "::ffff:10.0.0.2", "testclient", ""])
def test_other_machines_are_refused(filled_app: FastAPI, peer: str) -> None:
    client = open_client(filled_app, peer=peer)
    check_problem(client.get("/v1/themes"), 403, "refused")
    check_problem(client.post("/v1/conversations", json={"text": "x"}), 403, "refused")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "localhost.evil.example", "", "testserver"]
)
def test_foreign_host_names_are_refused(reading: TestClient, host: str) -> None:
    check_problem(reading.get("/v1/themes", headers={"host": host}), 403, "refused")


def test_answers_are_kept_nowhere_on_the_way(reading: TestClient) -> None:
    assert reading.get("/v1/themes").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:80", "[::1]:8000"])
def test_names_of_this_machine_are_answered(reading: TestClient, host: str) -> None:
    assert reading.get("/v1/themes", headers={"host": host}).status_code == 200


def test_a_second_host_header_does_not_hide_the_first() -> None:
    assert is_for_this_machine(["localhost"])
    assert not is_for_this_machine(["localhost", "evil.example"])
    assert not is_for_this_machine([])
