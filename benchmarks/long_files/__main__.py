"""How much memory it takes to read files that are too long to be held.

    python -m benchmarks.long_files [--quick] [--smoke] [--seed N]

Writes four files of made-up conversations: JSON Lines whose first line is one long object, one
object around a long list, a list, and usual JSON Lines; then has `earshot ingest` read each into a
workspace of its own, in a process of its own. Prints size, seconds, conversations and the most
memory each process held. Exits with 1 when one of them holds 600 MB or more, or reads fewer than
were written. The whole version writes 1.5 GB and 600 MB, and needs 8 GB of disk.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bars import Bar
from benchmarks.options import build_parser, pick_size, read_options, report_bars

MEGABYTES = 600
"""Most that a process may hold."""
WHOLE, QUICK, SMOKE = (1500, 1500, 600, 600), (60, 60, 60, 60), (1, 1)
"""Megabytes of the files."""
_READ = """
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path
from pipeline.imports.ingest import Source, ingest_conversations
from pipeline.settings import Settings
result = ingest_conversations(Settings(home=Path(sys.argv[1])), Source(Path(sys.argv[2])),
                              datetime(2026, 3, 1, tzinfo=UTC))
print(result.counts.new, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_TOLD = "where is the link to my order please it does not open since the update"
_WORDS = _TOLD.split()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write, read, judge; 1 when a bar is missed."""
    asked = read_options(build_parser("long_files", __doc__), arguments)
    sizes = pick_size(asked, WHOLE, QUICK, SMOKE)
    bars: list[Bar] = []
    print("| file | MB | conversations | seconds | most memory, MB |\n|---|---:|---:|---:|---:|")
    for (name, pieces), size in zip(write_shapes(asked.seed, sizes), sizes, strict=False):
        with TemporaryDirectory() as scratch:
            file = Path(scratch) / "export.json"
            written = write_file(file, pieces)
            seconds, found, held = read_file(file, Path(scratch) / "home")
        print(f"| {name} | {size:,} | {found:,} | {seconds:.0f} | {held:,.0f} |", flush=True)
        bars.append(Bar(f"{name}: MB held", held, MEGABYTES, at_most=True))
        bars.append(Bar(f"{name}: share of conversations read", found / written, 1.0))
    return report_bars(asked, bars)


def write_shapes(seed: int, sizes: Sequence[int]) -> list[tuple[str, Iterator[tuple[str, int]]]]:
    """Name and pieces of every file, each piece with the conversations that it holds; the first
    are written where there are fewer sizes."""
    made = [make_conversations(seed, size * 1_000_000) for size in (*sizes, *sizes)]
    return [
        ("an object around a list", wrap(made[1], '{"next":null,"conversations":[', "]}", ",")),
        ("a list", wrap(made[2], "[", "]", ",")),
        ("JSON Lines, the first line long", wrap(made[0], '{"conversations":[', "]}\n", ",",
                                                 after=make_conversations(seed + 1, 100_000))),
        ("JSON Lines", wrap(made[3], "", "", "\n")),
    ]  # fmt: skip


def make_conversations(seed: int, size: int) -> Iterator[str]:
    """Conversations as JSON, about `size` characters of them."""
    draw = random.Random(seed)
    number = written = 0
    while written < size:
        number += 1
        # Most of a long export is what nobody asked: answers, notes, pasted logs.
        said = " ".join(draw.choices(_WORDS, k=draw.randint(4, 16)))
        log = " ".join(draw.choices(_WORDS, k=8)) * 25
        told = json.dumps(
            {
                "id": f"{seed}-{number}",
                "messages": [
                    {"id": "1", "author": "customer", "text": said},
                    {"id": "2", "author": "agent", "internal": True, "text": log},
                ],
            }
        )
        written += len(told)
        yield told


def wrap(
    inside: Iterator[str], begin: str, end: str, between: str, after: Iterable[str] = ()
) -> Iterator[tuple[str, int]]:
    """The pieces of a file with these conversations, and lines with others behind."""
    yield begin, 0
    for number, told in enumerate(inside):
        yield (between if number else "") + told, 1
    yield end, 0
    for told in after:
        yield told + "\n", 1


def write_file(path: Path, pieces: Iterator[tuple[str, int]]) -> int:
    """Write a file; how many conversations it holds."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for piece, more in pieces:
            file.write(piece)
            count += more
    return count


def read_file(path: Path, home: Path) -> tuple[float, int, float]:
    """Seconds, conversations read, and the most MB that the process held."""
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(home), str(path)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    found, held = done.stdout.split()
    return time.perf_counter() - begin, int(found), int(held) / 1000


if __name__ == "__main__":
    sys.exit(main())
