"""Kill it, fill its disk, damage its files: is what was acknowledged there, what was erased gone?

    python -m benchmarks.crash [--quick] [--smoke] [--seed N] [--only WORDS]

Every operation that writes is killed at random ones of its writing calls (Python's, DuckDB's and
SQLite's alike), and meets a full disk from random ones on; every kind of file is cut, zeroed,
flipped and removed. After each: the next command works, or says what to do and then works; every
conversation is there once; counts are those of a model of plain dictionaries; the state is the one
before or the one after, nothing between; of an erased person no word, id, address or file name is
left in any byte below home, its reports and its temporary folder. Prints a table and how to meet
each failure again; exits with 1 when there is one.

Linux on x86-64 or arm64: the calls are held by a seccomp filter, which needs no rights, and a full
disk is the error ENOSPC for every call that needs space.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.crash.children import warm_up
from benchmarks.crash.damage import KINDS, WAYS, Damages, apply_remedy
from benchmarks.crash.operations import Operation, Workspaces, list_operations
from benchmarks.crash.traps import Call, is_supported
from benchmarks.crash.trials import Trials, Verdict
from benchmarks.options import build_parser, pick_size, read_options

KILLS, QUICK_KILLS, SMOKE_KILLS = 225, 24, 3
FULL, QUICK_FULL, SMOKE_FULL = 30, 4, 1
QUICK_DAMAGES, SMOKE_DAMAGES = 6, 1
SMOKE_OPERATIONS = (
    "ingest, first",
    "ingest, new",
    "themes, assign",
    "forget customer",
    "migrate 7",
)
"""One of each: a first word, words over others, themes, an erasure, a migration. What is tried in a
smoke run is judged too: the test suite runs it."""
_INSIDE = "EARSHOT_CRASH_INSIDE"
_SINGLE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it in a process of its own, which has one thread and can be forked; the exit status."""
    parser = build_parser("crash", __doc__)
    parser.add_argument(
        "--only", default="", metavar="WORDS", help="operations and kinds of file with these words"
    )
    parser.add_argument("--call", type=int, help="kill at this call alone, with --only")
    options = read_options(parser, arguments)
    if _INSIDE in os.environ:
        return _judge_all(options)
    given = [f"--seed={options.seed}", f"--only={options.only}"]
    given += [f"--{name}" for name in ("quick", "smoke") if getattr(options, name)]
    given += [f"--call={options.call}"] if options.call else []
    environment = {name: value for name, value in os.environ.items() if "EARSHOT" not in name}
    environment |= dict.fromkeys(_SINGLE, "1")
    environment |= {_INSIDE: "1", "TOKENIZERS_PARALLELISM": "false"}
    command = [sys.executable, "-m", "benchmarks.crash", *given]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, env=environment, cwd=root, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
    return process.returncode


def _judge_all(options: argparse.Namespace) -> int:
    if not is_supported():
        print("Not run: it needs Linux 5.9 or newer on x86-64 or arm64, with seccomp.")
        print("Nothing was judged.")
        return int(not options.smoke)
    warm_up()
    verdicts = []
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        for verdict in _run_trials(options, Path(folder).resolve()):
            verdicts.append(verdict)
            for failure in dict.fromkeys(verdict.failures):
                print(f"FAILED {verdict.how}\n       {failure}", flush=True)
    _print_table(verdicts)
    failed = sum(bool(verdict.failures) for verdict in verdicts)
    print(f"{len(verdicts)} tried, {failed} failed; seed {options.seed}")
    return int(failed > 0)


def _run_trials(options: argparse.Namespace, folder: Path) -> Iterator[Verdict]:
    draw = random.Random(options.seed)
    workspaces = Workspaces(folder / "workspaces")
    trials = Trials(workspaces, folder, apply_remedy)
    chosen = [
        one for one in list_operations()
        if options.only in one.name and (not options.smoke or one.name in SMOKE_OPERATIONS)
    ]  # fmt: skip
    for operation in chosen:
        yield trials.run_clean(operation).verdict
    if chosen:
        kills = pick_size(options, KILLS, QUICK_KILLS, SMOKE_KILLS)
        fulls = pick_size(options, FULL, QUICK_FULL, SMOKE_FULL)
        yield from _interrupt_all(options, trials, chosen, kills, fulls, draw)
    damages = Damages(workspaces, folder, options.seed)
    pairs = [(kind, way) for kind in KINDS for way in WAYS if options.only in f"file: {kind}"]
    count = min(len(pairs), pick_size(options, len(pairs), QUICK_DAMAGES, SMOKE_DAMAGES))
    for kind, way in sorted(draw.sample(pairs, count)):
        yield damages.damage(kind, way)


def _interrupt_all(
    options: argparse.Namespace,
    trials: Trials,
    chosen: Sequence[Operation],
    kills: int,
    fulls: int,
    draw: random.Random,
) -> Iterator[Verdict]:
    for number in range(kills):
        operation = chosen[number % len(chosen)]
        calls = trials.run_clean(operation).calls
        if options.call:
            yield trials.kill(operation, calls[options.call - 1], number // len(chosen))
            continue
        # Every third time between the commit and the manifest, where two worlds could part.
        is_publishing = number // len(chosen) % 3 == 1
        at = draw.choice(find_publishing(calls) if is_publishing else calls)
        yield trials.kill(operation, at, number // len(chosen), is_publishing)
    for number in range(0 if options.call else fulls):
        operation = chosen[number % len(chosen)]
        growing = [call for call in trials.run_clean(operation).calls if call.grows]
        # Levels spread over what the operation needs, drawn within their stretch.
        first = len(growing) * number // fulls
        last = max(first + 1, len(growing) * (number + 1) // fulls)
        yield trials.fill_disk(operation, growing[draw.randrange(first, last)], number)


def find_publishing(calls: Sequence[Call]) -> list[Call]:
    """The calls between the first commit and the last manifest."""
    first = next(place for place, call in enumerate(calls) if "snapshots/" in call.path
                 and call.name == "openat")  # fmt: skip
    last = max(place for place, call in enumerate(calls) if call.path.endswith("home/current"))
    return list(calls[first : last + 1])


def _print_table(verdicts: Sequence[Verdict]) -> None:
    print(f"{'operation':<26}{'fault':<12}{'tried':>6}{'at once':>9}{'said how':>10}{'failed':>8}")
    tried: Counter[tuple[str, str]] = Counter()
    counts: Counter[tuple[str, str, str]] = Counter()
    for verdict in verdicts:
        row = verdict.operation, verdict.fault
        tried[row] += 1
        counts[*row, "failed" if verdict.failures else "said" if verdict.said else "worked"] += 1
    for row, count in sorted(tried.items()):
        figures = [counts[*row, word] for word in ("worked", "said", "failed")]
        print(f"{row[0]:<26}{row[1]:<12}{count:>6}{figures[0]:>9}{figures[1]:>10}{figures[2]:>8}")


if __name__ == "__main__":
    sys.exit(main())
