"""A JSON document too long to be held gives the same conversations as one that is held, and what
stands before damage is kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.conversations import Conversation, Rejected
from domain.errors import BadInput
from ingest.formats import jsonl, long_json
from ingest.open import read


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything counts as long: tens of characters and values."""
    monkeypatch.setattr(jsonl, "WHOLE", 60)
    monkeypatch.setattr(long_json, "STRETCH", 1_000)
    monkeypatch.setattr(long_json, "_CHUNK", 256)
    monkeypatch.setattr(long_json, "AROUND", 200)


def ticket(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "subject": f"Ticket {number}",
        "description": f"Where is link {number}?",
        "requester_id": 7,
        "submitter_id": 7,
        "via": {"channel": "email"},
        "created_at": "2026-02-03T10:00:00Z",
        "comments": [
            {"id": number * 10, "author_id": 7, "body": f"Where is link {number}?", "public": True},
            {"id": number * 10 + 1, "author_id": 9, "body": "Here", "public": number % 2 == 0},
        ],
    }


PAGE = {
    "tickets": [ticket(number) for number in range(1, 41)],
    "users": [{"id": 9, "role": "end-user", "name": "Ann Lee"}, {"id": 7, "role": "agent"}],
    "end_of_stream": True,
}
NATIVE = [{"id": str(number), "text": f"Question {number}"} for number in range(200)]


def told(path: Path) -> list[Any]:
    return [
        (one.id, [(said.author, said.text, said.public) for said in one.messages])
        if isinstance(one, Conversation)
        else one
        for one in read(path).items
    ]


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("document", [PAGE, NATIVE, {"conversations": NATIVE, "next": None}])
def test_a_long_document_tells_what_a_short_one_does(
    document: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = written(tmp_path / "export.json", json.dumps(document, indent=1))
    held = told(path)
    request.getfixturevalue("short")
    assert told(path) == held
    assert len(held) == (40 if document is PAGE else 200)


@pytest.mark.usefixtures("short")
def test_users_behind_a_long_list_still_say_who_is_who(tmp_path: Path) -> None:
    path = written(tmp_path / "export.json", json.dumps(PAGE))
    assert {said[0] for _, messages in told(path) for said in messages[:1]} == {"agent"}


@pytest.mark.parametrize("cut", [1_500, 5_000])
@pytest.mark.parametrize("long", [True, False])
def test_what_stands_before_damage_in_a_list_is_kept(
    cut: int, long: bool, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if long:
        request.getfixturevalue("short")
    path = written(tmp_path / "list.json", json.dumps(NATIVE)[:cut])
    *good, last = told(path)
    assert [one[0] for one in good] == [str(number) for number in range(len(good))]
    assert len(good) > cut // 50
    assert isinstance(last, Rejected)
    assert last.place == f"list.json:{len(good) + 1}"


@pytest.mark.usefixtures("short")
def test_an_object_that_ends_early_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "page.json", json.dumps(PAGE)[:-10])
    with pytest.raises(BadInput, match="ends too early"):
        list(read(path).items)


@pytest.mark.usefixtures("short")
def test_two_long_lists_in_one_object_are_refused(tmp_path: Path) -> None:
    document = {"tickets": PAGE["tickets"], "comments": NATIVE * 2}
    path = written(tmp_path / "two.json", json.dumps(document))
    with pytest.raises(BadInput, match=r"several long lists \(tickets, comments\)"):
        list(read(path).items)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("shift", range(6))
def test_escapes_of_telegram_are_mended_wherever_a_piece_ends(
    shift: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '[{"text": "a\\x1fb \\\\x20 c"}]'
    pieces = [text[: 10 + shift], *text[10 + shift :]]
    assert list(long_json.iter_list_items(pieces, "x")) == [{"text": "a\x1fb \\x20 c"}]
