"""The labelled texts the masking is judged by: `data/privacy.tsv`, written by us.

A line is a text of one language; `{kind:value}` marks what is personal in it, and a text without
marks is clean. Rules were made looking at the half called "development" alone.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).parent.parent / "data" / "privacy.tsv"
_MARK = re.compile(r"\{([a-z]+):([^{}]+)\}")


@dataclass(frozen=True)
class PersonalSpan:
    """A marked piece of a text."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class LabelledText:
    """A text and what is personal in it."""

    language: str
    half: str
    """"development" or "judged"."""
    text: str
    personal: tuple[PersonalSpan, ...]


def read_labelled(half: str | None = None) -> list[LabelledText]:
    """The texts of one half, or all."""
    with PATH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [_parse_labelled(row["language"], row["half"], row["text"]) for row in rows]
    return [text for text in texts if half in (None, text.half)]


def _parse_labelled(language: str, half: str, marked: str) -> LabelledText:
    marked = marked.replace("\\n", "\n")
    pieces: list[str] = []
    personal = []
    length = end = 0
    for mark in _MARK.finditer(marked):
        pieces += [marked[end : mark.start()], mark[2]]
        length += mark.start() - end
        personal.append(PersonalSpan(length, length + len(mark[2]), mark[1]))
        length += len(mark[2])
        end = mark.end()
    return LabelledText(language, half, "".join([*pieces, marked[end:]]), tuple(personal))
