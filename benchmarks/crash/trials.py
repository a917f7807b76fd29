"""One interruption: an operation is killed at a call, or finds the disk full, and what comes after
is judged."""

import errno
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.crash.children import NOW, Done, Place, Unreadable, ask_child, run_command
from benchmarks.crash.operations import REPEAT, Operation, Start, Workspaces
from benchmarks.crash.states import list_faults, read_state
from benchmarks.crash.texts import EMAIL, PERSON, THEIR_FILE, WORD, build_erasable
from benchmarks.crash.traps import Call, Decide, Kept

_CONFLICT, _NOT_FOUND = 2, 3
_THEMES = ("themes",)
_EXACT = ("conversations", "totals", "themes", "events")


@dataclass
class Verdict:
    """What came of one trial."""

    operation: str
    fault: str
    how: str
    """How to meet it again."""
    said: list[str] = field(default_factory=list)
    """What commands said had to be done."""
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CleanRun:
    """What the operation does undisturbed."""

    calls: tuple[Call, ...]
    state: dict[str, Any]
    verdict: "Verdict"


class Trials:
    """Runs trials in copies of the workspaces."""

    def __init__(self, workspaces: Workspaces, folder: Path, remedy: "Remedy") -> None:
        self._workspaces = workspaces
        self._folder = folder
        self._remedy = remedy
        self._clean: dict[str, CleanRun] = {}

    def run_clean(self, operation: Operation) -> CleanRun:
        """Undisturbed, once: its calls, and what it leads to."""
        if operation.name not in self._clean:
            start = self._workspaces.get(operation.start)
            place = start.place.copy_to(self._folder / "clean")
            words = self._workspaces.fill_words(operation.start, operation.words)
            done = run_command(place, *words, decide=lambda _: "go on")
            if done.code:
                raise RuntimeError(f"{operation.name} fails undisturbed: {done.err}")
            state = ask_child(place, read_state)
            faults = list_faults(state)
            if start.model is not None:
                faults += operation.change(start.model).list_differences(state)
            if operation.erases:
                faults += list(find_canaries(place, start))
            faults += list_leftovers(place)
            verdict = Verdict(operation.name, "none", f"{operation.name}: undisturbed", [], faults)
            self._clean[operation.name] = CleanRun(done.calls, state, verdict)
        return self._clean[operation.name]

    def kill(
        self, operation: Operation, at: Call, draw: int, is_publishing: bool = False
    ) -> Verdict:
        """Kill the operation before a call; `draw` picks what comes next."""
        fault = "publishing" if is_publishing else "kill"
        verdict = Verdict(operation.name, fault, f"{operation.name}: killed before call {at}")
        self._interrupt(operation, verdict, lambda call: _kill_at(call, at.number), draw)
        return verdict

    def fill_disk(self, operation: Operation, at: Call, draw: int) -> Verdict:
        """From a call on, the disk has no space left until the operation ends."""
        verdict = Verdict(operation.name, "disk full", f"{operation.name}: full from call {at} on")
        self._interrupt(operation, verdict, lambda call: _fail_from(call, at.number), draw)
        return verdict

    def _interrupt(self, operation: Operation, verdict: Verdict, decide: Decide, draw: int) -> None:
        clean = self.run_clean(operation)
        start = self._workspaces.get(operation.start)
        place = start.place.copy_to(self._folder / "trial")
        words = self._workspaces.fill_words(operation.start, operation.words)
        done = run_command(place, *words, decide=decide)
        if verdict.fault == "disk full":
            verdict.failures += _judge_full(done)
            verdict.failures += _judge_reading(place) if start.state else []
        judge = _Judge(place, operation, start, clean, verdict)
        is_after = judge.check_state("right after", or_nothing=start.state is None)
        if done.code == 0 and not is_after:
            verdict.failures.append("acknowledged, and not there")
        following = operation.nexts[draw % len(operation.nexts)]
        verdict.how += f", then {' '.join(following)}"
        if following != REPEAT:
            is_after = self._go_on(judge, following, is_after)
        if operation.erases or not is_after or following == REPEAT:
            self._repeat(operation, place, verdict, words, is_after)
            if operation.words[0] == "forget" and not judge.check_state("asked again"):
                # One that was killed may leave the themes to be made anew.
                self._run(place, verdict, (*_THEMES, "--now", NOW))
            # Themes made once more find new ones among what was left over: their counts must add
            # up, and need not be those of one making.
            refreshes = operation.words[0] == "forget" or operation.words == _THEMES
            is_loose = following == _THEMES or refreshes
            is_after = judge.check_state("at the end", loose=is_loose)
            if not is_after and not verdict.failures:
                verdict.failures.append("repeated, and still as before")
        verdict.failures += list_leftovers(place)
        if operation.erases:
            verdict.failures += find_canaries(place, start)

    def _go_on(self, judge: "_Judge", following: tuple[str, ...], was_after: bool) -> bool:
        """Run another command; whether the operation's outcome is there then."""
        operation, verdict = judge.operation, judge.verdict
        words = self._workspaces.fill_words(operation.start, following)
        if not self._run(judge.place, verdict, words):
            return was_after
        is_after = judge.check_state("after the next", loose=following == _THEMES)
        if was_after and not is_after and following != _THEMES:
            verdict.failures.append("what was there after the kill is gone with the next")
        if operation.erases and is_after:
            verdict.failures += find_canaries(judge.place, judge.start)
        return is_after

    def _repeat(
        self,
        operation: Operation,
        place: Place,
        verdict: Verdict,
        words: tuple[str, ...],
        over: bool,
    ) -> None:
        done = run_command(place, *words)
        # What is done already is not there to be done again: that may be said, of that alone.
        undone = operation.words[:2] == ("theme", "undo") and done.code == _CONFLICT
        if done.code and not (over and (undone or done.code == _NOT_FOUND)):
            verdict.failures.append(f"asked again: exit {done.code}: {done.words[:300]}")

    def _run(self, place: Place, verdict: Verdict, words: tuple[str, ...]) -> bool:
        """The next command; where it says what to do, that is done and it runs again."""
        done = run_command(place, *words)
        if done.code == 0:
            return True
        told = " ".join(words[:2])
        if not done.is_plain:
            verdict.failures.append(f"{told}: {_shorten(done)}")
            return False
        verdict.said.append(done.words)
        if not self._remedy(place, done, None):
            verdict.failures.append(f"{told}: does not say what to do: {_shorten(done)}")
            return False
        done = run_command(place, *words)
        if done.code:
            verdict.failures.append(f"{told}: not even then: {_shorten(done)}")
        return done.code == 0


