"""What people decide about themes: each step keeps one event, lays all of them over the grouping,
and publishes. The dashboard, the API and the command line call the same steps.

Every step returns the number of its event, which `undo_event` takes back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from domain.decisions import STATUSES, EventKind, ThemeEvent, find_standing_events
from domain.errors import BadRequest, EarshotError, NotFound
from domain.text.control_characters import drop_control_characters
from domain.themes import LineageEvent, LineageKind, Theme
from pipeline.settings import Settings
from pipeline.themes.committed import open_committed_reader
from store.read.prior_state import read_events
from store.read.reader import Reader
from store.write.writer import open_writer

KINDS = ("question", "bug", "feature_request", "complaint", "praise", "other")
UNTHEMED = "unthemed"
"""Where asks go that a person takes out of every theme."""
_LONGEST_LABEL, _LONGEST_TEXT = 200, 10_000


class Conflict(EarshotError):
    """What is asked for does not go with how things stand."""

    problem = "conflict"
    status = 409
    exit_code = 2


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """What came of a decision."""

    event: int
    """Its number: what `undo` takes."""
    theme_id: str
    """The theme it was about."""
    moved: int = 0
    """Asks that count elsewhere now."""
    made: tuple[str, ...] = ()
    """Ids of the themes it made."""


def rename_theme(
    settings: Settings, given: str, label: str | None, who: str, now: datetime,
    language: str | None = None,
) -> DecisionResult:  # fmt: skip
    """Name a theme, for one language or (None) for all; a label of None gives the name back to the
    grouping. Raises `NotFound`, `BadRequest`, `StoreBusy`, as every step here."""
    if label is not None and not drop_control_characters(label).strip():
        raise BadRequest("A name needs a letter. To give the name back, use --back.")
    name = _check_length(label.strip(), "name", _LONGEST_LABEL) if label else None
    if language is not None and not (language.isalpha() and len(language) in (2, 3)):
        raise BadRequest(f"'{language}' is not a language code such as en, ru or uk.")
    payload = {"label": name, "language": language}
    return _decide(settings, given, "rename", payload, who, now, lineage="renamed")


def set_fact(
    settings: Settings, given: str, fact: EventKind, value: str | None, who: str, now: datetime
) -> DecisionResult:
    """Say who owns a theme, its kind, its area, or a note; None takes it back."""
    if fact not in ("owner", "kind", "area", "note"):
        raise BadRequest(f"A theme has no {fact} to set.")
    if fact == "kind" and value is not None and value not in KINDS:
        raise BadRequest(f"'{value}' is not a kind. Use {', '.join(KINDS)}.")
    kept = _check_length(value.strip(), fact, _LONGEST_TEXT) if value and value.strip() else None
    return _decide(settings, given, fact, {"value": kept}, who, now)


def set_status(
    settings: Settings, given: str, status: str, who: str, now: datetime,
    on: date | None = None, link: str | None = None,
) -> DecisionResult:  # fmt: skip
    """Say how a theme stands: open, planned, shipped (on a day: today unless told), wont_do, or
    muted."""
    if status not in STATUSES:
        raise BadRequest(f"'{status}' is not a status. Use {', '.join(STATUSES)}.")
    day = on or (now.date() if status == "shipped" else None)
    payload = {"status": status, "on": day.isoformat() if day else None, "link": _check_link(link)}
    return _decide(settings, given, "status", payload, who, now)


def set_answer(
    settings: Settings, given: str, text: str | None, link: str | None, who: str, now: datetime
) -> DecisionResult:
    """Say what answers a theme: a text, a link, or both; neither takes the answer back."""
    kept = _check_length(text.strip(), "answer", _LONGEST_TEXT) if text and text.strip() else None
    return _decide(settings, given, "answer", {"text": kept, "link": _check_link(link)}, who, now)


def pin_theme(
    settings: Settings, given: str, pinned: bool, who: str, now: datetime
) -> DecisionResult:
    """Keep a theme whatever the grouping says, or no longer."""
    return _decide(settings, given, "pin", {"pinned": pinned}, who, now)


def merge_themes(
    settings: Settings, given: str, into_given: str, who: str, now: datetime
) -> DecisionResult:
    """Count a theme in another; its id answers with that one from now on."""
    with open_committed_reader(settings, "theme merge", now) as reader:
        theme, into = reader.resolve_theme_id(given), reader.resolve_theme_id(into_given)
        if theme == into:
            raise Conflict(f"'{given}' and '{into_given}' are one theme already.")
        moved = len(reader.read_members().get(theme, ()))
    event = ThemeEvent(0, now, who, "merge", theme, {"into": into})
    history = [LineageEvent("merged", theme, now, into, moved, who)]
    return DecisionResult(save_event(settings, event, lineage=history), into, moved)


def move_asks(
    settings: Settings, asks: Sequence[str], to: str, who: str, now: datetime
) -> DecisionResult:
    """Put asks into a theme, or (`unthemed`) out of every theme."""
    with open_committed_reader(settings, "theme move", now) as reader:
        theme = "" if to == UNTHEMED else reader.resolve_theme_id(to)
        check_asks_known(reader, asks)
        before = reader.read_theme_by_ask(asks)
    moved = sum(before.get(ask, "") != theme for ask in set(asks))
    event = ThemeEvent(0, now, who, "move", theme, {"asks": sorted(set(asks))})
    return DecisionResult(save_event(settings, event), theme or UNTHEMED, moved)


def undo_event(settings: Settings, number: int | None, who: str, now: datetime) -> DecisionResult:
    """Take a decision back (the newest that stands where none is named), also an undo itself."""
    with open_committed_reader(settings, "theme undo", now) as reader:
        events = {event.no: event for event in read_events(reader)}
    alive = find_standing_events(events.values())
    if number is None:
        open_ones = [no for no in alive if events[no].kind != "undo"]
        if not open_ones:
            raise NotFound("decision", "newest", "Nobody has decided anything that stands.")
        number = max(open_ones)
    if number not in events:
        raise NotFound("decision", str(number), "`earshot theme history` lists them.")
    if number not in alive:
        raise Conflict(f"Decision {number} is undone already.")
    event = ThemeEvent(0, now, who, "undo", events[number].theme_id, {"event": number})
    return DecisionResult(save_event(settings, event), events[number].theme_id or UNTHEMED)


def save_event(
    settings: Settings,
    event: ThemeEvent,
    themes: Sequence[Theme] = (),
    lineage: Sequence[LineageEvent] = (),
) -> int:
    """Keep an event, and publish; its number."""
    who = drop_control_characters(event.who)
    event, lineage = replace(event, who=who), [replace(one, who=who) for one in lineage]
    if not event.who.strip():
        raise BadRequest("Say who decides this: --who NAME.")
    doing = f"theme {event.kind}"
    with open_writer(settings.store, doing, event.at, settings.wait) as writer:
        return writer.save_decision(event, themes, lineage)


def check_asks_known(reader: Reader, asks: Sequence[str]) -> None:
    """Raises `NotFound` for the first ask nobody knows, `BadRequest` for none at all."""
    if not asks:
        raise BadRequest("Name at least one ask by its id; `earshot show THEME --ids` tells them.")
    known = reader.read_asks_by_id(asks)
    for ask in asks:
        if ask not in known or known[ask].excluded:
            raise NotFound("ask", ask, "`earshot show THEME --ids` tells them.")


def _decide(
    settings: Settings,
    given: str,
    kind: EventKind,
    payload: dict[str, Any],
    who: str,
    now: datetime,
    lineage: LineageKind | None = None,
) -> DecisionResult:
    with open_committed_reader(settings, f"theme {kind}", now) as reader:
        theme = reader.resolve_theme_id(given)
    event = ThemeEvent(0, now, who, kind, theme, payload)
    history = [LineageEvent(lineage, theme, now, who=who)] if lineage else []
    return DecisionResult(save_event(settings, event, lineage=history), theme)


def _check_length(text: str, what: str, most: int) -> str:
    if len(text) > most:
        raise BadRequest(f"The {what} is longer than {most:,} characters.")
    return drop_control_characters(text).strip()


def _check_link(link: str | None) -> str | None:
    if link and not link.startswith(("https://", "http://")):
        raise BadRequest(f"'{link}' is not a link: it must begin with https:// or http://.")
    return drop_control_characters(link) if link else None
