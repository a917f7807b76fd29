"""Commands, each in a child of this process: everything is imported before, so a child begins at
once. This process itself never opens a database and starts no thread."""

import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.crash.texts import build_conversations, write_conversations
from benchmarks.crash.traps import Call, Decide, run_trapped

NOW = "2026-06-01T00:00:00Z"
_MODULES = (
    "cli.commands.ingest", "cli.commands.theme", "ingest.open", "pyarrow.parquet",
    "store.read.audits", "store.read.prior_state", "cli.commands.themes", "cli.commands.privacy",
    "cli.commands.rank", "cli.commands.report", "cli.commands.workspace", "hdbscan",
    "sentence_transformers", "scipy.stats",
)  # fmt: skip


def warm_up() -> None:
    """Import and load what commands need, by doing with a few texts what they do."""
    for name in _MODULES:
        import_module(name)
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        file = write_conversations(Path(folder) / "some.jsonl", build_conversations(0, 40))
        os.environ["EARSHOT_HOME"] = str(Path(folder) / "home")
        if _call_command(("ingest", "--dry-run", str(file))):
            raise RuntimeError("ingest --dry-run fails")
    # Here, because it is torch: seconds that `--help` should not take.
    import torch

    from clustering.labels.tokens import find_content_lemma
    from pipeline.settings import Settings
    from pipeline.themes.embed import open_encoder

    torch.set_num_threads(1)
    # Each reads a dictionary, which would take every child a second.
    for word, language in (("счёт", "ru"), ("рахунок", "uk"), ("invoice", "en")):
        find_content_lemma(word, language)
    open_encoder(Settings(), "fast")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a workspace, its secrets and a temporary folder of its own."""

    folder: Path

    @property
    def home(self) -> Path:
        """The workspace."""
        return self.folder / "home"

    @property
    def scratch(self) -> Path:
        """What children take for /tmp."""
        return self.folder / "tmp"

    def create(self) -> None:
        """Make the folders."""
        self.scratch.mkdir(parents=True)

    def copy_to(self, folder: Path) -> "Place":
        """The same at `folder`, in place of what lies there."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder, symlinks=True)
        return Place(folder)


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str
    calls: tuple[Call, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it worked, or said in our words what is wrong."""
        if "Traceback" in self.err or self.code < 0 or self.code > 100:
            return False
        return self.code == 0 or "earshot:" in self.err or "error" in self.out

    @property
    def words(self) -> str:
        """What it said, on one line."""
        return " ".join((self.err if self.code else self.out + self.err).split())


def run_command(place: Place, *words: str, decide: Decide | None = None) -> Done:
    """`earshot WORDS` on the workspace."""
    return run_child(place, lambda: _call_command(words), decide)


def ask_child(place: Place, question: Callable[[Path], Any]) -> Any:
    """What `question` answers for the home, in a child. Raises `Unreadable`."""

    def work() -> int:
        try:
            answer = question(place.home)
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent judges it
            _print_error(error)
            return 1
        sys.stdout.write(json.dumps(answer))
        return 0

    done = run_child(place, work)
    if done.code:
        raise Unreadable(done)
    return json.loads(done.out)


class Unreadable(Exception):
    """A question could not be answered."""

    def __init__(self, done: Done) -> None:
        super().__init__(done.words[-400:])
        self.done = done


def run_child(place: Place, work: Callable[[], int], decide: Decide | None = None) -> Done:
    """Run `work` in a child with this workspace in its environment, its output in files."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"

        def begin() -> int:
            with out.open("wb") as told, err.open("wb") as complained:
                os.dup2(told.fileno(), 1)
                os.dup2(complained.fileno(), 2)
            os.environ |= {
                "EARSHOT_HOME": str(place.home), "EARSHOT_MODEL": "fast", "EARSHOT_WAIT": "5",
                "TMPDIR": str(place.scratch), "COLUMNS": "400",
            }  # fmt: skip
            tempfile.tempdir = None
            try:
                return work()
            finally:
                with contextlib.suppress(OSError):
                    sys.stdout.flush()
                    sys.stderr.flush()

        sys.stdout.flush()
        ending = run_trapped(begin, place.folder, decide)
        shown = [
            path.read_text("utf-8", errors="replace") if path.exists() else ""
            for path in (out, err)
        ]
    return Done(ending.code, shown[0], shown[1], ending.calls)


def _call_command(words: tuple[str, ...]) -> int:
    from cli.app import main

    sys.argv = ["earshot", *words]
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    except Exception as error:  # noqa: BLE001 - what nobody caught is what is looked for
        _print_error(error)
        return 1
    return 0


def _print_error(error: Exception) -> None:
    from domain.errors import EarshotError

    if isinstance(error, EarshotError):
        sys.stderr.write(f"earshot: {error}\n")
    else:
        traceback.print_exception(error)