Remedy = Callable[[Place, Done, Place | None], bool]
"""Does what a message says; given where a backup lies. False where it says nothing to do."""


@dataclass
class _Judge:
    """Compares what a workspace says with what it may say."""

    place: Place
    operation: Operation
    start: Start
    clean: CleanRun
    verdict: Verdict

    def check_state(self, when: str, or_nothing: bool = False, loose: bool = False) -> bool:
        """Note what is wrong; whether the operation's outcome is there. `loose`: another command
        may have made other themes."""
        try:
            state = ask_child(self.place, read_state)
        except Unreadable as error:
            is_empty = "Nothing has been read" in error.done.err
            if is_empty and or_nothing:
                return False
            # Nothing but a reader has come by yet: it may say which command puts it right.
            if when == "right after" and error.done.is_plain and not is_empty:
                self.verdict.said.append(error.done.words)
            else:
                self.verdict.failures.append(f"{when}: {error}")
            return False
        self.verdict.failures += [f"{when}: {fault}" for fault in list_faults(state)]
        if self.start.model is not None:
            models = (self.start.model, self.operation.change(self.start.model))
            differences = [model.list_differences(state) for model in models]
            if all(differences):
                self.verdict.failures.append(f"{when}: neither before nor after: {differences[1]}")
                return False
        else:
            differences = [[], []]
        if loose:
            return not differences[1]
        with_ids = self.operation.words[:2] != ("theme", "split")
        if is_same(state, self.clean.state, with_ids):
            return True
        if self.start.state is not None and is_same(state, self.start.state, with_ids):
            return False
        if self.operation.words[0] == "forget" and not differences[1]:
            # Erased, and themes not made anew yet.
            return when != "asked again"
        self.verdict.failures.append(f"{when}: {describe_difference(state, self.clean.state)}")
        return not differences[1]


