"""Areas and labels in the language asked for."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from tests.api.asking import open_client
from tests.api.conftest import settings_at
from tests.builders import NOW
from tests.store.tables.test_labels import fill_home


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    settings = settings_at(tmp_path)
    fill_home(settings.store)
    return open_client(create_app(settings, lambda: NOW))


def test_areas_are_listed_with_their_themes(client: TestClient) -> None:
    told = client.get("/v1/areas").json()
    assert told["areas"] == [
        {
            "id": "ar-1",
            "label": "Ссылка и карта",
            "labels": {"ru": "Ссылка и карта", "en": "Link and card"},
            "themes": ["t-1", "t-2"],
            "asks": 4,
            "conversations": 3,
            "share": 1.0,
        }
    ]
    assert client.get("/v1/areas", params={"lang": "en"}).json()["areas"][0]["label"] == (
        "Link and card"
    )


def test_labels_are_shown_in_the_language_asked_for(client: TestClient) -> None:
    themes = client.get("/v1/themes", params={"lang": "en"}).json()["themes"]
    assert [theme["label"] for theme in themes] == ["Card is declined", "Where is the link?"]
    assert themes[1]["labels"] == {"ru": "Где ссылка?", "en": "Where is the link?"}
    assert themes[1]["area"] == "ar-1"
    one = client.get("/v1/themes/t-1", params={"lang": "en"}).json()["theme"]
    assert (one["label"], one["keywords"]) == ("Where is the link?", ["link"])
    assert client.get("/v1/themes/t-1").json()["theme"]["label"] == "Где ссылка?"


def test_pages_are_the_same_in_every_language(client: TestClient) -> None:
    first = client.get("/v1/themes", params={"lang": "en", "limit": 1}).json()
    second = client.get("/v1/themes", params={"limit": 1, "cursor": first["next_cursor"]}).json()
    assert [first["themes"][0]["id"], second["themes"][0]["id"]] == ["t-2", "t-1"]


def test_a_language_labels_are_not_shown_in_is_a_problem(client: TestClient) -> None:
    assert client.get("/v1/areas", params={"lang": "xx"}).status_code == 422
