"""The workspaces that operations begin from, the operations, and what each must lead to."""

import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.crash.children import NOW, Done, Place, ask_child, run_command
from benchmarks.crash.states import Model, read_state
from benchmarks.crash.texts import (
    PERSON,
    THEIR_CONVERSATION,
    THEIR_FILE,
    Told,
    build_conversations,
    build_erasable,
    write_conversations,
)

HOMES = Path(__file__).parents[2] / "tests" / "store" / "migrations" / "homes"
CONVERSATIONS = 120
FORGOTTEN = "k-0011"
"""A conversation that was forgotten before the operations begin."""


@dataclass(frozen=True)
class Start:
    """A workspace before an operation."""

    place: Place
    model: Model | None
    """None where we did not write what is in it."""
    state: dict[str, Any] | None
    """None before anything was read."""


@dataclass(frozen=True)
class Operation:
    """A command that is interrupted."""

    name: str
    start: str
    """Which workspace it begins from."""
    words: tuple[str, ...]
    """Of the command; THEME0 to THEME9 are ids of themes, IN/x is the input file x."""
    change: Callable[[Model], Model] = field(default=lambda model: model)
    """What it does to the model."""
    nexts: tuple[tuple[str, ...], ...] = (("theme", "note", "THEME0", "seen"),)
    """Commands of which one comes after the interruption; REPEAT is the command itself."""
    erases: bool = False


REPEAT = ("REPEAT",)
_LAST_WORDS = {"ingest": ("--source", "desk"), "theme": ("--who", "ada")}
_NOTE = ("theme", "note", "THEME0", "seen")


def list_operations() -> list[Operation]:
    """All of them."""
    person = [one.id for one in build_erasable()]
    return [
        Operation(
            "ingest, first", "empty", ("ingest", "IN/one.jsonl"),
            lambda model: model.read("one.jsonl", list_inputs()["one.jsonl"]), (REPEAT,),
        ),
        Operation(
            "ingest, new", "grouped", ("ingest", "IN/two.jsonl"),
            lambda model: model.read("two.jsonl", list_inputs()["two.jsonl"]),
            (_NOTE, REPEAT, ("themes",)),
        ),
        Operation(
            "ingest, changed", "grouped", ("ingest", "IN/again.jsonl"),
            lambda model: model.read("again.jsonl", list_inputs()["again.jsonl"]), (_NOTE, REPEAT),
        ),
        Operation("themes, first", "ingested", ("themes",), nexts=(REPEAT,)),
        Operation("themes, assign", "waiting", ("themes",), nexts=(_NOTE, REPEAT)),
        Operation(
            "themes, regroup", "waiting", ("themes", "--regroup"),
            nexts=(_NOTE, REPEAT, ("themes",)),
        ),
        Operation(
            "forget customer", "grouped", ("forget", "--customer", PERSON),
            lambda model: model.forget(person), (_NOTE, REPEAT), erases=True,
        ),
        Operation(
            "forget conversation", "grouped", ("forget", "--conversation", THEIR_CONVERSATION),
            lambda model: model.forget([THEIR_CONVERSATION]), (_NOTE, REPEAT),
        ),
        Operation(
            "imports remove", "waiting", ("imports", "remove", "i-3"),
            lambda model: model.remove(3), (_NOTE, REPEAT, ("themes",)),
        ),
        Operation("theme rename", "grouped", ("theme", "rename", "THEME1", "Another name")),
        Operation("theme merge", "grouped", ("theme", "merge", "THEME1", "--into", "THEME2")),
        Operation("theme split", "grouped", ("theme", "split", "THEME3", "--parts", "2")),
        Operation("theme undo", "grouped", ("theme", "undo", "1")),
        Operation("migrate 1", "schema 1", ("theme", "pin", "THEME1")),
        Operation("migrate 7", "schema 7", ("theme", "pin", "THEME1")),
    ]  # fmt: skip


