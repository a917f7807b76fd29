"""Files of a workspace cut, zeroed, flipped or missing, and the remedies that messages name."""

import random
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.crash.children import NOW, Done, Place, Unreadable, ask_child, run_command
from benchmarks.crash.operations import Operation, Workspaces
from benchmarks.crash.states import list_faults, read_state
from benchmarks.crash.traps import Call, Kept
from benchmarks.crash.trials import Verdict, describe_difference, is_same

KINDS: Mapping[str, str] = {
    "live.duckdb": "home/live.duckdb",
    "its log": "home/live.duckdb.wal",
    "part conversations": "home/snapshots/conversations-*.duckdb",
    "part themes": "home/snapshots/themes-*.duckdb",
    "part counted": "home/snapshots/counted-*.duckdb",
    "current": "home/current",
    "numbered manifest": "home/snapshots/*.json",
    "vectors' keys": "home/vectors/*/*.keys.npy",
    "vectors": "home/vectors/*/*.vectors.npy",
    "key": "home-secrets/key",
    "tombstones": "home-secrets/forgotten",
    "staging": "home/staging/left/conversations.parquet",
    "lock": "home/writer.lock",
    "audits": "home/audits.sqlite",
    "names": "home/names.json",
    "report": "home/reports/*.html",
}
"""Kind of file -> where the newest of it lies."""
WAYS: Mapping[str, Callable[[bytes, random.Random], bytes | None]] = {
    "cut": lambda content, _: content[: len(content) // 2],
    "zeroed": lambda content, _: bytes(len(content)),
    "flipped": lambda content, draw: flip_bytes(content, draw),
    "missing": lambda *_: None,
}
_COMMAND = re.compile(r"earshot ((?:check|themes)(?: --[a-z]+)*)")
"""A command that puts things right, as messages name it."""


def flip_bytes(content: bytes, draw: random.Random) -> bytes:
    """The content with a few of its bytes turned over."""
    changed = bytearray(content)
    for _ in range(max(8, len(content) // 4_096) if content else 0):
        changed[draw.randrange(len(changed))] ^= 0xFF
    return bytes(changed)


def apply_remedy(place: Place, done: Done, backup: Place | None) -> bool:
    """Do what a message says: bring back the files that it names, or run the command. False where
    it names neither."""
    restored = False
    if backup is not None and re.search(r"restore|bring back|put back|backup", done.words, re.I):
        restored = _restore_named(place, done.words, backup)
    if restored:
        return True
    commands = [found.split() for found in _COMMAND.findall(done.words)]
    for words in commands:
        run_command(place, *words, *(["--now", NOW] if words[0] == "themes" else []))
    return bool(commands)


def _restore_named(place: Place, words: str, backup: Place) -> bool:
    restored = False
    if "as a whole" in words:
        _restore_whole(place, backup)
        return True
    for path in sorted(path for path in backup.folder.rglob("*") if path.is_file()):
        inside = path.relative_to(backup.folder)
        if inside.name in words:
            target = place.folder / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy2(path, target)
            restored = True
    if not restored and str(place.home) in words:
        _restore_whole(place, backup)
        return True
    return restored


def _restore_whole(place: Place, backup: Place) -> None:
    for name in ("home", "home-secrets"):
        shutil.rmtree(place.folder / name, ignore_errors=True)
        shutil.copytree(backup.folder / name, place.folder / name)


class Damages:
    """Runs the ordinary commands in copies with one damaged file each."""

    def __init__(self, workspaces: Workspaces, folder: Path, seed: int) -> None:
        self._workspaces = workspaces
        self._folder = folder
        self._seed = seed
        self._wanted: dict[str, Any] = {}
        self._backup: Place | None = None

    def damage(self, kind: str, way: str) -> Verdict:
        """Damage the newest file of a kind, run what people run, and judge."""
        verdict = Verdict(f"file: {kind}", way, f"{kind} {way}")
        backup = self._get_backup()
        place = backup.copy_to(self._folder / "damaged")
        found = sorted(place.folder.glob(KINDS[kind]))
        if not found:
            verdict.failures.append("there is no such file to damage")
            return verdict
        _change_file(found[-1], WAYS[way], random.Random(f"{self._seed} {kind} {way}"))
        for words in self._list_commands():
            if not self._run(place, verdict, words):
                return verdict
        try:
            state = ask_child(place, read_state)
        except Unreadable as error:
            verdict.failures.append(f"at the end: {error}")
            return verdict
        verdict.failures += [f"at the end: {fault}" for fault in list_faults(state)]
        # Only the log tells of the last import, which was not acknowledged: without, it is gone.
        is_known = is_same(state, self._wanted)
        if not is_known and kind == "its log":
            is_known = is_same(state, self._find_end(self._workspaces.get("grouped").place))
        if not is_known:
            verdict.failures.append(f"at the end: {describe_difference(state, self._wanted)}")
        return verdict

    def _list_commands(self) -> list[tuple[str, ...]]:
        later = [("ingest", "IN/again.jsonl"), ("themes", "--regroup")]
        first = ("rank", "--now", NOW)
        return [first, *(self._workspaces.fill_words("grouped", words) for words in later)]

    def _run(self, place: Place, verdict: Verdict, words: tuple[str, ...]) -> bool:
        for _ in range(3):  # one file may be named after another
            done = run_command(place, *words)
            if done.code == 0:
                return True
            if not done.is_plain or "Nothing has been read" in done.words:
                verdict.failures.append(f"{words[0]}: exit {done.code}: {done.words[-300:]}")
                return False
            verdict.said.append(done.words)
            if not apply_remedy(place, done, self._backup):
                verdict.failures.append(f"{words[0]}: does not say what to do: {done.words[-300:]}")
                return False
        verdict.failures.append(f"{words[0]}: what it says does not help: {done.words[-300:]}")
        return False

    def _get_backup(self) -> Place:
        """A workspace in which every kind of file is: a writer was killed after its commit."""
        if self._backup is None:
            operation = Operation("ingest, new", "grouped", ("ingest", "IN/two.jsonl"))
            start = self._workspaces.get("grouped")
            place = start.place.copy_to(self._folder / "backup")
            words = self._workspaces.fill_words("grouped", operation.words)
            run_command(place, *words, decide=_kill_at_publishing)
            left = place.home / "staging" / "left"
            left.mkdir(parents=True)
            (left / "conversations.parquet").write_bytes(b"PAR1 cut off")
            self._wanted = self._find_end(place)
            self._backup = place
        return self._backup

    def _find_end(self, place: Place) -> dict[str, Any]:
        """What the commands lead to, undisturbed."""
        ended = place.copy_to(self._folder / "wanted")
        for words in self._list_commands():
            run_command(ended, *words)
        state: dict[str, Any] = ask_child(ended, read_state)
        return state


def _kill_at_publishing(call: Call) -> Kept:
    is_first = "snapshots/" in call.path and call.name == "openat"
    return "kill" if is_first else "go on"


def _change_file(
    path: Path, way: Callable[[bytes, random.Random], bytes | None], draw: random.Random
) -> None:
    changed = way(path.read_bytes(), draw)
    mode = path.stat().st_mode
    path.unlink()
    if changed is not None:
        path.write_bytes(changed)
        path.chmod(mode)
