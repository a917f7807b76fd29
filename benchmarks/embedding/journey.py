"""From a file of real forum threads to ranked themes: this version beside an earlier one."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bars import Bar
from benchmarks.embedding.texts import read_threads
from ingest.parsing.html import to_text

ROOT = Path(__file__).parents[2]
BEFORE = "6d12a71094db984f260de06e9d1e5b943538074a"
"""The last version that embedded in 32-bit floats only."""
MIN_GAIN = 1.7
_STEPS = ("ingest", "loading", "embedding", "kinds", "grouping", "the rest of themes", "rank")
_TIMER = Path(__file__).parent / "timed_run.py"


def judge_journey(data: Path, count: int, before: str, model: str) -> list[Bar]:
    """Both versions one after the other, as a table; how many times as fast this one is."""
    with find_version(before) as folder, TemporaryDirectory() as scratch:
        if folder is None:
            print(f"\nThe version before ({before[:12]}) is not in this repository's history: name "
                  "a folder that holds it with --before. This bar is not judged.")  # fmt: skip
            return []
        file = Path(scratch) / "threads.jsonl"
        threads = write_threads(data, file, count)
        then = time_run(folder, file, Path(scratch) / "then", model)
        # A version beside itself is timed once.
        now = then if folder == ROOT else time_run(ROOT, file, Path(scratch) / "now", model)
    print(f"\n| {threads:,} threads, seconds | before | now | share now |\n|---|---:|---:|---:|")
    totals = [sum(then.values()), sum(now.values())]
    for step in _STEPS:
        share = now[step] / totals[1]
        print(f"| {step} | {then[step]:.1f} | {now[step]:.1f} | {share:.0%} |")
    print(f"| all | {totals[0]:.1f} | {totals[1]:.1f} | |", flush=True)
    return [Bar("from file to ranked themes: times as fast", totals[0] / totals[1], MIN_GAIN)]


@contextmanager
def find_version(before: str) -> Iterator[Path | None]:
    """A folder with an earlier version: the one named, or a commit of this repository laid out
    for as long as the block runs; None where there is neither."""
    if Path(before).is_dir():
        yield Path(before)
        return
    with TemporaryDirectory() as scratch:
        archive = subprocess.run(
            ["git", "-C", str(ROOT), "archive", before], check=False, capture_output=True
        )
        if archive.returncode:
            yield None
            return
        subprocess.run(["tar", "-x", "-C", scratch], input=archive.stdout, check=True)
        yield Path(scratch)


def write_threads(data: Path, target: Path, count: int) -> int:
    """The threads as Earshot's own JSON lines; how many."""
    written = 0
    with target.open("w", encoding="utf-8") as file:
        for written, thread in enumerate(read_threads(data), 1):
            file.write(json.dumps(convert_thread(thread, written)) + "\n")
            if written == count:
                break
    return written


def convert_thread(thread: dict[str, object], number: int) -> dict[str, object]:
    """One thread in the native format; its helpers are the agents."""
    messages: list[dict[str, str]] = thread["messages"]  # type: ignore[assignment]
    return {
        "id": str(thread.get("id", number)),
        "source": "forum",
        "channel": "forum",
        "subject": thread.get("title", ""),
        "messages": [
            {
                "at": message.get("created_at", "2026-01-05T12:00:00Z"),
                "author": "customer" if message.get("role", "customer") == "customer" else "agent",
                "text": to_text(message["body_html"]),
            }
            for message in messages
        ],
    }


def time_run(version: Path, file: Path, home: Path, model: str) -> dict[str, float]:
    """Seconds of each step of `earshot run`, in a process of that version."""
    where = {**os.environ, "PYTHONPATH": str(version), "EARSHOT_HOME": str(home),
             "EARSHOT_MODEL": model}  # fmt: skip
    if version != ROOT:  # its model may be of another edition
        where["EARSHOT_MODELS"] = str(prepare_model(version, home.with_suffix(".models"), model))
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-P", str(_TIMER), str(file)],
        cwd=version, env=where, check=True, capture_output=True, text=True,
    )  # fmt: skip
    seconds: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    measured = time.perf_counter() - begin
    seconds["loading"] += measured - sum(seconds.values())  # the libraries', before the first step
    return seconds


def prepare_model(version: Path, folder: Path, model: str) -> Path:
    """Make that version's model ready in a folder, as it did then."""
    command = [sys.executable, "-m", "clustering.encoder", "prepare", "--models", model]
    subprocess.run(
        [*command, "--dir", str(folder)],
        cwd=version,
        env={**os.environ, "PYTHONPATH": str(version)},
        check=True,
        capture_output=True,
    )
    return folder
