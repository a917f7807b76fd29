"""Whatever the umask, what the demo makes is its owner's alone, while it is made and afterwards."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pipeline.settings import Settings
from store.read.audits import save_judgement
from tests.builders import NOW
from tests.dashboard.driving import dashboard_over

_IN_TURN = """
import json, sys
from cli import app
from demo.make import main as make_demo
first, *others = json.loads(sys.argv[1])
if make_demo(first):
    sys.exit(1)
for words in others:
    sys.argv = ["earshot", *words]
    if code := app._run_command():
        sys.exit(code)
"""
"""Makes the demo, then runs `earshot`, as `make demo` does."""


@dataclass
class Demo:
    """The folder that a small demo is made in, under a umask that forbids nothing."""

    folder: Path
    met: dict[Path, int] = field(default_factory=dict)
    """Every file and folder that was there at any time, and its mode."""

    @property
    def home(self) -> Path:
        return self.folder / ".demo"

    def run_in_turn(self, *commands: Sequence[str]) -> None:
        done = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(done,))
        watcher.start()
        try:
            subprocess.run(
                [sys.executable, "-c", _IN_TURN, json.dumps(commands)],
                env={**os.environ, "EARSHOT_HOME": str(self.home), "EARSHOT_MODEL": "fast"},
                umask=0,
                check=True,
                capture_output=True,
            )
        finally:
            done.set()
            watcher.join()
        self.look()

    def look(self) -> None:
        for folder, folders, files in os.walk(self.folder):
            for name in (*folders, *files):
                path = Path(folder, name)
                try:
                    self.met[path] = path.lstat().st_mode & 0o777
                except FileNotFoundError:
                    continue

    def _watch(self, done: threading.Event) -> None:
        while not done.wait(0.005):
            self.look()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    demo = Demo(tmp_path_factory.mktemp("modes"))
    corpus = str(demo.home / "conversations.jsonl")
    small = ["--weeks", "8", "--conversations", "300", "--start", "2026-06-01"]
    truth = str(demo.home / "truth.json")
    demo.run_in_turn(
        ("--out", corpus, "--truth", truth, *small),
        ("run", corpus, "--top", "25"),
        ("report", "--format", "html,md,csv"),
    )
    return demo


def assert_private(demo: Demo) -> None:
    wide = {str(path): oct(mode) for path, mode in demo.met.items() if mode & 0o077}
    assert wide == {}
    modes = {path.is_dir(): set() for path in demo.met}  # type: dict[bool, set[int]]
    for path, mode in demo.met.items():
        if path.exists():
            modes[path.is_dir()].add(mode)
    assert modes == {True: {0o700}, False: {0o400, 0o600}}


def test_every_file_of_the_demo_is_its_owners_alone(demo: Demo) -> None:
    assert_private(demo)
    names = " ".join(str(path.relative_to(demo.folder)) for path in demo.met)
    for part in (
        ".demo-secrets/key", "conversations.jsonl", "truth.json", "live.duckdb", "current",
        "writer.lock", "earshot-all.html", ".keys.npy", "themes-000002.duckdb", "000002.json",
        "conversations.parquet",
    ):  # fmt: skip
        assert part in names, part


def test_so_it_is_when_the_dashboard_was_opened_and_audits_saved(
    demo: Demo, page: Page, tmp_path: Path
) -> None:
    settings = Settings(home=demo.home, model="fast")
    before = os.umask(0)
    try:
        with dashboard_over(settings, tmp_path) as url:
            page.goto(url)
            page.get_by_text("Conversations").first.wait_for()
        save_judgement(settings.store, "t-1", "a1", True, "somebody", NOW)
    finally:
        os.umask(before)
    demo.look()
    assert demo.home / "audits.sqlite" in demo.met
    assert_private(demo)