def is_same(one: dict[str, Any], other: dict[str, Any], with_ids: bool = True) -> bool:
    """Whether two states hold the same; without the ids of themes, where a number made them."""
    return not _list_parts(one, other, with_ids)


def _list_parts(one: dict[str, Any], other: dict[str, Any], with_ids: bool = True) -> list[str]:
    """Which parts of two states differ. The id of a theme that a person makes is told by the number
    of the decision, and so may be another."""
    parts = [name for name in _EXACT if name != "themes" and one[name] != other[name]]
    themes = [
        sorted([row["id"] * with_ids, row["label"], row["asks"]] for row in state["themes"])
        for state in (one, other)
    ]
    return [*parts, *["themes"] * (themes[0] != themes[1])]


def describe_difference(state: dict[str, Any], wanted: dict[str, Any]) -> str:
    """What of a state is not as wanted, with the first of each part."""
    shown = []
    for name in _list_parts(state, wanted):
        rows, others = list(state[name]), list(wanted[name])
        missing = [row for row in others if row not in rows]
        added = [row for row in rows if row not in others]
        shown.append(f"{name}: {str(added[:1])[:160]}, should be {str(missing[:1])[:160]}")
    return f"neither before nor after: {'; '.join(shown)}"


def _kill_at(call: Call, number: int) -> Kept:
    return "kill" if call.number == number else "go on"


def _fail_from(call: Call, number: int) -> Kept:
    return errno.ENOSPC if call.grows and call.number >= number else "go on"


def _judge_reading(place: Place) -> list[str]:
    read = run_command(place, "rank", "--now", NOW, decide=lambda call: _fail_from(call, 1))
    is_told = read.is_plain and "Nothing has been read" not in read.words
    return [] if is_told else [f"rank on the full disk: {_shorten(read)}"]


def _judge_full(done: Done) -> list[str]:
    if done.code == 0:
        return []
    if not done.is_plain:
        return [f"on the full disk: {_shorten(done)}"]
    if not any(word in done.words.casefold() for word in ("full", "space")):
        return [f"does not say that the disk is full: {_shorten(done)}"]
    return []


def _shorten(done: Done) -> str:
    return f"exit {done.code}: {done.words[-300:]}"


def list_leftovers(place: Place) -> list[str]:
    """Files that a killed run left and that the next one should have swept."""
    home = place.home
    found = [*home.rglob("*.draft"), *home.rglob(".*.draft"), *(home / "staging").glob("*")]
    found += [*home.glob("*.rewritten*"), *home.glob("live.schema-*"), *place.scratch.rglob("*")]
    found += list(home.with_name("home-secrets").glob("*.draft"))
    shown = sorted({str(path.relative_to(place.folder)) for path in found})
    return [f"left behind: {', '.join(shown[:4])}"] if shown else []


def find_canaries(place: Place, start: Start) -> Iterator[str]:
    """What is left of the erased person in any byte of the workspace or the temporary folder."""
    digests = ask_child(start.place, _hash_their_texts)
    secrets = [word.encode() for word in (WORD, PERSON, EMAIL, THEIR_FILE)]
    secrets += [WORD.capitalize().encode(), *(bytes.fromhex(one) for one in digests)]
    for folder in (place.home, place.scratch):
        for path in sorted(folder.rglob("*")):
            content = path.read_bytes() if path.is_file() else b""
            met = [one for one in secrets if one in content or one in path.name.encode()]
            if met:
                shown = met[0].decode("ascii", errors="replace")
                yield f"'{shown}' is left in {path.relative_to(place.folder)}"


def _hash_their_texts(home: Path) -> list[str]:
    from pipeline.settings import Settings
    from store.write.vector_cache import VectorCache

    texts = [one.record["messages"][0]["text"] for one in build_erasable()]
    texts = [text.replace(EMAIL, "[email-1]") for text in texts]
    hashes = VectorCache(Settings(home=home).store, "any").hash_texts(texts)
    return [bytes(one).hex() for one in hashes]
