"""The options that every benchmark has: --data, --quick, --smoke, --seed; and how it ends."""

import argparse
import atexit
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from benchmarks.bars import Bar
from benchmarks.sample_data import write_sample_data

Size = TypeVar("Size")


def build_parser(
    name: str, description: str | None, data: str | None = None, seed: int = 1
) -> argparse.ArgumentParser:
    """A parser for `python -m benchmarks.NAME`. `data` says which folders of --data are read;
    None: it makes its own texts, and --data is not needed."""
    parser = argparse.ArgumentParser(
        prog=f"python -m benchmarks.{name}",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--data", type=Path, metavar="FOLDER",
        help=f"folder of public data sets, with {data}" if data else "not read: it makes its own",
    )  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="a version of a minute or two")
    parser.add_argument(
        "--smoke", action="store_true",
        help="the smallest version, on texts of ours: does it still run? Judges no bar",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=seed, help="another draw")
    return parser


def read_options(
    parser: argparse.ArgumentParser, arguments: Sequence[str] | None, needs_data: bool = False
) -> argparse.Namespace:
    """The options. A smoke run is a quick one, and has data of ours where none is named."""
    options = parser.parse_args(arguments)
    if options.smoke:
        options.quick = True
        if options.data is None:
            folder = Path(tempfile.mkdtemp())
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            write_sample_data(folder)
            options.data = folder
    elif needs_data and options.data is None:
        parser.error("name the folder of public data sets: --data FOLDER")
    return options


def pick_size(options: argparse.Namespace, whole: Size, quick: Size, smoke: Size) -> Size:
    """How much is measured in this version."""
    return smoke if options.smoke else quick if options.quick else whole


def report_bars(options: argparse.Namespace, bars: Iterable[Bar]) -> int:
    """Print each bar; the exit status: 1 when one is missed, but for a smoke run."""
    judged = list(bars)
    for bar in judged:
        print(bar)
    return int(not options.smoke and not all(bar.cleared for bar in judged))
