"""Six readers ask over HTTP while another process reads, groups, regroups and takes back: every
answer is one of the states that were committed, whole."""

import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from store.files.home import Home
from store.files.snapshots import read_manifest
from tests.pipeline.support_texts import labelled

READERS, ANSWERS, ROUNDS = 6, 300, 1
NOW = "2026-04-01T00:00:00Z"
WRITER = """
import json, os, sys
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
from cli.app import app
print("ready", file=answers, flush=True)
for line in sys.stdin:
    app(json.loads(line), standalone_mode=False)
    print("done", file=answers, flush=True)
"""


@dataclass
class Heard:
    """What all readers were answered."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    stop: threading.Event = field(default_factory=threading.Event)
    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    rankings: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Snapshot -> its totals and the conversations of each theme, as first heard."""
    opened: list[tuple[int, str, int]] = field(default_factory=list)
    """Snapshot, theme, conversations listed."""

    def take(self, fault: str | None) -> None:
        with self.lock:
            self.answers += 1
            self.wrong += [fault] if fault else []

    def compare(self, snapshot: int, ranking: dict[str, Any]) -> str | None:
        with self.lock:
            known = self.rankings.setdefault(snapshot, ranking)
        return None if known == ranking else f"snapshot {snapshot} was told in two ways"


def write_texts(path: Path, first: int, count: int) -> tuple[Path, int]:
    """Conversations of one ask each; how many of them are excluded."""
    rows = [text for text, name in labelled() if name]
    lines, excluded = [], 0
    for number in range(first, first + count):
        is_thanks = number % 10 == 9
        excluded += is_thanks
        text = "дякую" if is_thanks else rows[number * 7 % len(rows)]
        at = f"2026-03-{1 + number % 28:02}T10:00:00Z"
        told = {"author": "customer", "text": text, "at": at}
        lines.append(json.dumps({"id": f"c{number}", "created_at": at, "messages": [told]}))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path, excluded


@contextmanager
def started(home: Home, *words: str, **more: Any) -> Iterator["subprocess.Popen[str]"]:
    environment = {**os.environ, "EARSHOT_HOME": str(home.path), "EARSHOT_MODEL": "fast"}
    process = subprocess.Popen([sys.executable, *words], env=environment, text=True, **more)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def served(home: Home) -> Iterator[str]:
    """The address of the API in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("-m", "uvicorn", "api.app:create_app", "--factory", "--port", str(port))
    with started(home, *words, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        for _ in range(600):
            assert process.poll() is None
            try:
                httpx.get(f"{address}/v1/health", timeout=30)
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                yield address
                return
        pytest.fail("the API does not answer")


class Writer:
    """A process that runs commands when told."""

    def __init__(self, process: "subprocess.Popen[str]", home: Home) -> None:
        self.process = process
        self.home = home
        assert self.hear() == "ready"

    def hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def run(self, *words: str) -> int:
        """The number of the snapshot that the command published."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([*words, "--now", NOW]) + "\n")
        self.process.stdin.flush()
        assert self.hear() == "done", words
        manifest = read_manifest(self.home.current)
        assert manifest is not None
        return manifest.number


def read_again_and_again(address: str, heard: Heard, seed: int) -> None:
    draw = random.Random(seed)
    with httpx.Client(base_url=address, timeout=60) as client:
        while not heard.stop.is_set():
            try:
                heard.take(ask_once(client, heard, draw))
            except (httpx.HTTPError, KeyError, ValueError) as error:
                heard.take(repr(error))


def ask_once(client: httpx.Client, heard: Heard, draw: random.Random) -> str | None:
    """Ask for a ranking, or open a theme of one; what is wrong with the answer."""
    known = [theme for ranking in list(heard.rankings.values()) for theme in ranking["themes"]]
    if known and draw.random() < 0.6:
        return open_theme(client, heard, draw.choice(sorted(known)))
    path = draw.choice(("/v1/themes", "/v1/counts"))
    answer = client.get(path, params={"limit": 200} if path == "/v1/themes" else {})
    if answer.status_code != 200:
        return f"{path}: {answer.status_code} {answer.text}"
    told = answer.json()
    totals = {name: told[name] for name in ("asks", "themed", "unthemed", "excluded")}
    if totals["themed"] + totals["unthemed"] + totals["excluded"] != totals["asks"]:
        return f"{path} does not add up: {totals}"
    if path == "/v1/counts":
        return check_totals(heard, told["snapshot"]["number"], totals)
    if sum(theme["asks"] for theme in told["themes"]) != totals["themed"]:
        return f"the themes do not add up to {totals['themed']} asks"
    themes = {theme["id"]: theme["conversations"] for theme in told["themes"]}
    return heard.compare(told["snapshot"]["number"], {**totals, "themes": themes})


