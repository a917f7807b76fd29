"""JSON Lines and JSON: records one at a time; a bad one is reported and the next one read."""

import json
from pathlib import Path

import pytest

from ingest.formats.jsonl import detect_shape
from tests.ingest.builders import lines, read_all, texts


def test_json_is_an_array_or_an_object_that_holds_one(tmp_path: Path) -> None:
    array, inside = tmp_path / "a.json", tmp_path / "b.json"
    array.write_text(json.dumps([{"text": "one"}, {"text": "two"}], indent=1))
    inside.write_text(json.dumps({"count": 1, "conversations": [{"text": "three"}]}))
    assert texts(read_all(array)[0]) == [["one"], ["two"]]
    assert texts(read_all(inside)[0]) == [["three"]]


def test_a_bad_line_is_reported_and_the_next_one_read(tmp_path: Path) -> None:
    good = {"text": "good"}
    path = lines(tmp_path / "a.jsonl", good, "{broken", good, '"text"', '{"text": NaN}', good)
    kept, rejected = read_all(path)
    assert len(kept) == 3
    assert [one.place for one in rejected] == ["a.jsonl:2", "a.jsonl:4", "a.jsonl:5"]


def test_nesting_and_nul_bytes_are_reported(tmp_path: Path) -> None:
    deep = '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    path = lines(tmp_path / "a.jsonl", {"text": "good"}, deep, '{"text": "\0"}', {"text": "a\0b"})
    kept, rejected = read_all(path)
    assert texts(kept) == [["good"]]
    assert [one.place.split()[0] for one in rejected] == [f"a.jsonl:{n}" for n in (2, 3, 4)]


@pytest.mark.parametrize(
    ("head", "shape"),
    [
        ('{"a": 1}\n{"b": 2}\n', "JSON Lines"),
        ('{"a": 1}\nbroken\n', "JSON Lines"),
        ('{"a": 1}\n', "JSON"),
        ('{\n "a": 1\n}\n', "JSON"),
        ('[{"a": 1}]', "JSON"),
        ("[1] Login fails\n", "table"),
        ("{name}, hello\n", "table"),
        ("id,text\n", "table"),
    ],
)
def test_the_shape_is_detected_from_the_beginning(head: str, shape: str) -> None:
    assert detect_shape(head) == shape
