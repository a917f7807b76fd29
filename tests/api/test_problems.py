"""Everything that goes wrong is a problem detail with a slug, without customers' words."""

import logging
import threading

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from pipeline.settings import Settings
from store.write.writer import open_writer
from tests.api.asking import check_problem, open_client
from tests.builders import NOW, conversation, merge


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "limit=many", "limit=1&period=all&limit=x"]
)
def test_wrong_parameters_are_reported_by_name(reading: TestClient, query: str) -> None:
    told = check_problem(reading.get(f"/v1/themes?{query}"), 422, "bad-request")
    assert told["errors"][0]["place"] == "query.limit"


def test_an_address_that_is_none_is_reported(reading: TestClient) -> None:
    for path in ("/", "/v1", "/v1/themes/", "/docs", "/v1/themes/a/b"):
        check_problem(reading.get(path), 404, "not-found")


def test_another_method_is_reported_which_one_is_allowed(reading: TestClient) -> None:
    for method, path, allowed in (
        ("DELETE", "/v1/themes", "GET"),
        ("POST", "/v1/counts", "GET"),
        ("GET", "/v1/conversations", "POST"),
        ("OPTIONS", "/v1/conversations", "POST"),
    ):
        answer = reading.request(method, path)
        check_problem(answer, 405, "method-not-allowed")
        assert answer.headers["allow"] == allowed


@pytest.mark.parametrize(
    "path", ["/v1/themes", "/v1/themes/t-x", "/v1/themes/t-x/conversations", "/v1/counts"]
)
def test_an_empty_workspace_says_what_to_do(client: TestClient, path: str) -> None:
    assert "earshot ingest" in check_problem(client.get(path), 409, "nothing-yet")["detail"]


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
        assert "the holder" in check_problem(answer, 503, "store-busy")["detail"]
        assert int(answer.headers["retry-after"]) > 0
        assert client.get("/v1/themes").status_code == 200
    finally:
        done.set()
        holder.join()


def test_what_is_unexpected_quotes_no_customer_in_answer_or_log(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings, lambda: NOW)

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("secret words of a customer")

    with open_client(app, raise_server_exceptions=False) as client, caplog.at_level(logging.INFO):
        told = check_problem(client.get("/broken"), 500, "unexpected")
    assert "secret" not in str(told)
    assert "secret" not in caplog.text
    assert f"RuntimeError at {__name__}:" in caplog.text
