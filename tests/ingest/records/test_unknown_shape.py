"""Objects that nobody knows: told by their fields and their tool, never as the native format."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.errors import NothingRead
from ingest.open import read
from ingest.records.unknown_shape import describe_shape, guess_tool

CASES = [
    {"ref": f"N-{number}", "steps": [{"by": {"kind": "rider"}, "words": "The lock is stuck"}]}
    for number in range(3)
]


def write(path: Path, value: Any) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "shape", [CASES, {"desk": "N", "cases": CASES}, CASES[:1], {"a": CASES[0]}]
)
def test_an_unknown_shape_fails_and_names_the_way_out(tmp_path: Path, shape: Any) -> None:
    with pytest.raises(NothingRead) as caught:
        read(write(tmp_path / "dump.json", shape))
    said = str(caught.value)
    assert "dump.json" in said
    assert "--map" in said
    assert "--suggest-map" in said
    assert "native format" not in said
    assert "stuck" not in said
    assert caught.value.exit_code == 1


def test_an_empty_list_is_no_unknown_shape(tmp_path: Path) -> None:
    assert list(read(write(tmp_path / "dump.json", [])).items) == []


def test_a_number_is_no_text_beside_a_list_of_objects(tmp_path: Path) -> None:
    shape = {"version": 1, "talks": {"a1": CASES[0]}}
    with pytest.raises(NothingRead):
        read(write(tmp_path / "dump.json", shape))


def test_short_flat_objects_are_read_as_before(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "dump.json", [{"nr": "a-1", "review": "Good"}]))
    assert [item.messages[0].text for item in reading.items] == ["Good"]  # type: ignore[union-attr]


def test_the_shape_is_described_by_its_fields() -> None:
    assert describe_shape(CASES) == "ref, steps (a list of objects with by, words)"
    assert describe_shape([{"who": {"id": 1, "name": "x"}}]) == "who (an object with id, name)"
    assert describe_shape([{f"f{number}": 1 for number in range(30)}]).endswith("f11, ...")


def test_the_tool_is_told_by_its_marks_and_never_by_what_people_say() -> None:
    assert guess_tool([{"hs_object_id": 4, "notes": []}]) == "HubSpot"
    assert guess_tool([{"link": "https://acme.kayako.com/conversations/7"}]) == "Kayako"
    assert guess_tool([{"body": "I moved from hubspot.com to you"}]) is None
    assert guess_tool(CASES) is None
    assert guess_tool([]) is None
