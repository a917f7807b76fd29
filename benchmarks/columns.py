"""How often the columns of a table are told right, on tables in the shape of real tools' exports.

    python -m benchmarks.columns [--quick] [--smoke] [--seed N]

Reads our own headers and rows (`data/columns.toml`; surveys, desks, CRMs, reviews and chats with
headers in English, Russian, Ukrainian and German). Prints what was told wrong, and the share told
right by field. Exits with 1 when a bar is missed.
"""

import random
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.bars import Bar
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from ingest.columns.guess import Guess, judge_columns
from ingest.columns.headers import find_header
from ingest.columns.row_authors import describe_untold, find_row_authors

DATA = Path(__file__).parent / "data" / "columns.toml"
RIGHT, DOUBTED = 0.95, 0.8
"""Least share of columns told right; of the others, least share that are doubted."""
FIELDS = ("text", "id", "author", "time")
QUICK, SMOKE = 40, 8


def read_samples() -> list[dict[str, str]]:
    """Tables, with the column of each field."""
    samples: list[dict[str, str]] = tomllib.loads(DATA.read_text(encoding="utf-8"))["sample"]
    return samples


def guess_fields(table: str) -> tuple[dict[str, str], str]:
    """The column of each field, as it is guessed, and everything that is doubted."""
    rows = [line.split("|") for line in table.strip("\n").split("\n")]
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    header = find_header(filled, len(filled[0]))
    body = filled[header.rows :]
    guess = judge_columns(header.names, body)
    records = [dict(zip(header.names, row, strict=False)) for row in body]
    columns = guess.columns
    found = {
        "text": columns.text or columns.html or "",
        "id": columns.conversation or columns.id or "",
        "author": _find_author(guess, records),
        "time": columns.at or "",
    }
    untold = "" if found["author"] else describe_untold(columns, records) or ""
    return found, " ".join([*guess.doubts, untold])


def _find_author(guess: Guess, records: Sequence[dict[str, str]]) -> str:
    told = find_row_authors(guess, records, None)
    return told.author or told.flag or told.sender or told.present or ""


def judge(samples: Sequence[dict[str, str]]) -> list[Bar]:
    """Print what was told wrong; the bars."""
    right: dict[str, int] = dict.fromkeys(FIELDS, 0)
    doubted: list[bool] = []
    for sample in samples:
        found, doubts = guess_fields(sample["table"])
        for field in FIELDS:
            if found[field] == sample[field]:
                right[field] += 1
                continue
            doubted.append(bool(doubts))
            print(
                f"{sample['tool']}: {field} is {found[field]!r}, not {sample[field]!r}"
                f"{', doubted' if doubts else ''}"
            )
    bars = [Bar(f"{field} told right", right[field] / len(samples), RIGHT) for field in FIELDS]
    share = sum(doubted) / len(doubted) if doubted else 1.0
    return [*bars, Bar("doubted where wrong", share, DOUBTED)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is wrong, and the bars; 1 when one is missed."""
    options: Any = read_options(build_parser("columns", __doc__), arguments)
    samples = read_samples()
    size = pick_size(options, len(samples), QUICK, SMOKE)
    chosen = random.Random(options.seed).sample(samples, min(size, len(samples)))
    print(f"{len(chosen)} tables, {len(chosen) * len(FIELDS)} columns")
    return report_bars(options, judge(chosen))


if __name__ == "__main__":
    sys.exit(main())
