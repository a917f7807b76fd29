"""Make the saved home of the newest schema, and its answers: run by hand with every migration.

    python -m tests.store.migrations.make_home

Fifty conversations of the demo in two imports, a grouping after each, decisions, a regrouping, an
erasure. The zip holds the newest snapshot only. What is there for a schema is never made anew.
"""

import json
import logging
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from demo.make import main as make_demo
from store.files.home import Home
from store.files.snapshots import read_manifest
from store.migrations.run import find_newest_schema
from tests.store.migrations.saved_homes import FOLDER, NOW, ask_everything, run_command

logger = logging.getLogger(__name__)

FIRST = (
    0, 3, 8, 10, 11, 12, 16, 17, 19, 20, 21, 22, 23, 28, 29, 50, 52, 53, 71, 76, 84, 90, 95, 96,
    101, 108, 109, 117, 122, 128, 130, 136, 147, 163, 214,
)  # fmt: skip
"""Places of the conversations of the first import among the demo's: themes that recur."""
LATER = (68, 91, 110, 133, 150, 157, 160, 174, 175, 209, 224, 227, 235, 238, 240)


def main() -> int:
    """Make both; the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    schema = find_newest_schema()
    target = FOLDER / f"schema_{schema}.zip"
    if target.exists():
        logger.error("%s is there already: a home that was saved stays as it is.", target)
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        home = fill_home(Path(scratch))
        theme = find_first_theme(home)
        answers = ask_everything(home, theme)
        pack_home(home, target)
    folder = FOLDER / f"schema_{schema}"
    folder.mkdir()
    for name, text in answers.items():
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    logger.info("%s: %d kB", target, target.stat().st_size // 1000)
    return 0


def fill_home(folder: Path) -> Path:
    """A home with a history, in an empty folder."""
    demo = folder / "demo.jsonl"
    make_demo(
        ["--out", str(demo), "--truth", str(folder / "truth.json"), "--start", "2026-06-01",
         "--weeks", "8", "--conversations", "600"]
    )  # fmt: skip
    first = write_import(demo, FIRST, folder / "first.jsonl")
    later = write_import(demo, LATER, folder / "later.jsonl")
    home = folder / "home"
    run_command(home, "ingest", str(first), "--now", "2026-08-01T00:00:00Z")
    run_command(home, "themes", "--now", "2026-08-01T00:00:00Z")
    run_command(home, "ingest", str(later), "--now", "2026-08-08T00:00:00Z")
    run_command(home, "themes", "--now", "2026-08-08T00:00:00Z")
    decide(home)
    run_command(home, "themes", "--regroup", "--now", "2026-08-09T07:00:00Z")
    erased = json.loads(first.read_text(encoding="utf-8").splitlines()[1])["id"]
    run_command(home, "forget", "--conversation", erased, "--now", NOW)
    return home


def write_import(demo: Path, places: Sequence[int], target: Path) -> Path:
    """The conversations in these places, as a file of its own."""
    lines = demo.read_text(encoding="utf-8").splitlines(keepends=True)
    target.write_text("".join(lines[place] for place in places), encoding="utf-8")
    return target


def decide(home: Path) -> None:
    """One decision of every sort that needs no ask, one of them undone."""
    ranking = json.loads(run_command(home, "rank", "--json", "--now", NOW))
    ids = sorted(theme["id"] for theme in ranking["themes"])
    decisions = (
        ("rename", ids[0], "Webinar link is missing"),
        ("merge", ids[1], "--into", ids[2]),
        ("status", ids[3], "planned"),
        ("note", ids[4], "free lesson"),
        ("area", ids[4], "Webinars"),
        ("owner", ids[3], "platform"),
        ("undo", "6"),
        ("declare", "Certificate on paper", "--example", "can I get the certificate on paper"),
    )
    for hour, words in enumerate(decisions):
        at = f"2026-08-09T{hour // 2:02}:{hour % 2 * 30:02}:00Z"
        run_command(home, "theme", *words, "--who", "olena", "--now", at)


def find_first_theme(home: Path) -> str:
    """The theme that the history begins with."""
    history = json.loads(run_command(home, "theme", "history", "--json"))["history"]
    return str(history[0]["theme"])


def pack_home(home: Path, target: Path) -> None:
    """Zip a home and its secrets, of the snapshots the newest alone."""
    manifest = read_manifest(Home.from_path(home).current)
    assert manifest is not None
    kept = {*manifest.parts.values(), f"{manifest.number:06}.json"}
    for path in (home / "snapshots").iterdir():
        if path.name not in kept:
            path.unlink()
    (home / "writer.lock").unlink(missing_ok=True)
    shutil.rmtree(home / "staging", ignore_errors=True)
    secrets = home.with_name(home.name + "-secrets")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        for path in sorted([*home.rglob("*"), *secrets.rglob("*")]):
            if path.is_file():
                archive.write(path, path.relative_to(home.parent))


if __name__ == "__main__":
    sys.exit(main())
