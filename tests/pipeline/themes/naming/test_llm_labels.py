"""The namer: off by default; sends masked quotes alone; its labels keep our rules or are not used;
asked once for the same quotes; never waited for long, and never while the writer's lock is held.

The service is a real HTTP server on this machine that answers as chat completions are documented.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from clustering.labels.validate import validate_label
from domain.asks import Ask
from domain.errors import BadInput
from domain.themes import Name, Theme
from pipeline.settings import Settings
from pipeline.themes.naming.llm_labels import LabelResult, name_themes
from pipeline.themes.refresh import refresh_themes
from store.files.lock import hold_writer_lock
from store.read.reader import open_reader
from tests.builders import NOW, ask, save_asks

Answer = Callable[[dict[str, Any]], tuple[int, bytes]]

ASKS = {
    "a1": ask("a1", "c1", "Где мой сертификат, [name-1]?", language="ru"),
    "a2": ask("a2", "c2", "Where is my certificate?"),
    "a3": ask("a3", "c3", "My card was declined"),
}
THEMES = (
    Theme(
        "t-1", "Сертификат", (), ("a1", "a2"),
        names=(Name("ru", "Сертификат"), Name("en", "Certificate")),
    ),
    Theme("t-2", "Card", (), ("a3",), names=(Name("en", "Card"),)),
)  # fmt: skip


def saying(content: str, status: int = 200) -> tuple[int, bytes]:
    """An answer as chat completions give it."""
    told = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "choices": [
            {"index": 0, "finish_reason": "stop",
             "message": {"role": "assistant", "content": content}}
        ],
    }  # fmt: skip
    return status, json.dumps(told).encode()


def naming(*contents: str) -> Answer:
    """One content after the other; the last one again and again."""
    left = list(contents)
    return lambda _: saying(left.pop(0) if len(left) > 1 else left[0])


@contextmanager
def served(answer: Answer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A service and the requests it got."""
    got: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            got.append({"path": self.path, "key": self.headers.get("Authorization"), **body})
            status, told = answer(body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", got
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def named(
    folder: Path, url: str | None, themes: tuple[Theme, ...] = THEMES, **more: Any
) -> LabelResult:
    chosen: dict[str, Any] = {"namer_model": "some-model", "namer_timeout": 5, **more}
    settings = Settings(home=folder, namer_url=url, **chosen)
    asks: dict[str, Ask] = ASKS
    return name_themes(settings, themes, asks)


def labels(told: LabelResult) -> list[dict[str, str]]:
    return [{name.language: name.label for name in theme.names} for theme in told.themes]


def test_nothing_is_sent_unless_an_address_is_set(tmp_path: Path) -> None:
    with served(naming("{}")) as (_, got):
        told = named(tmp_path, None)
    assert told == LabelResult(THEMES)
    assert got == []


def test_good_labels_are_taken_over(tmp_path: Path) -> None:
    good = naming('{"ru": "где сертификат?", "en": "Where is the certificate?"}',
                  'Sure:\n```json\n{"en": "Card is declined."}\n```')  # fmt: skip
    with served(good) as (url, got):
        told = named(tmp_path, url, namer_key="secret")
    assert labels(told) == [
        {"ru": "Где сертификат?", "en": "Where is the certificate?"}, {"en": "Card is declined"},
    ]  # fmt: skip
    assert told.themes[0].label == "Где сертификат?"
    assert (told.named, told.note) == (3, None)
    assert {(one["path"], one["key"]) for one in got} == {("/v1/chat/completions", "Bearer secret")}


def test_masked_quotes_and_languages_are_all_that_is_sent(tmp_path: Path) -> None:
    with served(naming("{}")) as (url, got):
        named(tmp_path, url)
    assert json.loads(got[0]["messages"][1]["content"]) == {
        "languages": {"ru": "Russian", "en": "English"},
        "quotes": ["Где мой сертификат, [name-1]?", "Where is my certificate?"],
    }
    sent = json.dumps(got, ensure_ascii=False)
    assert not any(word in sent for word in ("c1", "a1", "t-1", "desk.example", "customer of"))


def test_the_same_quotes_are_asked_about_once(tmp_path: Path) -> None:
    with served(naming('{"ru": "Где сертификат?"}', '{"en": "Card is declined"}')) as (url, got):
        first = named(tmp_path, url)
        again = named(tmp_path, url)
        assert len(got) == 2
        named(tmp_path, url, namer_model="another-model")
    assert labels(again) == labels(first)
    assert (first.asked, again.asked) == (2, 0)
    assert len(got) == 4
    assert (tmp_path / "names.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    ["", "I cannot help with that", "[1, 2]", '{"ru": 7, "en": null}', '{"ru": "Где', "{" * 5_000,
     '{"ru": "Where is the certificate?", "en": "Где сертификат?"}',
     '{"ru": "<b>Сертификат</b> курса", "en": "Certificate for [name-1]"}',
     '{"ru": "Сертификат из https://example.com", "en": "The certificate is not in"}'],
)  # fmt: skip
def test_a_bad_answer_leaves_our_own_names(tmp_path: Path, content: str) -> None:
    with served(naming(content)) as (url, _):
        told = named(tmp_path, url)
    assert told.themes == THEMES


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"choices": []}', b'{"choices": 4}'])
def test_what_is_no_chat_completion_is_told_in_a_note(tmp_path: Path, body: bytes) -> None:
    with served(lambda _: (200, body)) as (url, _):
        told = named(tmp_path, url)
    assert told.themes == THEMES
    assert told.note is not None
    assert "did not answer as chat completions do" in told.note


