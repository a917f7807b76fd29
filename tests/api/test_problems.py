"""Everything that goes wrong is a problem detail with a slug; only this machine may ask; nothing a
customer said reaches the log; importing the API loads no learning library."""

import logging
import subprocess
import sys
import threading
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.security import is_local_name, is_loopback
from pipeline.settings import Settings
from store.write.writer import open_writer
from tests.builders import NOW, conversation, merge


def problem(answer: Any, status: int, slug: str) -> Any:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["problem"]) == (status, slug)
    assert told["type"].endswith(slug)
    assert told["title"]
    assert told["detail"]
    assert told["instance"] == answer.url.path
    return told


@pytest.mark.parametrize("path", ["/v1/themes", "/v1/themes/t-link", "/v1/counts"])
@pytest.mark.parametrize(
    ("words", "status", "slug"),
    [
        ("soon", 422, "unknown-period"),
        ("", 422, "unknown-period"),
        ("2026-13", 422, "unknown-period"),
        ("2026-02-30", 404, "no-such-period"),
        ("2026-02-15..2026-02-01", 404, "no-such-period"),
        ("2025-W53", 404, "no-such-period"),
        ("1000-01-01..2999-12-31", 404, "no-such-period"),
    ],
)
def test_a_period_that_is_none_is_told(
    reading: TestClient, path: str, words: str, status: int, slug: str
) -> None:
    problem(reading.get(path, params={"period": words}), status, slug)


@pytest.mark.parametrize(
    "path",
    ["/v1/themes/t-no", "/v1/themes/t-l", "/v1/themes/t-no/conversations", "/v1/counts?theme=t-no"],
)
def test_a_theme_that_is_none_is_told(reading: TestClient, path: str) -> None:
    assert "GET /v1/themes" in problem(reading.get(path), 404, "not-found")["detail"]


def test_a_cursor_is_good_only_for_its_own_question(reading: TestClient) -> None:
    path = "/v1/themes/t-link/conversations"
    cursor = reading.get(path, params={"limit": 1}).json()["next_cursor"]
    foreign = [
        ("/v1/themes/t-crash/conversations", {"cursor": cursor}),
        (path, {"cursor": cursor, "period": "2026-02"}),
        ("/v1/themes", {"cursor": cursor}),
        (path, {"cursor": f"AAAA{cursor[4:]}"}),
        (path, {"cursor": f"{cursor[:-16]}{'0' * 16}"}),
    ]
    for where, query in foreign:
        problem(reading.get(where, params=query), 404, "unknown-cursor")
    problem(reading.get(path, params={"cursor": "garbage"}), 422, "bad-cursor")
    assert reading.get(path, params={"cursor": cursor, "limit": 7}).status_code == 200


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "limit=many", "limit=1&period=all&limit=x"]
)
def test_wrong_parameters_are_told_by_name(reading: TestClient, query: str) -> None:
    told = problem(reading.get(f"/v1/themes?{query}"), 422, "bad-request")
    assert told["errors"][0]["place"] == "query.limit"


def test_an_unknown_grouping_is_told(reading: TestClient) -> None:
    told = problem(reading.get("/v1/counts?group_by=mood"), 422, "bad-request")
    assert told["errors"][0]["place"] == "query.group_by"


def test_too_many_groups_are_refused(reading: TestClient) -> None:
    query = {"period": "2000-01-01..2026-01-01", "group_by": "day"}
    problem(reading.get("/v1/counts", params=query), 409, "too-many-groups")
    query["group_by"] = "month"
    assert reading.get("/v1/counts", params=query).status_code == 200


def test_an_address_that_is_none_is_told(reading: TestClient) -> None:
    for path in ("/", "/v1", "/v1/themes/", "/docs", "/v1/themes/a/b"):
        problem(reading.get(path), 404, "not-found")


def test_another_method_is_told_which_one_is_allowed(reading: TestClient) -> None:
    for method, path, allowed in (
        ("DELETE", "/v1/themes", "GET"),
        ("POST", "/v1/counts", "GET"),
        ("GET", "/v1/conversations", "POST"),
        ("OPTIONS", "/v1/conversations", "POST"),
    ):
        answer = reading.request(method, path)
        problem(answer, 405, "method-not-allowed")
        assert answer.headers["allow"] == allowed


@pytest.mark.parametrize(
    "path", ["/v1/themes", "/v1/themes/t-x", "/v1/themes/t-x/conversations", "/v1/counts"]
)
def test_an_empty_workspace_says_what_to_do(client: TestClient, path: str) -> None:
    assert "earshot ingest" in problem(client.get(path), 409, "nothing-yet")["detail"]


def test_a_busy_store_says_when_to_try_again(client: TestClient, settings: Settings) -> None:
    merge(settings.store, [conversation("c0")])
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with open_writer(settings.store, "the holder", NOW):
            held.set()
            done.wait()  # however long the request warms up on a busy machine

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(30)
    try:
        answer = client.post("/v1/conversations", json={"text": "x"})
        assert "the holder" in problem(answer, 503, "store-busy")["detail"]
        assert int(answer.headers["retry-after"]) > 0
        assert client.get("/v1/themes").status_code == 200
    finally:
        done.set()
        holder.join()


def test_what_is_unexpected_tells_neither_answer_nor_log_what_was_said(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings, lambda: NOW)

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("secret words of a customer")

    with TestClient(app, raise_server_exceptions=False) as client, caplog.at_level(logging.INFO):
        told = problem(client.get("/broken"), 500, "unexpected")
    assert "secret" not in str(told)
    assert "secret" not in caplog.text
    assert "RuntimeError at broken" in caplog.text


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


@pytest.mark.parametrize("peer", ["203.0.113.9", "10.0.0.2", "::ffff:10.0.0.2", "somewhere", ""])
def test_other_machines_are_refused(filled_app: FastAPI, peer: str) -> None:
    client = TestClient(filled_app, client=(peer, 5000))
    problem(client.get("/v1/themes"), 403, "refused")
    problem(client.post("/v1/conversations", json={"text": "x"}), 403, "refused")


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_may_ask(peer: str) -> None:
    assert is_loopback(peer)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "localhost.evil.example", "", "::1", "10.0.0.1"]
)
def test_foreign_host_names_are_refused(reading: TestClient, host: str) -> None:
    assert not is_local_name(host)
    problem(reading.get("/v1/themes", headers={"host": host}), 403, "refused")


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:80", "[::1]:8000", "[::1]", "LOCALHOST"]
)
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert is_local_name(host)


def test_answers_are_kept_nowhere_on_the_way(reading: TestClient) -> None:
    assert reading.get("/v1/themes").headers["cache-control"] == "no-store"


def test_every_operation_documents_its_problems_and_gives_examples(filled_app: FastAPI) -> None:
    told = filled_app.openapi()
    for path, methods in told["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
            assert operation["description"], path
            assert "example" in str(operation["responses"]["200"]), path
            for status, answer in operation["responses"].items():
                kinds = list(answer["content"])
                assert kinds == (
                    ["application/json"] if status == "200" else ["application/problem+json"]
                )


def test_importing_the_api_loads_no_learning_library_and_touches_no_workspace() -> None:
    code = (
        "import sys, api.app\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'hdbscan', 'sklearn'}\n"
        "print(sorted(heavy & set(sys.modules)), api.app._build_default_app.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] 0"


def test_the_app_of_the_environment_is_made_when_it_is_asked_for(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "there"))
    code = "import api.app; print(api.app.app.state.workspace.settings.home)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(tmp_path / "there")