def list_inputs() -> Mapping[str, list[Told]]:
    """The files that are read: name -> what they hold."""
    return {
        "one.jsonl": build_conversations(0, CONVERSATIONS),
        THEIR_FILE: build_erasable(),
        "two.jsonl": build_conversations(CONVERSATIONS, 60),
        "again.jsonl": build_conversations(CONVERSATIONS - 30, 50, " !!"),
    }


class Workspaces:
    """The workspaces that operations begin from, in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._inputs = folder / "in"
        self._inputs.mkdir(parents=True)
        for name, told in list_inputs().items():
            write_conversations(self._inputs / name, told)
        self._starts: dict[str, Start] = {}
        self._builders: dict[str, Callable[[Place], Model | None]] = {
            "empty": lambda _: Model(),
            "ingested": self._fill_ingested,
            "grouped": self._fill_grouped,
            "waiting": self._fill_waiting,
            "schema 1": lambda place: _unpack(place, 1),
            "schema 7": lambda place: _unpack(place, 7),
        }

    def get(self, name: str) -> Start:
        """The workspace, made at its first use."""
        if name not in self._starts:
            place = Place(self._folder / name.replace(" ", "-"))
            place.create()
            model = self._builders[name](place)
            state = ask_child(place, read_state) if name != "empty" else None
            self._starts[name] = Start(place, model, state)
        return self._starts[name]

    def fill_words(self, start: str, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words with ids and paths in place."""
        state = self.get(start).state
        # The largest themes first: the first can be split.
        themes = sorted((state or {"themes": []})["themes"], key=lambda row: -len(row["asks"]))
        ids = [row["id"] for row in themes if any(row["asks"])]
        filled = [
            ids[int(word[5:])] if word.startswith("THEME") else
            str(self._inputs / word[3:]) if word.startswith("IN/") else word
            for word in words
        ]  # fmt: skip
        return (*filled, *_LAST_WORDS.get(filled[0], ()), "--now", NOW)

    def _run(self, place: Place, *words: str) -> Done:
        filled = [
            str(self._inputs / word[3:]) if word.startswith("IN/") else word for word in words
        ]
        done = run_command(place, *filled, *_LAST_WORDS.get(words[0], ()), "--now", NOW)
        if done.code:
            raise RuntimeError(f"The workspace cannot be made: {words}: {done.err}")
        return done

    def _fill_ingested(self, place: Place) -> Model:
        inputs = list_inputs()
        self._run(place, "ingest", "IN/one.jsonl")
        self._run(place, "ingest", f"IN/{THEIR_FILE}")
        model = Model().read("one.jsonl", inputs["one.jsonl"])
        return model.read(THEIR_FILE, inputs[THEIR_FILE])

    def _fill_grouped(self, place: Place) -> Model:
        model = self._fill_ingested(place)
        self._run(place, "themes")
        self._run(place, "forget", "--conversation", FORGOTTEN)
        state = ask_child(place, read_state)
        first = state["themes"][0]["id"]
        self._run(place, "theme", "rename", first, "A given name")
        self._run(place, "report", "--format", "html,md,csv")
        ask_child(place, _add_audit)
        # What a service of names told about them.
        names = json.dumps({"0" * 64: {"en": {"label": f"About {THEIR_FILE}", "keywords": []}}})
        (place.home / "names.json").write_text(names, encoding="utf-8")
        (place.home / "names.json").chmod(0o600)
        return model.forget([FORGOTTEN])

    def _fill_waiting(self, place: Place) -> Model:
        start = self.get("grouped")
        assert start.model is not None
        start.place.copy_to(place.folder)
        self._run(place, "ingest", "IN/two.jsonl")
        return start.model.read("two.jsonl", list_inputs()["two.jsonl"])


def _unpack(place: Place, schema: int) -> None:
    with zipfile.ZipFile(HOMES / f"schema_{schema}.zip") as archive:
        archive.extractall(place.folder)


def _add_audit(home: Path) -> None:
    from datetime import UTC, datetime

    from pipeline.settings import Settings
    from store.read.audits import save_audit

    save_audit(
        Settings(home=home).store, "t-1", 9, 0, {"a-1": "yes"}, datetime(2026, 6, 1, tzinfo=UTC)
    )