def test_a_label_of_another_theme_is_not_taken_over(tmp_path: Path) -> None:
    with served(naming('{"ru": "Где сертификат?", "en": "Card"}', '{"en": "certificate"}')) as (
        url, _,
    ):  # fmt: skip
        told = named(tmp_path, url)
    assert labels(told) == [{"ru": "Где сертификат?", "en": "Certificate"}, {"en": "Card"}]


def test_a_wrong_key_is_told_at_once(tmp_path: Path) -> None:
    with served(lambda _: saying("{}", 401)) as (url, got):
        told = named(tmp_path, url)
    assert told.note == (
        "The namer answered with status 401; themes it did not name have names of our own."
    )
    assert len(got) == 1


def test_a_service_that_is_away_is_not_asked_on_and_on(tmp_path: Path) -> None:
    many = THEMES * 4
    with served(lambda _: saying("{}", 503)) as (url, got):
        assert named(tmp_path, url, many).themes == many
    assert len(got) == 2
    told = named(tmp_path, url, many)
    assert told.themes == many
    assert told.note is not None
    assert "cannot be reached" in told.note


def test_a_slow_service_is_given_up(tmp_path: Path) -> None:
    def slow(_: dict[str, Any]) -> tuple[int, bytes]:
        time.sleep(0.6)
        return saying("{}")

    with served(slow) as (url, _):
        told = named(tmp_path, url, namer_timeout=0.2)
    assert told.themes == THEMES
    assert told.note is not None
    assert "no answer within 0.2 seconds" in told.note


def test_an_address_without_a_model_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="EARSHOT_NAMER_MODEL"):
        named(tmp_path, "http://127.0.0.1:1/v1", namer_model=None)


def test_the_key_is_not_shown(tmp_path: Path) -> None:
    assert "hush" not in repr(Settings(home=tmp_path, namer_key="hush"))  # type: ignore[arg-type]


def test_a_regrouping_asks_while_others_may_write(tmp_path: Path) -> None:
    texts = [f"where is the {what} of my {thing}" for what in ("link", "price") for thing in
             ("course", "lesson", "webinar", "group", "order", "account")]  # fmt: skip
    settings = Settings(home=tmp_path / "home", model="fast", namer_model="some-model")
    save_asks(settings.store, [ask(f"a{i}", f"c{i}", text) for i, text in enumerate(texts)])
    held: list[bool] = []

    def answer(_: dict[str, Any]) -> tuple[int, bytes]:
        with hold_writer_lock(settings.store.lock, "another", NOW, 0.0):
            held.append(True)
        return saying('{"en": "Lost in space"}')

    with served(answer) as (url, _):
        refresh_themes(settings.model_copy(update={"namer_url": url}), NOW)
    with open_reader(settings.store) as reader:
        told = [theme.label for theme in reader.read_themes()]
    assert held
    assert told.count("Lost in space") == 1


@pytest.mark.parametrize(
    ("offered", "language", "label"),
    [
        (" «не приходит код» ", "ru", "Не приходит код"),
        ("Немає кнопки Google Pay", "uk", "Немає кнопки Google Pay"),
        ("Нет кнопки ы", "uk", None),
        ("Немає кнопки", "ru", None),
        ("Refund", "en", "Refund"),
        ("x" * 61, "en", None),
        ("one two three four five six seven eight nine ten eleven", "en", None),
        ("Order 123456 is late", "en", None),
        ("Two\nlines", "en", None),
        ("**Refund**", "en", None),
        ("Refund 🙂 please", "en", None),
        ("Отмена\u202eподписки", "ru", None),
        ("OK", "en", None),
    ],
)
def test_an_offered_label_keeps_the_rules_or_is_none(
    offered: str, language: str, label: str | None
) -> None:
    assert validate_label(offered, language, set()) == label
