"""A cursor is the position of a row, bound to its query."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cursors import PATTERN, decode_cursor, encode_cursor, load_cursor_key
from api.errors import UnknownCursor
from api.routers.themes import _parse_position
from pipeline.settings import Settings
from tests.api.asking import check_problem, get_json, open_client
from tests.api.conftest import fill, settings_at
from tests.builders import MONDAY, NOW, ask, days, save_asks, save_themes

KEY = b"a key of a workspace"


def test_a_cursor_is_good_only_for_its_own_question(reading: TestClient) -> None:
    path = "/v1/themes/t-link/conversations"
    cursor = reading.get(path, params={"limit": 1}).json()["next_cursor"]
    foreign = [
        ("/v1/themes/t-crash/conversations", {"cursor": cursor}),
        (path, {"cursor": cursor, "period": "2026-02"}),
        ("/v1/themes", {"cursor": cursor}),
        (path, {"cursor": f"AAAA{cursor[4:]}"}),
        (path, {"cursor": f"{cursor[:-32]}{'0' * 32}"}),
        (path, {"cursor": forge_cursor(path, cursor)}),
    ]
    for where, query in foreign:
        check_problem(reading.get(where, params=query), 400, "unknown-cursor")
    check_problem(reading.get(path, params={"cursor": "garbage"}), 400, "bad-cursor")
    assert reading.get(path, params={"cursor": cursor, "limit": 7}).status_code == 200


def test_a_cursor_holds_while_new_snapshots_come(settings: Settings) -> None:
    home = settings.store
    asks = [ask(f"a{number}", f"c{number}", at=MONDAY + days(number)) for number in range(6)]
    save_asks(home, asks)
    save_themes(home, {"t-x": [told.id for told in asks]})
    client = open_client(create_app(settings, lambda: NOW))
    path = "/v1/themes/t-x/conversations"
    first = get_json(client, path, limit=3)
    newer = [*asks, ask("a9", "c9", at=MONDAY + days(9))]
    save_asks(home, newer)
    save_themes(home, {"t-x": [told.id for told in newer]})
    second = get_json(client, path, limit=9, cursor=first["next_cursor"])
    seen = [row["id"] for row in first["conversations"] + second["conversations"]]
    assert seen == ["c5", "c4", "c3", "c2", "c1", "c0"]
    assert second["snapshot"]["number"] > first["snapshot"]["number"]


def forge_cursor(path: str, cursor: str) -> str:
    """The cursor with the digest that anybody can compute who reads this."""
    body = cursor.rpartition(".")[0]
    query = ("conversations", path.split("/")[3], "all")
    return f"{body}.{hashlib.sha256(json.dumps([*query, body]).encode()).hexdigest()[:32]}"


@pytest.mark.parametrize("form", ["garbage", "", ".", "AAAA.", "AAAA.xyz", "\ud800", "A" * 30_000])
def test_what_has_not_the_form_of_a_cursor_is_refused(reading: TestClient, form: str) -> None:
    given = quote(form, errors="surrogatepass")
    for path in ("/v1/themes", "/v1/themes/t-link/conversations"):
        check_problem(reading.get(f"{path}?cursor={given}"), 400, "bad-cursor")


@pytest.mark.parametrize(
    "position",
    [
        [], [1], "text", 7, None, {}, [None] * 5,
        [float("nan"), 1, "a", "b"], [10**400, 1.0, "a", "b"], [True, 1, "a", "b"],
        ["1", 1, "a", "b"], [1, 1, None, "b"], [1, 1, "a", ["b"]],
        ["2026-02-01", "a", "b", "c"], ["2026-02-01T00:00:00", "a", "b", "c"],
        ["0001-01-01T00:00:00+14:00", "a", "b", "c"], ["9999-12-31T23:59:59-14:00", "a", "b", "c"],
        ["soon", "a", "b", "c"], [1e308, "a", "b", "c"], [7, "a", "b", "c"], [None, 1, "b", "c"],
        [None, "a", "b"], [None, "a", "b", None],
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/v1/themes", "/v1/themes/t-link/conversations"])
def test_an_odd_position_is_refused_even_with_our_signature(
    reading: TestClient, filled: Settings, path: str, position: Any
) -> None:
    query = ("themes", "all") if path == "/v1/themes" else ("conversations", "t-link", "all")
    cursor = encode_cursor(load_cursor_key(filled.store), query, position)
    answer = reading.get(path, params={"cursor": cursor})
    short = len(cursor.partition(".")[0]) < 4
    check_problem(answer, 400, "bad-cursor" if short else "unknown-cursor")


def test_a_number_far_beyond_every_theme_leads_to_an_empty_page(
    reading: TestClient, filled: Settings
) -> None:
    key = load_cursor_key(filled.store)
    cursor = encode_cursor(key, ("themes", "all"), [10**400, 0, "a", "b"])
    assert get_json(reading, "/v1/themes", cursor=cursor)["themes"] == []


def test_half_a_character_in_a_position_is_refused() -> None:
    with pytest.raises(TypeError):
        _parse_position([None, 5, "c", "a"])
    for half in (["\ud800", "a", "b", "c"], [None, "\udfff", "b", "c"]):
        with pytest.raises(ValueError, match="surrogates|isoformat"):
            _parse_position(half)


def test_a_workspace_without_its_key_has_cursors_and_makes_none(tmp_path: Path) -> None:
    settings = settings_at(tmp_path)
    fill(settings.store)
    settings.store.secrets.rename(tmp_path / "kept-elsewhere")
    with open_client(create_app(settings, lambda: NOW)) as client:
        path = "/v1/themes/t-link/conversations"
        cursor = get_json(client, path, limit=1)["next_cursor"]
        assert get_json(client, path, limit=1, cursor=cursor)["conversations"]
    assert not settings.store.secrets.exists()


def test_cursors_of_one_workspace_are_not_those_of_another(tmp_path: Path) -> None:
    keys = []
    for name in ("one", "other"):
        home = settings_at(tmp_path / name).store
        home.load_key()
        keys.append(load_cursor_key(home))
    cursor = encode_cursor(keys[0], ("themes",), [1])
    assert decode_cursor(keys[0], ("themes",), cursor, list) == [1]
    with pytest.raises(UnknownCursor):
        decode_cursor(keys[1], ("themes",), cursor, list)


def test_a_cursor_decodes_to_its_position() -> None:
    query, position = ("conversations", "t-1"), [None, "chat", 'дужки "так"', 7]
    cursor = encode_cursor(KEY, query, position)
    assert re.fullmatch(PATTERN, cursor)
    assert decode_cursor(KEY, query, cursor, list) == position


def test_the_longest_ids_have_cursors() -> None:
    position = [None, "джерело" * 20, "ї" * 2_000, "ї" * 2_000]
    assert re.fullmatch(PATTERN, encode_cursor(KEY, ("conversations", "t-1"), position))
