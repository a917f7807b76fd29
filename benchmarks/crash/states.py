"""What a workspace says, and the model of plain dictionaries it must agree with."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.crash.texts import Told

_CONVERSATIONS = """
SELECT conversation.id, conversation.subject IS NULL AS bare,
    count(ask.id) AS asks, count(ask.excluded) AS excluded,
    string_agg(ask.text, '|' ORDER BY ask.asked_at, ask.id) AS text
FROM conversations.conversations AS conversation
LEFT JOIN conversations.asks AS ask
    ON ask.source = conversation.source AND ask.conversation_key = conversation.key
GROUP BY ALL ORDER BY conversation.id, text
"""
_THEMES = """
SELECT theme.id, theme.label, list(assignment.ask_id ORDER BY assignment.ask_id) AS asks
FROM themes.themes AS theme LEFT JOIN themes.assignments AS assignment
    ON assignment.theme_id = theme.id
GROUP BY ALL ORDER BY theme.id
"""


def read_state(home: Path) -> dict[str, Any]:
    """What the newest snapshot holds; run it in a child."""
    # Here, so that the parent of all children has no database library at work.
    from domain.periods import parse_period
    from pipeline.settings import Settings
    from store.files.connection import fetch_rows
    from store.read.attach import attach_newest
    from store.read.prior_state import read_events
    from store.read.reader import Reader

    connection, manifest = attach_newest(Settings(home=home).store)
    with closing(connection):
        reader = Reader(connection, manifest)
        totals = reader.count_totals(parse_period("all", manifest.published_at))
        return {
            "snapshot": manifest.number,
            "conversations": [
                [row["id"], row["asks"], row["excluded"], row["text"]]
                for row in fetch_rows(connection, _CONVERSATIONS)
            ],
            "totals": [totals.asks, totals.themed, totals.unthemed, totals.excluded],
            "themes": fetch_rows(connection, _THEMES),
            "imports": [
                [row["id"], row["file"], row["removed_at"] is not None]
                for row in reader.read_imports()
            ],
            "events": [event.kind for event in read_events(reader) if event.kind != "note"],
        }


def list_faults(state: dict[str, Any]) -> list[str]:
    """What does not add up within one state."""
    asks, themed, unthemed, excluded = state["totals"]
    faults = []
    if themed + unthemed + excluded != asks:
        faults.append(f"{themed} themed + {unthemed} unthemed + {excluded} excluded != {asks} asks")
    ids = [row[0] for row in state["conversations"]]
    if len(set(ids)) != len(ids):
        faults.append(f"{len(ids) - len(set(ids))} conversations are there twice")
    if sum(row[1] for row in state["conversations"]) != asks:
        faults.append("the conversations' asks do not add up to all asks")
    members = [ask for theme in state["themes"] for ask in theme["asks"] if ask]
    if len(set(members)) != themed or len(members) != themed:
        faults.append(f"{len(members)} asks in themes, {themed} counted as themed")
    return faults


Counts = dict[str, tuple[int, int]]
"""Conversation -> asks, excluded among them."""


@dataclass
class Model:
    """What was read, kept as dictionaries: the counts that the store must have."""

    imports: list[tuple[str, Counts, bool]] = field(default_factory=list)
    """File, its conversations, whether it was taken back."""
    erased: set[str] = field(default_factory=set)

    def read(self, file: str, told: Sequence[Told]) -> "Model":
        """The model after an import."""
        counts = {one.id: (one.asks, one.excluded) for one in told if one.id not in self.erased}
        return Model([*self.imports, (file, counts, False)], self.erased)

    def remove(self, number: int) -> "Model":
        """The model after an import was taken back."""
        imports = list(self.imports)
        file, counts, _ = imports[number - 1]
        imports[number - 1] = (file, counts, True)
        return Model(imports, self.erased)

    def forget(self, ids: Iterable[str]) -> "Model":
        """The model after an erasure: counts stay."""
        return Model(list(self.imports), self.erased | set(ids))

    def count(self) -> Counts:
        """What is there now; the newest import has the word."""
        found: Counts = {}
        for _, counts, removed in self.imports:
            found |= {} if removed else counts
        return found

    def list_differences(self, state: dict[str, Any]) -> list[str]:
        """Where a state does not agree."""
        mine = self.count()
        theirs = {row[0]: (row[1], row[2]) for row in state["conversations"]}
        wrong = sorted(
            key for key in mine.keys() | theirs.keys() if mine.get(key) != theirs.get(key)
        )
        faults = [
            f"{len(wrong)} conversations differ, such as {key}: {theirs.get(key)}, "
            f"should be {mine.get(key)}"
            for key in wrong[:1]
        ]
        wanted = [sum(one[0] for one in mine.values()), sum(one[1] for one in mine.values())]
        if [state["totals"][0], state["totals"][3]] != wanted:
            faults.append(f"asks and excluded are {state['totals']}, should be {wanted}")
        texts = {row[0]: row[3] or "" for row in state["conversations"]}
        kept = [key for key in self.erased if key in texts and "erased on" not in texts[key]]
        if kept:
            faults.append(f"{kept[0]} was erased and has words")
        return faults
