"""Examples: asks whose kind is known, to fit heads for models that none was shipped for."""

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from domain.asks import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the kind that a person gave it."""

    text: str
    kind: Kind


@lru_cache(maxsize=1)
def load_shipped_examples() -> tuple[Example, ...]:
    """The examples that are installed: Russian, Ukrainian and English, all kinds alike."""
    table = resources.files("clustering.kinds").joinpath("examples.tsv").read_text(encoding="utf-8")
    return tuple(parse_examples(table))


def parse_examples(table: str) -> list[Example]:
    """Examples of a tab-separated table with the columns kind and text. Raises `ValueError` for
    another kind."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Example(row["text"], _parse_kind(row["kind"])) for row in rows]


def _parse_kind(word: str) -> Kind:
    if word not in KINDS:
        raise ValueError(f"{word!r} is no kind of ask: {', '.join(KINDS)}")
    return KINDS[KINDS.index(word)]
