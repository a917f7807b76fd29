"""The health of a workspace, an empty one too."""

from typing import Any

from fastapi.testclient import TestClient

from api.app import create_app
from tests.api.asking import get_json, open_client
from tests.api.conftest import settings_at
from tests.builders import NOW


def test_health_answers_for_an_empty_workspace(client: TestClient) -> None:
    told = get_json(client, "/v1/health")
    assert told["status"] == "ok"
    assert told["snapshot"] is None
    assert told["data_through"] is None
    assert told["model"]["name"] == "multilingual"


def test_a_model_that_is_not_there_is_not_ready(tmp_path: Any) -> None:
    settings = settings_at(tmp_path, model=str(tmp_path / "nowhere"))
    client = open_client(create_app(settings, lambda: NOW))
    assert get_json(client, "/v1/health")["model"]["ready"] is False
