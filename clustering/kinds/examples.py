"""Asks of which the kind is known, for models that no head was shipped for."""

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from domain.asks import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Example:
    """A text whose kind a person told."""

    text: str
    kind: Kind


@lru_cache(maxsize=1)
def load_shipped_examples() -> tuple[Example, ...]:
    """The examples that are installed: Russian, Ukrainian and English, all kinds alike."""
    told = resources.files("clustering.kinds").joinpath("examples.tsv").read_text(encoding="utf-8")
    return tuple(parse_examples(told))


def parse_examples(told: str) -> list[Example]:
    """Examples of a table with the columns kind and text. Raises `ValueError` for another kind."""
    rows = csv.DictReader(io.StringIO(told), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Example(row["text"], _parse_kind(row["kind"])) for row in rows]


def _parse_kind(told: str) -> Kind:
    if told not in KINDS:
        raise ValueError(f"{told!r} is no kind of ask: {', '.join(KINDS)}")
    return KINDS[KINDS.index(told)]
