"""A workspace with themes in three languages, and clients of its API."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.workers import Workers
from domain.asks import Ask
from domain.conversations import Conversation
from pipeline.settings import Settings
from store.files.home import Home
from store.write.writer import open_writer
from tests.api.asking import open_client
from tests.builders import MONDAY, NOW, ask, conversation, days, merge, save_themes

CHANNELS = ("chat", "email", None)
LANGUAGES = ("ru", "uk", "en", "en")


def settings_at(folder: Path, **more: object) -> Settings:
    """A workspace of a test; writers wait briefly."""
    return Settings(home=folder / "home", **{"wait": 0.5, **more})  # type: ignore[arg-type]


def fill(home: Home) -> None:
    """Thirty conversations over six weeks. t-link: every one asks once, some again later; one has
    no time. t-crash: every third. The last ask is unthemed, one is excluded."""
    told, asks = [], []
    for number in range(30):
        key = f"c{number:02}"
        told.append(conversation(key, channel=CHANNELS[number % 3]))
        asks.append(_ask(number, f"a{number:02}", key))
        if number % 4 == 0:
            asks.append(_ask(number, f"b{number:02}", key, days(9)))
        if number % 3 == 0:
            asks.append(_ask(number, f"d{number:02}", key, days(1)))
    told.append(conversation("c90"))
    asks += [
        ask("e90", "c90", "something rare"),
        ask("e91", "c90", "", excluded="thanks", clean_text=""),
    ]
    _save(home, told, asks)
    ids = [told.id for told in asks]
    save_themes(
        home,
        {
            "t-link": [name for name in ids if name[0] in "ab"],
            "t-crash": [name for name in ids if name[0] == "d"],
        },
    )


def _ask(number: int, name: str, key: str, later: object = None) -> Ask:
    at = None if number == 29 else MONDAY + days(number * 1.4) + (later or days(0))  # type: ignore[operator]
    return ask(name, key, f"where is link {number}", at=at, language=LANGUAGES[number % 4])


def _save(home: Home, conversations: list[Conversation], asks: list[Ask]) -> None:
    merge(home, conversations, NOW)
    with open_writer(home, "test", NOW) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, asks, 1)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace with data, for tests that only read."""
    settings = settings_at(tmp_path_factory.mktemp("filled"), timezone="Europe/Kyiv")
    fill(settings.store)
    return settings


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Workers for all applications: a test need not wait until one has started."""
    shared = Workers()
    yield shared
    shared.close()


@pytest.fixture(scope="session")
def filled_app(filled: Settings, workers: Workers) -> FastAPI:
    """Its API."""
    return create_app(filled, lambda: NOW, workers)


@pytest.fixture
def reading(filled_app: FastAPI) -> Iterator[TestClient]:
    """A client that only reads."""
    with open_client(filled_app) as client:
        yield client


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An empty workspace of its own."""
    return settings_at(tmp_path)


@pytest.fixture
def client(settings: Settings, workers: Workers) -> Iterator[TestClient]:
    """A client of the empty workspace; what is unexpected is answered, not raised."""
    with open_client(
        create_app(settings, lambda: NOW, workers), raise_server_exceptions=False
    ) as client:
        yield client
