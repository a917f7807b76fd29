"""What became of themes: the ledger of the grouping and the decisions of people, in one list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.decisions import ThemeEvent, find_standing_events
from domain.periods import format_instant
from domain.themes import LineageEvent
from pipeline.settings import Settings
from store.read.prior_state import read_events
from store.read.reader import Reader, open_reader

_PUT_RIGHT = "the grouping was put right; customers did not change"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened to a theme."""

    at: datetime
    who: str
    """A person, "grouping", or "silence"."""
    what: str
    """A kind of lineage or of decision."""
    theme_id: str
    label: str = ""
    """What the theme is called now."""
    other_id: str | None = None
    """The theme it went into, or that was split from it."""
    moved: int = 0
    """Evidence: how many asks moved."""
    event: int | None = None
    """Number of the decision; None for what no person decided."""
    detail: str = ""
    undone: bool = False

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "at": format_instant(self.at),
            "who": self.who,
            "what": self.what,
            "theme": self.theme_id,
            "label": self.label,
            "other": self.other_id,
            "moved": self.moved,
            "event": self.event,
            "detail": self.detail,
            "undone": self.undone,
        }


def read_history(settings: Settings, given: str | None = None) -> tuple[HistoryEntry, ...]:
    """The history of one theme, and of those that were merged into it, or of all. Raises
    `NotFound`, `NothingYet`."""
    with open_reader(settings.store) as reader:
        theme = reader.resolve_theme_id(given) if given else None
        return build_history(reader, theme, given)


def build_history(
    reader: Reader, theme: str | None, given: str | None = None
) -> tuple[HistoryEntry, ...]:
    """The same from an open reader."""
    told = read_events(reader)
    alive = find_standing_events(told)
    labels = reader.read_labels()
    entries = [_from_decision(event, event.no not in alive) for event in told]
    # What people did stands among the events, with whether it still holds.
    people = {event.who for event in told}
    entries += [_from_lineage(row) for row in reader.read_lineage() if row.who not in people]
    if theme is not None:
        wanted = {theme, given}
        entries = [one for one in entries if {one.theme_id, one.other_id} & wanted]
    entries = [replace(one, label=labels.get(one.theme_id, "")) for one in entries]
    return tuple(sorted(entries, key=lambda one: (one.at, one.event or 0, one.theme_id)))


def format_labels(settings: Settings, theme_ids: Sequence[str]) -> list[str]:
    """Themes by what they are called, with their ids: "Where is the link? (t-3fa9c1d2e4)"."""
    with open_reader(settings.store) as reader:
        labels = reader.read_labels()
    return [f"{labels[one]} ({one})" if one in labels else one for one in theme_ids]


def _from_lineage(row: LineageEvent) -> HistoryEntry:
    detail = _PUT_RIGHT if row.kind in ("parted", "joined") else ""
    return HistoryEntry(
        row.at, row.who, row.kind, row.theme_id, "", row.other_id, row.moved, detail=detail
    )


def _from_decision(event: ThemeEvent, undone: bool) -> HistoryEntry:
    told = event.told
    other, moved, detail = None, 0, ""
    match event.kind:
        case "rename":
            language = f" ({told['language']})" if told.get("language") else ""
            detail = f"{told['label'] or 'name given back'}{language}"
        case "merge":
            other = told["into"]
        case "split":
            moved = sum(len(part["asks"]) for part in told["into"])
            detail = ", ".join(f"{part['label']} ({part['id']})" for part in told["into"])
        case "move":
            moved = len(told["asks"])
        case "status":
            detail = " ".join(str(told[name]) for name in ("status", "on", "link") if told[name])
        case "answer":
            detail = " ".join(told[name] for name in ("text", "link") if told[name])
        case "pin":
            detail = "on" if told["pinned"] else "off"
        case "declare":
            detail, moved = told["label"], len(told["asks"])
        case "undo":
            detail = f"decision {told['event']}"
        case _:
            detail = told["value"] or "nobody says"
    theme = event.theme_id or "unthemed"
    return HistoryEntry(
        event.at, event.who, event.kind, theme, "", other, moved, event.no, detail, undone
    )
