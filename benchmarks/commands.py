"""What does a command cost before it answers? Processor time of `earshot` on the demo.

    python -m benchmarks.commands [--quick] [--smoke] [--seed N] [--home FOLDER]

Runs each command several times, as a process of its own, over the demo company's half year (or over
the workspace given) and prints the least and the median of user and system seconds, beside a
process that imports DuckDB alone. Exits with 1 when `rank`, `show` or `trend` takes more than
1.2 s, or `--help` more than 0.6 s; judged by the least: another process on the machine only adds.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.bars import Bar
from benchmarks.demo_themes import make_workspace as make_demo
from benchmarks.options import build_parser, pick_size, read_options, report_bars

READING, HELP = 1.2, 0.6
"""Seconds of processor time that a command may take."""
BARE = "import duckdb"
_EARSHOT = ("-c", "from cli.start import main; main()")
_ROOT = Path(__file__).parents[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a bar is missed."""
    parser = build_parser("commands", __doc__)
    parser.add_argument(
        "--home", type=Path, metavar="FOLDER", help="a workspace with themes, instead of the demo"
    )
    options = read_options(parser, arguments)
    runs = pick_size(options, 15, 5, 1)
    with tempfile.TemporaryDirectory() as scratch:
        home = options.home or make_workspace(Path(scratch), options)
        environment = {**os.environ, "EARSHOT_HOME": str(home), "EARSHOT_MODEL": "fast"}
        ranked = run_process((*_EARSHOT, "rank", "--json"), environment).stdout
        theme = json.loads(ranked)["themes"][0]["id"]
        calls = {
            BARE: ("-c", BARE),
            **{
                " ".join(words): (*_EARSHOT, *words)
                for words in (("--help",), ("rank",), ("show", theme), ("trend",), ("doctor",))
            },
        }
        print(f"{'process':<24}{'least, s':>10}{'median, s':>11}{'over bare':>11}")
        least: dict[str, float] = {}
        for name, words in calls.items():
            seconds = [measure_seconds(words, environment) for _ in range(runs)]
            least[name] = min(seconds)
            over = least[name] - least[BARE]
            print(f"{name:<24}{least[name]:>10.2f}{median(seconds):>11.2f}{over:>+11.2f}")
    limits = {"--help": HELP, "rank": READING, f"show {theme}": READING, "trend": READING}
    return report_bars(
        options,
        [Bar(f"{name}, seconds", least[name], limit, True) for name, limit in limits.items()],
    )


def make_workspace(folder: Path, asked: argparse.Namespace) -> Path:
    """The demo, read and grouped with the small model: no command measured here loads one."""
    make_demo(folder, asked, model="fast")
    return folder / "home"


def run_process(
    words: Sequence[str], environment: Mapping[str, str]
) -> "subprocess.CompletedProcess[str]":
    """Run Python with these words; raises `CalledProcessError` where it fails."""
    return subprocess.run(
        [sys.executable, *words],
        env=environment, cwd=_ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def measure_seconds(words: Sequence[str], environment: Mapping[str, str]) -> float:
    """User and system seconds of a process, its output thrown away."""
    process = subprocess.Popen(
        [sys.executable, *words], env=environment, cwd=_ROOT, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    sys.exit(main())
