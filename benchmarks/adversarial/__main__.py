"""Hostile texts and files: does anything take long, or grow faster than its size?

    python -m benchmarks.adversarial [--quick] [--smoke] [--seed N] [--only WORD]

Each text of `texts.py` is read, masked and cut into asks as one message, then cut without masking;
each file of `files.py` is read, masked and cut, and the largest is taken into a workspace of its
own. Prints processor seconds at the largest size and the exponent of growth, and exits with 1 when
a text takes more than 2 seconds, a file more than that and than .4 ms for each message it holds, or
anything grows with more than size^1.2.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from benchmarks.adversarial.measure import (
    MOST_SECONDS,
    Growth,
    build_bars,
    measure_growth,
    print_growths,
    time_call,
)
from benchmarks.adversarial.texts import CHATS, RECORDS, MakeRecord
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from domain.conversations import Conversation
from domain.errors import EarshotError
from ingest.asks.segment import cut_asks
from ingest.open import read
from ingest.parsing.fields import Context
from ingest.privacy.pseudonyms import Protector
from ingest.records import native
from pipeline.imports.ingest import Source, ingest_conversations
from pipeline.settings import Settings

KILOBYTE = 1_000
SIZES = tuple(kilobytes * KILOBYTE for kilobytes in (25, 50, 100, 190))
QUICK_SIZES = tuple(kilobytes * KILOBYTE for kilobytes in (12, 25, 50))
SMOKE_SIZES = (KILOBYTE, 2 * KILOBYTE)
A_MESSAGE = 0.0004
"""Seconds that each message of a file or chat may take: thousands of them are no one text."""
A_WORKSPACE = 2.0
"""Seconds that making a workspace, and publishing it, may take besides."""
_SHOWN = 40
_SMOKE_CASES = 12
_KEY = b"adversarial"
_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

MakeFile = Callable[[int, Path], Path]
"""(bytes, folder) -> the file that was written there."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge; returns the exit status."""
    parser = build_parser("adversarial", __doc__)
    parser.add_argument("--only", default="", metavar="WORD", help="cases whose name has it")
    options = read_options(parser, arguments)
    sizes = pick_size(options, SIZES, QUICK_SIZES, SMOKE_SIZES)
    chosen = {name: make for name, make in RECORDS.items() if options.only in name}
    files = {name: make for name, make in load_files().items() if options.only in name}
    if options.smoke:
        chance = random.Random(options.seed)
        chosen = dict(chance.sample([*chosen.items()], min(_SMOKE_CASES, len(chosen))))
        files = dict(chance.sample([*files.items()], min(_SMOKE_CASES, len(files))))
    warm_up()
    texts = {name: make for name, make in chosen.items() if name not in CHATS}
    chats = {name: make for name, make in chosen.items() if name in CHATS}
    bars = []
    read_files = measure_files(files, sizes)
    for what, measured in (
        ("texts", measure_texts(texts, sizes)),
        ("texts, not masked", measure_cutting(texts, sizes)),
        ("chats", measure_texts(chats, sizes)),
        ("files", read_files),
        ("files, taken into a workspace", measure_ingests(files, sizes[-1], read_files)),
    ):
        if measured:
            print(f"\n{what}")
            print_growths(measured, _SHOWN)
            bars += build_bars(what, measured)
    return report_bars(options, bars)


def load_files() -> dict[str, MakeFile]:
    """The hostile files, where there is a module of them."""
    if find_spec("benchmarks.adversarial.files") is None:
        return {}
    cases: dict[str, MakeFile] = import_module("benchmarks.adversarial.files").CASES
    return cases


def warm_up() -> None:
    """Load dictionaries and models, which are no part of what is measured."""
    for text in ("Where is Anna's order?", "Где мой заказ, Анна?", "Де моє замовлення, Оксано?",
                 "gde moy zakaz", "hola, no funciona el enlace"):  # fmt: skip
        conversation = build_conversation({"text": text})
        if conversation:
            cut_asks(Protector(_KEY).protect(conversation))


def build_conversation(record: dict[str, object]) -> Conversation | None:
    """The conversation of a native object."""
    return native.build_conversation(record, "adversarial", Context())[0]


def measure_texts(cases: dict[str, MakeRecord], sizes: Sequence[int]) -> list[Growth]:
    """Each record read, masked and cut into asks."""

    def run(record: dict[str, object]) -> None:
        conversation = build_conversation(record)
        if conversation:
            cut_asks(Protector(_KEY).protect(conversation))

    return [
        replace(growth, allowed=allow_for(_count_messages(cases[growth.name](sizes[-1]))))
        for growth in _measure_records(cases, sizes, run)
    ]


def allow_for(messages: int) -> float:
    """Seconds that what holds so many messages may take."""
    return max(MOST_SECONDS, messages * A_MESSAGE)


def _count_messages(record: dict[str, object]) -> int:
    conversation = build_conversation(record)
    return len(conversation.messages) if conversation else 0


def measure_cutting(cases: dict[str, MakeRecord], sizes: Sequence[int]) -> list[Growth]:
    """Each record read and cut into asks as it stands: placeholders hide much that is hostile."""

    def run(record: dict[str, object]) -> None:
        conversation = build_conversation(record)
        if conversation:
            cut_asks(conversation)

    return _measure_records(cases, sizes, run)


def _measure_records(
    cases: dict[str, MakeRecord], sizes: Sequence[int], run: Callable[[dict[str, object]], None]
) -> list[Growth]:
    def measure(make: MakeRecord, size: int) -> float:
        record = make(size)
        return time_call(lambda: run(record))

    return [
        measure_growth(name, lambda size, make=make: measure(make, size), sizes)  # type: ignore[misc]
        for name, make in cases.items()
    ]


def measure_files(cases: dict[str, MakeFile], sizes: Sequence[int]) -> list[Growth]:
    """Each file read, masked and cut into asks. A file that is refused was read, too."""
    growths = []
    for name, make in cases.items():
        held: list[int] = []

        def measure(size: int, make: MakeFile = make, held: list[int] = held) -> float:
            with tempfile.TemporaryDirectory() as folder:
                path = make(size, Path(folder))
                return time_call(lambda: held.append(_read_file(path)))

        growth = measure_growth(name, measure, sizes)
        growths.append(replace(growth, allowed=allow_for(held[-1])))
    return growths


def _read_file(path: Path) -> int:
    """Read, mask and cut a file; how many messages it holds, or rows that could not be read."""
    protector, held = Protector(_KEY), 0
    with suppress(EarshotError):
        for item in read(path).items:
            if isinstance(item, Conversation):
                held += len(item.messages)
                cut_asks(protector.protect(item))
            else:
                held += 1
    return held


def measure_ingests(
    cases: dict[str, MakeFile], size: int, read_files: Sequence[Growth]
) -> list[Growth]:
    """Each file of one size taken into a workspace of its own: read once more, and kept."""
    allowed = {growth.name: 2 * growth.allowed + A_WORKSPACE for growth in read_files}
    return [
        Growth(name, ((size, _ingest(make, size)),), allowed=allowed[name])
        for name, make in cases.items()
    ]


def _ingest(make: MakeFile, size: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = make(size, Path(folder))
        settings = Settings(home=Path(folder) / "home", model="fast")

        def run() -> None:
            with suppress(EarshotError):
                ingest_conversations(settings, Source(path), _NOW)

        return time_call(run)


if __name__ == "__main__":
    sys.exit(main())
