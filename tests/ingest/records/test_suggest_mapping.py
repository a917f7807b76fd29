"""A mapping file written from what stands in a file of an unknown shape, and read with it."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from domain.conversations import Conversation
from domain.errors import BadInput
from ingest.open import read
from ingest.parsing.mapping import load_mapping
from ingest.records.suggest_mapping import suggest_mapping
from ingest.suggest import suggest_map

ASKED = ("The lock does not open", "Where is my invoice?", "The bike has no brakes at all")
ANSWERED = "Please hold the button for a while"


def make_cases(make: Any) -> list[Any]:
    return [make(number, text) for number, text in enumerate(ASKED, 1)]


NESTED = make_cases(
    lambda number, text: {
        "ref": f"N-{number}",
        "opened": f"2026-04-0{number}",
        "steps": [
            {"by": {"kind": "rider"}, "words": text},
            {"by": {"kind": "mechanic"}, "words": ANSWERED},
        ],
    }
)
FLAGGED = make_cases(
    lambda number, text: {
        "uid": f"u-{number}",
        "log": [
            {"body_text": text, "incoming": True, "stamp": f"2026-01-0{number}T10:00:00Z"},
            {"body_text": ANSWERED, "incoming": False, "stamp": f"2026-01-0{number}T11:00:00Z"},
        ],
    }
)
SENT = make_cases(
    lambda number, text: {
        "uid": f"u-{number}",
        "log": [{"said": text, "outgoing": False}, {"said": ANSWERED, "outgoing": True}],
    }
)
RUSSIAN = make_cases(
    lambda number, text: {
        "номер": 500 + number,
        "создано": f"0{number}.03.2026 10:00",
        "переписка": [
            {"кто": "клиент", "когда": f"0{number}.03.2026 10:00", "что": text},
            {"кто": "оператор", "когда": f"0{number}.03.2026 10:05", "что": ANSWERED},
        ],
    }
)
UKRAINIAN = make_cases(
    lambda number, text: {
        "код": f"ЗВ-{number}",
        "листування": {
            "рядки": [{"хто": "клієнт", "слова": text}, {"хто": "фахівець", "слова": ANSWERED}]
        },
    }
)
UNIX = {
    f"c{number}": {
        "began": 1_767_225_600 + number,
        "lines": [
            {"from": "user", "say": text, "t": 1_767_225_600 + number},
            {"from": "support", "say": ANSWERED, "t": 1_767_225_700 + number},
        ],
    }
    for number, text in enumerate(ASKED)
}
HTML = make_cases(
    lambda number, text: {
        "k": f"x{number}",
        "thread": [
            {
                "html_body": f"<p>{text}</p>",
                "person": {"type": "guest", "mail": f"g{number}@x.example"},
            },
            {
                "html_body": f"<p>{ANSWERED}</p>",
                "person": {"type": "operator", "mail": "o@x.example"},
            },
        ],
    }
)
ROLES = make_cases(
    lambda number, text: {
        "talk_id": f"t{number}",
        "entries": [
            {"role_name": "client", "content_txt": text},
            {"role_name": "employee", "content_txt": ANSWERED},
        ],
    }
)
SHAPES: dict[str, Any] = {
    "a list": NESTED,
    "an object around a list": {"export": 7, "desk": {"name": "N"}, "cases": NESTED},
    "deep inside": {"response": {"page": 1, "result": {"rows": NESTED}}},
    "an inbound flag": FLAGGED,
    "an outbound flag": SENT,
    "Russian fields": RUSSIAN,
    "Ukrainian fields, nested": UKRAINIAN,
    "objects by key": UNIX,
    "objects by key, inside": {"version": 2, "talks": UNIX},
    "HTML": HTML,
    "beside a list of people": {
        "agents": [{"id": 1, "name": "Ann Lee"}, {"id": 2, "name": "Bob Ray"}],
        "talks": ROLES,
    },
    "a page of results": {"next": None, "total": 3, "hits": {"hits": ROLES}},
}


def read_suggested(path: Path) -> list[Conversation]:
    mapping = path.with_name("suggested.toml")
    mapping.write_text(suggest_map(path), encoding="utf-8")
    items = list(read(path, mapping=load_mapping(mapping)).items)
    return [item for item in items if isinstance(item, Conversation)]


@pytest.mark.parametrize("name", SHAPES)
def test_the_suggested_mapping_reads_the_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(SHAPES[name], ensure_ascii=False), encoding="utf-8")
    found = read_suggested(path)
    assert [[(one.author, one.text) for one in talk.messages] for talk in found] == [
        [("customer", text), ("agent", ANSWERED)] for text in ASKED
    ]
    assert len({talk.id for talk in found}) == len(ASKED)


def test_times_are_found_by_their_values(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(UNIX), encoding="utf-8")
    first = read_suggested(path)[0]
    assert first.created_at is not None
    assert first.created_at.year == 2026
    assert all(message.at for message in first.messages)


def test_json_lines_and_tables_are_judged_too(tmp_path: Path) -> None:
    lines = tmp_path / "export.jsonl"
    lines.write_text("\n".join(map(json.dumps, NESTED)), encoding="utf-8")
    assert [len(talk.messages) for talk in read_suggested(lines)] == [2, 2, 2]
    table = tmp_path / "export.csv"
    rows = "\n".join(f"K{number};{text};open" for number, text in enumerate(ASKED))
    table.write_text(f"Nr;Inhalt;Zustand\n{rows}\n", encoding="utf-8")
    assert [talk.messages[0].text for talk in read_suggested(table)] == list(ASKED)


def test_no_words_of_customers_stand_in_it() -> None:
    for shape in SHAPES.values():
        suggested = suggest_mapping(shape, "export.json")
        tomllib.loads(suggested)
        assert not [text for text in (*ASKED, ANSWERED) if text in suggested]


@pytest.mark.parametrize("shape", [[{"a": 1, "b": 2}, {"a": 2, "b": 3}], {"x": ["a", "b"]}, []])
def test_where_nothing_looks_like_a_text_it_says_so(shape: Any) -> None:
    with pytest.raises(BadInput, match="looks like what customers wrote"):
        suggest_mapping(shape, "export.json")


def test_a_folder_and_an_archive_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="folder"):
        suggest_map(tmp_path)
