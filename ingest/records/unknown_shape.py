"""Records of a shape that nobody here knows: what they look like, and whose they may be."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from domain.errors import NothingRead
from ingest.formats.jsonl import is_keyed

_SHOWN = 12
_DEEPEST = 6
_SENTENCE = 4
"""Words that a text has on average."""
Record = Mapping[str, Any]


def build_unknown_shape(sample: Sequence[Record], name: str) -> NothingRead:
    """The error that says what a file's objects look like and what to do; no text is in it."""
    tool = guess_tool(sample)
    seems = f" It looks like an export of {tool}, which has no reader here." if tool else ""
    return NothingRead(
        f"The objects in {name} are of no shape that is known here: {describe_shape(sample)}."
        f"{seems} Say which field is which in a mapping file: earshot parse {name} --suggest-map > "
        f"my.toml writes one to begin with, and --map my.toml reads with it (docs/sources.md)."
    )


def describe_shape(sample: Sequence[Record]) -> str:
    """The fields of the first records, for people: "ref, opened, steps (a list of objects with
    by, words)"."""
    seen: dict[str, Any] = {}
    for record in sample:
        for key, value in record.items():
            if seen.get(key) in (None, [], {}):
                seen[key] = value
    shown = [_describe_field(key, value) for key, value in list(seen.items())[:_SHOWN]]
    return ", ".join([*shown, *(["..."] if len(seen) > _SHOWN else [])])


def guess_tool(sample: Sequence[Record]) -> str | None:
    """The tool whose marks stand in most records; None where none does."""
    words = [list(_iter_marked(record, 0)) for record in sample]
    found = {
        tool: sum(any(mark in word for word in here for mark in marks) for here in words)
        for tool, marks in _load_marks().items()
    }
    best = max(found, key=lambda tool: found[tool], default=None)
    return best if best is not None and found[best] * 2 >= max(1, len(sample)) else None


def holds_words(name: str, sample: Sequence[Mapping[str, Any]], is_told: bool) -> bool:
    """Whether a field that was guessed may be what people wrote: it has letters, and where the
    objects hold lists of objects, which may be the messages, it has words or says so."""
    cells = [value for one in sample if isinstance(value := one.get(name), str) and value.strip()]
    if not any(char.isalpha() for cell in cells for char in cell):
        return False
    lists = sum(any(_is_object_list(value) for value in one.values()) for one in sample)
    words = sum(len(cell.split()) for cell in cells)
    return is_told or lists * 2 < len(sample) or words >= _SENTENCE * len(cells)


def _is_object_list(value: Any) -> bool:
    """Whether a value is a list of objects, or an object of objects."""
    if isinstance(value, dict):
        return is_keyed(value)
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _describe_field(key: str, value: Any) -> str:
    key = key if len(key) <= 60 else key[:57] + "..."
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"{key} (a list of objects with {', '.join(list(value[0])[:8])})"
    if isinstance(value, dict) and value:
        return f"{key} (an object with {', '.join(list(value)[:8])})"
    return key


def _iter_marked(value: Any, depth: int) -> Iterator[str]:
    """Where a tool leaves its marks: keys, and values without a space; never in what people say."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for key, inside in value.items():
            yield key.casefold()
            yield from _iter_marked(inside, depth + 1)
    elif isinstance(value, list):
        for inside in value[:20]:
            yield from _iter_marked(inside, depth + 1)
    elif isinstance(value, str) and len(value) < 300 and not any(map(str.isspace, value)):
        yield value.casefold()


@cache
def _load_marks() -> dict[str, tuple[str, ...]]:
    told = tomllib.loads(files(__package__).joinpath("unknown_tools.toml").read_text("utf-8"))
    return {tool: tuple(mark.casefold() for mark in marks) for tool, marks in told.items()}
