"""What people decide about themes: events, and the state they add up to when replayed.

Nothing a person decides is ever written over what the grouping found. It stands beside it as an
event, and `replay` says what all standing events amount to; so undoing one is replaying without it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

EventKind = Literal[
    "rename", "merge", "split", "move", "status", "owner", "kind", "area", "note", "answer", "pin",
    "declare", "undo",
]  # fmt: skip
Status = Literal["open", "planned", "shipped", "wont_do", "muted"]
STATUSES: tuple[Status, ...] = ("open", "planned", "shipped", "wont_do", "muted")


@dataclass(frozen=True, slots=True)
class ThemeEvent:
    """One decision of a person."""

    no: int
    """From 1, in the order they were taken; 0 before it is kept."""
    at: datetime
    """UTC and aware."""
    who: str
    kind: EventKind
    theme_id: str
    """The theme it is about; of a move, where the asks went ("" for out of every theme)."""
    payload: Mapping[str, Any] = field(default_factory=dict)
    """What was decided, JSON values by the kind:

    rename: label (None takes the name back), language (None: for all);
    merge: into; split: into (list of {id, label, asks}); move: asks;
    status: status, on (ISO day), link; owner, kind, area, note: value; answer: text, link;
    pin: pinned; declare: label, asks, examples; undo: event."""


@dataclass(frozen=True, slots=True)
class ThemeOverrides:
    """What people say of one theme; None where nobody said anything."""

    label: str | None = None
    labels: tuple[tuple[str, str], ...] = ()
    """(language, name), sorted by language."""
    area: str | None = None
    kind: str | None = None
    owner: str | None = None
    status: Status | None = None
    status_on: date | None = None
    """Day it was or will be so: when it was shipped."""
    status_link: str | None = None
    note: str | None = None
    answer: str | None = None
    """The text that answers it."""
    answer_link: str | None = None
    """Where the answer stands."""
    pinned: bool = False
    """Kept whatever the grouping says."""


NO_OVERRIDES = ThemeOverrides()


@dataclass(frozen=True, slots=True)
class ManualTheme:
    """A theme that a person made, by a split or by declaring it."""

    id: str
    label: str | None
    parent: str | None
    """The theme it was split from; None where it was declared."""
    examples: tuple[str, ...] = ()
    """Texts that say what it is about."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """State of all standing events, to be applied to a grouping."""

    redirects: Mapping[str, str | None]
    """Theme -> where its asks count instead; None is out of every theme."""
    placed: Mapping[str, str | None]
    """Ask -> the theme a person put it in; None is out of every theme."""
    overrules: Mapping[str, ThemeOverrides]
    """Theme -> what people say of it."""
    made: Mapping[str, ManualTheme]
    """Theme -> how a person made it; undone ones are left out."""
    unmade: Mapping[str, str | None]
    """Theme that a person made and took back -> the theme it was split from, None for declared."""
    find_standing_events: frozenset[int]
    """Numbers of the events that are not undone."""

    def resolve_theme(self, theme_id: str | None) -> str | None:
        """Where asks of a theme count in the end."""
        seen = set()
        while theme_id is not None and theme_id in self.redirects and theme_id not in seen:
            seen.add(theme_id)
            theme_id = self.redirects[theme_id]
        return theme_id

    def find_merge_roots(self) -> dict[str, str]:
        """Theme -> the theme it counts in, for all that people merged, that theme included."""
        merged = {theme: root for theme in self.redirects if (root := self.resolve_theme(theme))}
        return {**merged, **{root: root for root in merged.values()}}

    def find_locked(self) -> frozenset[str]:
        """Themes that no grouping may take apart or take in: pinned, made, or split by people."""
        pinned = {theme for theme, overrides in self.overrules.items() if overrides.pinned}
        parents = {made.parent for made in self.made.values() if made.parent}
        return frozenset(pinned | parents | set(self.made))


def find_standing_events(events: Iterable[ThemeEvent]) -> frozenset[int]:
    """Numbers of the events that no standing undo takes back. An undo can be undone too."""
    kept, undone = set(), set()
    for event in sorted(events, key=lambda event: -event.no):
        if event.no in undone:
            continue
        kept.add(event.no)
        if event.kind == "undo":
            undone.add(int(event.payload["event"]))
    return frozenset(kept)


def replay(events: Sequence[ThemeEvent]) -> Overlay:
    """What all events come to, the oldest first."""
    alive = find_standing_events(events)
    redirects: dict[str, str | None] = {}
    placed: dict[str, str | None] = {}
    overrules: dict[str, ThemeOverrides] = {}
    made: dict[str, ManualTheme] = {}
    undone: set[str] = set()
    for event in sorted(events, key=lambda event: event.no):
        if event.no not in alive:
            _unmake(event, redirects)
            undone.update(child.id for child in _build_manual_themes(event))
        elif event.kind == "merge":
            _redirect(redirects, event.theme_id, event.payload["into"])
        elif event.kind == "move":
            placed.update(dict.fromkeys(event.payload["asks"], event.theme_id or None))
        elif event.kind in ("split", "declare"):
            made.update({child.id: child for child in _build_manual_themes(event)})
            for part in _list_new_themes(event):
                placed.update(dict.fromkeys(part["asks"], part["id"]))
        elif event.kind != "undo":
            before = overrules.get(event.theme_id, NO_OVERRIDES)
            overrules[event.theme_id] = _apply_event(before, event)
    unmade = {theme: parent for theme, parent in redirects.items() if theme in undone}
    return Overlay(redirects, placed, overrules, made, unmade, alive)


def _list_new_themes(event: ThemeEvent) -> list[Mapping[str, Any]]:
    if event.kind == "declare":
        return [{"id": event.theme_id, "asks": event.payload["asks"]}]
    return list(event.payload["into"])


def _build_manual_themes(event: ThemeEvent) -> list[ManualTheme]:
    """The themes that an event makes."""
    if event.kind == "declare":
        examples = tuple(event.payload["examples"])
        return [ManualTheme(event.theme_id, event.payload["label"], None, examples)]
    if event.kind != "split":
        return []
    return [
        ManualTheme(part["id"], part.get("label"), event.theme_id) for part in event.payload["into"]
    ]


def _unmake(event: ThemeEvent, redirects: dict[str, str | None]) -> None:
    """What later groupings put in a theme that was undone goes back where it came from."""
    redirects.update({child.id: child.parent for child in _build_manual_themes(event)})


def _redirect(redirects: dict[str, str | None], theme: str, into: str) -> None:
    """Send one theme to another; where that would close a circle, the newer word wins."""
    at: str | None = into
    while at is not None and at in redirects:
        following = redirects[at]
        if following == theme:
            del redirects[at]
            break
        at = following
    redirects[theme] = into


def _apply_event(before: ThemeOverrides, event: ThemeEvent) -> ThemeOverrides:
    details = event.payload
    match event.kind:
        case "rename":
            return _apply_rename(before, details["label"], details.get("language"))
        case "status":
            on = details.get("on")
            return replace(
                before,
                status=details["status"],
                status_on=date.fromisoformat(on) if on else None,
                status_link=details.get("link"),
            )
        case "answer":
            return replace(before, answer=details.get("text"), answer_link=details.get("link"))
        case "pin":
            return replace(before, pinned=bool(details["pinned"]))
        case "owner":
            return replace(before, owner=details["value"])
        case "kind":
            return replace(before, kind=details["value"])
        case "area":
            return replace(before, area=details["value"])
        case _:
            return replace(before, note=details["value"])


def _apply_rename(
    before: ThemeOverrides, label: str | None, language: str | None
) -> ThemeOverrides:
    if language is None:
        return replace(before, label=label)
    names = {**dict(before.labels), language: label}
    kept = tuple(sorted((code, name) for code, name in names.items() if name))
    return replace(before, labels=kept)
