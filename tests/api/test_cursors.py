"""A cursor is the position of a row, bound to its query."""

import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cursors import PATTERN, decode_cursor, encode_cursor
from api.errors import UnknownCursor
from pipeline.settings import Settings
from tests.api.asking import check_problem, get_json
from tests.builders import MONDAY, NOW, ask, days, save_asks, save_themes


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
        check_problem(reading.get(where, params=query), 404, "unknown-cursor")
    check_problem(reading.get(path, params={"cursor": "garbage"}), 422, "bad-cursor")
    assert reading.get(path, params={"cursor": cursor, "limit": 7}).status_code == 200


def test_a_cursor_holds_while_new_snapshots_come(settings: Settings) -> None:
    home = settings.store
    asks = [ask(f"a{number}", f"c{number}", at=MONDAY + days(number)) for number in range(6)]
    save_asks(home, asks)
    save_themes(home, {"t-x": [told.id for told in asks]})
    client = TestClient(create_app(settings, lambda: NOW))
    path = "/v1/themes/t-x/conversations"
    first = get_json(client, path, limit=3)
    newer = [*asks, ask("a9", "c9", at=MONDAY + days(9))]
    save_asks(home, newer)
    save_themes(home, {"t-x": [told.id for told in newer]})
    second = get_json(client, path, limit=9, cursor=first["next_cursor"])
    seen = [row["id"] for row in first["conversations"] + second["conversations"]]
    assert seen == ["c5", "c4", "c3", "c2", "c1", "c0"]
    assert second["snapshot"]["number"] > first["snapshot"]["number"]


def test_a_cursor_decodes_to_its_position() -> None:
    query, position = ("conversations", "t-1"), [None, "chat", 'дужки "так"', 7]
    cursor = encode_cursor(query, position)
    assert re.fullmatch(PATTERN, cursor)
    assert decode_cursor(query, cursor, list) == position


def test_a_position_that_cannot_be_parsed_is_an_unknown_cursor() -> None:
    cursor = encode_cursor(("themes",), ["not a number"])
    with pytest.raises(UnknownCursor):
        decode_cursor(("themes",), cursor, lambda position: int(position[0]))
