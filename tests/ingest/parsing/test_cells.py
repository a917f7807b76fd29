"""A cell may hold an object, as JSON or as Python writes it."""

import pytest

from ingest.parsing.cells import looks_like_objects, parse_cell


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('{"a": [1, null]}', {"a": [1, None]}),
        ("[{'a': True, 'b': \"it's\"}]", [{"a": True, "b": "it's"}]),
        ("[broken", "[broken"),
        ("{'a': open('x')}", "{'a': open('x')}"),
        ("plain words", "plain words"),
        ("[" * 50_000, "[" * 50_000),
        ("[" + "-" * 50_000 + "1]", "[" + "-" * 50_000 + "1]"),
        (None, None),
        (7, 7),
    ],
)
def test_a_cell_is_its_object_or_itself(cell: object, value: object) -> None:
    assert parse_cell(cell) == value


def test_objects_are_told_from_bracketed_words() -> None:
    cells = ['[{"a": 1}]', "[{'a': 1}]", "{'a': 1}", '[ {"a": 1}]', "[]"]
    assert all(map(looks_like_objects, cells))
    assert not any(map(looks_like_objects, ["[1] Login fails", "{name} is late", "", "a"]))
