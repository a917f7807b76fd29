"""Numbers, days and languages as people read them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.asks import Kind
from domain.counts import AuditedCount
from domain.decisions import ThemeOverrides
from domain.periods import Period
from domain.themes import Life
from pipeline.queries.history import HistoryEntry

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
_LANGUAGES = {
    "be": "Belarusian", "cs": "Czech", "de": "German", "en": "English", "es": "Spanish",
    "fr": "French", "it": "Italian", "kk": "Kazakh", "mixed": "Mixed", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian",
    "und": "Unknown language",
}  # fmt: skip


def format_number(count: int) -> str:
    """1234 as "1,234"."""
    return f"{count:,}"


def format_count(count: int, one: str, many: str | None = None) -> str:
    """ "1 conversation", "1,234 conversations"."""
    return f"{format_number(count)} {one if count == 1 else many or one + 's'}"


def format_audited(told: AuditedCount | None) -> str:
    """ "310 to 372": how many truly are about a theme; a dash where nobody audited it."""
    if told is None:
        return NOTHING
    if told.low == told.high:
        return f"{format_number(told.low)} exactly"
    return f"{format_number(told.low)} to {format_number(told.high)}"


def format_percent(share: float) -> str:
    """0.123 as "12%", what is small but there as "<1%"."""
    if 0 < share < 0.01:
        return "<1%"
    return f"{share:.0%}"


def format_change(relative: float | None) -> str:
    """A relative change with its sign; a dash where there is nothing to compare with."""
    if relative is None:
        return NOTHING
    sign = "+" if relative > 0 else MINUS if relative < 0 else ""
    return f"{sign}{abs(relative):.0%}"


def get_language_name(code: str) -> str:
    """The English name of a language, or its code."""
    return _LANGUAGES.get(code, code)


def format_kind(told: Kind) -> str:
    """ "Feature request"."""
    return told.replace("_", " ").capitalize()


def format_day(told: date) -> str:
    """ "9 Feb 2026"."""
    return f"{told.day} {told:%b %Y}"


def format_datetime(at: datetime | None, timezone: str) -> str:
    """ "9 Feb 2026, 14:05" in the workspace's zone."""
    if at is None:
        return "no time given"
    local = at.astimezone(ZoneInfo(timezone))
    return f"{format_day(local.date())}, {local:%H:%M}"


def format_day_range(start: date, end: date) -> str:
    """Half-open days as people say them: "9-15 Feb 2026", "28 Dec 2025 - 3 Jan 2026"."""
    last = end - timedelta(days=1)
    if start == last:
        return format_day(start)
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}\N{EN DASH}{format_day(last)}"
    if start.year == last.year:
        return f"{start.day} {start:%b} \N{EN DASH} {format_day(last)}"
    return f"{format_day(start)} \N{EN DASH} {format_day(last)}"


def format_period(period: Period) -> str:
    """A period's name in a list or a title."""
    words, start, end = period.words, period.start, period.end
    if start is None or end is None:
        return "All time"
    if words.startswith("last-"):
        return f"Last {words[5:-1]} days"
    if "-Q" in words:
        return f"Quarter {words[6:]}, {words[:4]}"
    if "-W" in words:
        return f"Week {int(words[6:])}: {format_day_range(start, end)}"
    if len(words) == len("2026-02"):
        return f"{start:%B %Y}"
    return words if len(words) == len("2026") else format_day_range(start, end)


def format_state_and_status(life: Life, overrule: ThemeOverrides, timezone: str) -> list[str]:
    """What to say beside a name: the state where it is not simply active, and the status."""
    told = [format_state(life, timezone)] if life.state != "active" else []
    return told + ([_format_status(overrule.status)] if overrule.status else [])


def format_state(life: Life, timezone: str) -> str:
    """ "emerging since 9 Feb 2026"."""
    if life.since is None:
        return life.state
    return f"{life.state} since {format_day(life.since.astimezone(ZoneInfo(timezone)).date())}"


def format_decisions(overrule: ThemeOverrides) -> list[str]:
    """What people say of a theme, a line each."""
    on = f" on {format_day(overrule.status_on)}" if overrule.status_on else ""
    status = _format_status(overrule.status) + on if overrule.status else None
    told = (
        ("Status", " ".join(word for word in (status, overrule.status_link) if word)),
        ("Owner", overrule.owner),
        ("Answer", " ".join(word for word in (overrule.answer, overrule.answer_link) if word)),
        ("Note", overrule.note),
    )
    return [f"{name}: {words}" for name, words in told if words]


def _format_status(status: str) -> str:
    return status.replace("_", " ").replace("wont", "won't")


def format_history_entry(entry: HistoryEntry, timezone: str) -> str:
    """ "9 Feb 2026, 14:05 · split by grouping, 14 asks"."""
    asks = [format_count(entry.moved, "ask")] if entry.moved else []
    undone = ["undone since"] if entry.undone else []
    what = f"{entry.what.replace('_', ' ')} by {entry.who}"
    words = ", ".join([what, *asks, *([entry.detail] if entry.detail else []), *undone])
    return f"{format_datetime(entry.at, timezone)} \N{MIDDLE DOT} {words}"
