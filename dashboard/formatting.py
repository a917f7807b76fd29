"""Themes, periods, decisions and languages in words; numbers are written by `domain.numbers`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain import numbers
from domain.asks import Kind
from domain.counts import AuditedCount, ThemeCount
from domain.decisions import ThemeOverrides
from domain.numbers import (
    DASH,
    format_count,
    format_day,
    format_number,
    format_share,
    format_slug,
    format_span,
)
from domain.periods import Period
from domain.themes import Life
from pipeline.queries.history import HistoryEntry

_LANGUAGES = {
    "be": "Belarusian", "cs": "Czech", "de": "German", "en": "English", "es": "Spanish",
    "fr": "French", "it": "Italian", "kk": "Kazakh", "mixed": "Mixed", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian",
    "und": "Unknown language",
}  # fmt: skip


def format_audited(audited: AuditedCount | None) -> str:
    """The interval of an audited count, "310 to 372"; a dash where nobody audited the theme."""
    return numbers.format_audited(audited, none=DASH)


def format_change(change: float | None) -> str:
    """A relative change with its sign; a dash where there is nothing to compare with."""
    return numbers.format_change(change, none=DASH)


def format_datetime(at: datetime | None, timezone: str) -> str:
    """An aware instant in a zone (IANA name): "9 Feb 2026, 14:05"; "no time given" for None."""
    return numbers.format_datetime(at, timezone, none="no time given")


def get_language_name(code: str) -> str:
    """The English name of a language, or its code."""
    return _LANGUAGES.get(code, code)


def format_kind(kind: Kind) -> str:
    """A kind of ask as a heading: "Feature request"."""
    return format_slug(kind, none="").capitalize()


def format_period(period: Period) -> str:
    """A period in a list or a title: "All time", "Week 7: 9–15 Feb 2026"."""
    words, start, end = period.words, period.start, period.end
    if start is None or end is None:
        return "All time"
    if words.startswith("last-"):
        return f"Last {words[5:-1]} days"
    if "-Q" in words:
        return f"Quarter {words[6:]}, {words[:4]}"
    if "-W" in words:
        return f"Week {int(words[6:])}: {format_span(start, end)}"
    if len(words) == len("2026-02"):
        return f"{start:%B %Y}"
    return words if len(words) == len("2026") else format_span(start, end)


def format_state_and_status(count: ThemeCount, timezone: str) -> list[str]:
    """The state of a theme unless it is active, whether it is weak, and its status, for beside its
    label."""
    state = [format_state(count.life, timezone)] if count.life.state != "active" else []
    weak = ["weak"] if count.is_weak else []
    status = count.overrule.status
    return state + weak + ([_format_status(status)] if status else [])


def format_cohesion(count: ThemeCount) -> str:
    """How surely a theme's asks belong to it: "61 %", "38 %, weak"."""
    if count.cohesion is None:
        return "none"
    return format_share(count.cohesion) + (", weak" if count.is_weak else "")


def format_doubts(count: ThemeCount) -> list[str]:
    """What one should know before one believes a theme's number, a line each."""
    lines = []
    if count.is_weak:
        lines.append(
            "Its asks hold together little: half of them may be about other things. Read some "
            "before you count on it, or split it."
        )
    if count.by_answer:
        asks = "1 ask is" if count.by_answer == 1 else f"{format_number(count.by_answer)} asks are"
        lines.append(f"{asks} here for what agents answered, not for their words alone.")
    return lines


def format_state(life: Life, timezone: str) -> str:
    """The state of a theme's life with its day: "emerging since 9 Feb 2026"."""
    if life.since is None:
        return life.state
    return f"{life.state} since {format_day(life.since.astimezone(ZoneInfo(timezone)).date())}"


def format_decisions(overrule: ThemeOverrides) -> list[str]:
    """The decisions about a theme, a line each."""
    on = f" on {format_day(overrule.status_on)}" if overrule.status_on else ""
    status = _format_status(overrule.status) + on if overrule.status else None
    lines = (
        ("Status", " ".join(word for word in (status, overrule.status_link) if word)),
        ("Owner", overrule.owner),
        ("Answer", " ".join(word for word in (overrule.answer, overrule.answer_link) if word)),
        ("Note", overrule.note),
    )
    return [f"{name}: {words}" for name, words in lines if words]


def _format_status(status: str) -> str:
    return format_slug(status, none="").replace("wont", "won't")


def format_history_entry(entry: HistoryEntry, timezone: str) -> str:
    """A lineage event or decision: "9 Feb 2026, 14:05 · split by grouping, 14 asks"."""
    asks = [format_count(entry.moved, "ask")] if entry.moved else []
    undone = ["undone since"] if entry.undone else []
    what = f"{format_slug(entry.what, none='')} by {entry.who}"
    words = ", ".join([what, *asks, *([entry.detail] if entry.detail else []), *undone])
    return f"{format_datetime(entry.at, timezone)} \N{MIDDLE DOT} {words}"
