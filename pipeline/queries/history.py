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
    events = read_events(reader)
    alive = find_standing_events(events)
    labels = reader.read_labels()
    entries = [_from_decision(event, event.no not in alive) for event in events]
    # What people did stands among the events, with whether it still holds.
    people = {event.who for event in events}
    entries += [_from_lineage(row) for row in reader.read_lineage() if row.who not in people]
    if theme is not None:
        wanted = {theme, given}
        entries = [entry for entry in entries if {entry.theme_id, entry.other_id} & wanted]
    entries = [replace(entry, label=labels.get(entry.theme_id, "")) for entry in entries]
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.event or 0, entry.theme_id)))


def format_labels(settings: Settings, theme_ids: Sequence[str]) -> list[str]:
    """Themes by what they are called, with their ids: "Where is the link? (t-3fa9c1d2e4)"."""
    with open_reader(settings.store) as reader:
        labels = reader.read_labels()
    return [f"{labels[theme]} ({theme})" if theme in labels else theme for theme in theme_ids]


def _from_lineage(row: LineageEvent) -> HistoryEntry:
    detail = _PUT_RIGHT if row.kind in ("parted", "joined") else ""
    return HistoryEntry(
        row.at, row.who, row.kind, row.theme_id, "", row.other_id, row.moved, detail=detail
    )


def _from_decision(event: ThemeEvent, undone: bool) -> HistoryEntry:
    details = event.payload
    other, moved, detail = None, 0, ""
    match event.kind:
        case "rename":
            language = f" ({details['language']})" if details.get("language") else ""
            detail = f"{details['label'] or 'name given back'}{language}"
        case "merge":
            other = details["into"]
        case "split":
            moved = sum(len(part["asks"]) for part in details["into"])
            detail = ", ".join(f"{part['label']} ({part['id']})" for part in details["into"])
        case "move":
            moved = len(details["asks"])
        case "status":
            detail = " ".join(
                str(details[name]) for name in ("status", "on", "link") if details[name]
            )
        case "answer":
            detail = " ".join(details[name] for name in ("text", "link") if details[name])
        case "pin":
            detail = "on" if details["pinned"] else "off"
        case "declare":
            detail, moved = details["label"], len(details["asks"])
        case "undo":
            detail = f"decision {details['event']}"
        case _:
            detail = details["value"] or "nobody says"
    theme = event.theme_id or "unthemed"
    return HistoryEntry(
        event.at, event.who, event.kind, theme, "", other, moved, event.no, detail, undone
    )
