"""The log names routes and statuses, and nothing of a request's content."""

import logging

import pytest
from fastapi.testclient import TestClient


def test_the_log_names_routes_and_nothing_else(
    reading: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "api"):
        reading.get("/v1/themes/t-link/conversations?limit=1&period=2026-02")
        reading.get("/olena@example.com")
    lines = [
        record.getMessage().rsplit(" ", 2)[0]
        for record in caplog.records
        if record.name[:4] == "api."
    ]
    assert lines == ["GET /v1/themes/{id}/conversations 200", "GET - 404"]
