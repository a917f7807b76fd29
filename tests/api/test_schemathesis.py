"""The API does what its OpenAPI says: every check of schemathesis, on a workspace with data, with
requests that follow the document and requests that break it."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from starlette.types import Receive, Scope, Send

from api.app import create_app
from api.params import Workspace
from api.workers import Workers
from tests.api.conftest import fill, settings_at
from tests.builders import NOW

_WITH_FOREIGN_CURSORS = ["2xx", "3xx", "400", "401", "403", "404", "409", "429", "5xx"]
_CONFIG = {
    "seed": 7,
    "generation": {"deterministic": True},
    # Hundreds of snapshots would be published by the systematic phase: here POST is met by random
    # requests alone. `schemathesis run` on a served workspace meets it with all.
    "operations": [
        {"include-path": "/v1/conversations", "phases": {"coverage": {"enabled": False}}},
        # The document can say what form a cursor has, not which were given: others are 400.
        {
            "include-path-regex": "^/v1/themes(/{id}/conversations)?$",
            "checks": {"positive_data_acceptance": {"expected-statuses": _WITH_FOREIGN_CURSORS}},
        },
    ],
}
# The document has to be known when tests are collected; the workspace comes with the first test.
app = create_app(settings_at(Path("not-yet")), lambda: NOW)


async def ask_from_here(scope: Scope, receive: Receive, send: Send) -> None:
    """The application, asked by this machine and by its name: schemathesis has names of its own."""
    if scope["type"] == "http":
        headers = [(b"host", b"localhost"), *(one for one in scope["headers"] if one[0] != b"host")]
        scope = {**scope, "client": ("127.0.0.1", 50_000), "headers": headers}
    await app(scope, receive, send)


schema = schemathesis.openapi.from_asgi(
    "/openapi.json",
    ask_from_here,
    config=schemathesis.Config.from_dict(_CONFIG),
)


@pytest.fixture(scope="module", autouse=True)
def workspace(tmp_path_factory: pytest.TempPathFactory, workers: Workers) -> None:
    """A workspace of its own: these requests also write."""
    told = settings_at(tmp_path_factory.mktemp("described"))
    fill(told.store)
    app.state.workspace = Workspace(told, lambda: NOW, workers)


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_documented(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate()