def check_totals(heard: Heard, snapshot: int, totals: Mapping[str, int]) -> str | None:
    ranking = heard.rankings.get(snapshot)
    if ranking is None or all(ranking[name] == totals[name] for name in totals):
        return None
    return f"snapshot {snapshot}: {totals} beside {ranking}"


def open_theme(client: httpx.Client, heard: Heard, theme: str) -> str | None:
    answer = client.get(f"/v1/themes/{theme}/conversations", params={"limit": 200})
    if answer.status_code == 404:
        return None if answer.json()["problem"] == "not-found" else answer.text
    if answer.status_code != 200:
        return f"conversations: {answer.status_code} {answer.text}"
    told = answer.json()
    listed = {(row["source"], row["id"]) for row in told["conversations"]}
    if not len(listed) == len(told["conversations"]) == told["total"]:
        return f"{theme} lists {len(listed)} conversations and counts {told['total']}"
    with heard.lock:
        heard.opened.append((told["snapshot"]["number"], theme, len(listed)))
    return None


def check_against_model(heard: Heard, model: Mapping[int, tuple[int, int]]) -> list[str]:
    """Answers that are of no commit, or whose counts do not open to what was listed."""
    wrong = [
        f"snapshot {number}: {ranking['asks']} asks, {ranking['excluded']} excluded"
        for number, ranking in heard.rankings.items()
        if model.get(number) != (ranking["asks"], ranking["excluded"])
    ]
    for number, theme, listed in heard.opened:
        counted = heard.rankings.get(number, {"themes": {}})["themes"].get(theme)
        if counted is not None and counted != listed:
            wrong.append(f"snapshot {number}: {theme} counts {counted} and opens to {listed}")
        if number not in model:
            wrong.append(f"snapshot {number} was never committed")
    return wrong


def list_steps(folder: Path, asks: int, excluded: int) -> Iterator[tuple[Sequence[str], int, int]]:
    """Commands, with the asks and the excluded ones that are there afterwards."""
    for number in range(ROUNDS):
        path, more = write_texts(folder / f"more-{number}.jsonl", 1_000 * (number + 1), 40)
        yield ("ingest", str(path)), asks + 40, excluded + more
        yield ("themes",), asks + 40, excluded + more
        yield ("themes", "--regroup"), asks + 40, excluded + more
        yield ("imports", "remove", f"i-{number + 2}"), asks, excluded


def test_readers_are_told_committed_states_alone(tmp_path: Path) -> None:
    home = Home.from_path(tmp_path / "home")
    first, excluded = write_texts(tmp_path / "first.jsonl", 0, 120)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    heard = Heard()
    with started(home, "-c", WRITER, **pipes) as process:
        writer = Writer(process, home)
        model = {writer.run("ingest", str(first)): (120, excluded)}
        model[writer.run("themes")] = (120, excluded)
        with served(home) as address:
            readers = [
                threading.Thread(target=read_again_and_again, args=(address, heard, seed))
                for seed in range(READERS)
            ]
            for reader in readers:
                reader.start()
            try:
                for words, asks, gone in list_steps(tmp_path, 120, excluded):
                    model[writer.run(*words)] = (asks, gone)
                while heard.answers < ANSWERS:
                    time.sleep(0.1)
            finally:
                heard.stop.set()
                for reader in readers:
                    reader.join()
    assert heard.wrong == []
    assert check_against_model(heard, model) == []
    assert heard.answers >= ANSWERS
    # The readers saw the work go on, and opened what they counted.
    assert len(heard.rankings) > ROUNDS
    assert any(number in heard.rankings for number, _, _ in heard.opened)
