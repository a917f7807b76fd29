"""Numbers, days and languages as people read them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.counts import AuditedCount
from domain.decisions import Overrule
from domain.kinds import Kind
from domain.periods import Period
from domain.themes import Life
from pipeline.queries.history import Entry

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
_LANGUAGES = {
    "be": "Belarusian", "cs": "Czech", "de": "German", "en": "English", "es": "Spanish",
    "fr": "French", "it": "Italian", "kk": "Kazakh", "mixed": "Mixed", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian",
    "und": "Unknown language",
}  # fmt: skip


def number(count: int) -> str:
    """1234 as "1,234"."""
    return f"{count:,}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "1 conversation", "1,234 conversations"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def audited(told: AuditedCount | None) -> str:
    """ "310 to 372": how many truly are about a theme; a dash where nobody audited it."""
    if told is None:
        return NOTHING
    if told.low == told.high:
        return f"{number(told.low)} exactly"
    return f"{number(told.low)} to {number(told.high)}"


def percent(share: float) -> str:
    """0.123 as "12%", what is small but there as "<1%"."""
    if 0 < share < 0.01:
        return "<1%"
    return f"{share:.0%}"


def change(relative: float | None) -> str:
    """A relative change with its sign; a dash where there is nothing to compare with."""
    if relative is None:
        return NOTHING
    sign = "+" if relative > 0 else MINUS if relative < 0 else ""
    return f"{sign}{abs(relative):.0%}"


def language(code: str) -> str:
    """The English name of a language, or its code."""
    return _LANGUAGES.get(code, code)


def kind(told: Kind) -> str:
    """ "Feature request"."""
    return told.replace("_", " ").capitalize()


def day(told: date) -> str:
    """ "9 Feb 2026"."""
    return f"{told.day} {told:%b %Y}"


def moment(at: datetime | None, timezone: str) -> str:
    """ "9 Feb 2026, 14:05" in the workspace's zone."""
    if at is None:
        return "no time given"
    local = at.astimezone(ZoneInfo(timezone))
    return f"{day(local.date())}, {local:%H:%M}"


def span(start: date, end: date) -> str:
    """Half-open days as people say them: "9-15 Feb 2026", "28 Dec 2025 - 3 Jan 2026"."""
    last = end - timedelta(days=1)
    if start == last:
        return day(start)
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}\N{EN DASH}{day(last)}"
    if start.year == last.year:
        return f"{start.day} {start:%b} \N{EN DASH} {day(last)}"
    return f"{day(start)} \N{EN DASH} {day(last)}"


def period_name(period: Period) -> str:
    """A period's name in a list or a title."""
    words, start, end = period.words, period.start, period.end
    if start is None or end is None:
        return "All time"
    if words.startswith("last-"):
        return f"Last {words[5:-1]} days"
    if "-Q" in words:
        return f"Quarter {words[6:]}, {words[:4]}"
    if "-W" in words:
        return f"Week {int(words[6:])}: {span(start, end)}"
    if len(words) == len("2026-02"):
        return f"{start:%B %Y}"
    return words if len(words) == len("2026") else span(start, end)


def standing(life: Life, overrule: Overrule, timezone: str) -> list[str]:
    """What to say beside a name: the state where it is not simply active, and the status."""
    told = [state(life, timezone)] if life.state != "active" else []
    return told + ([_status(overrule.status)] if overrule.status else [])


def state(life: Life, timezone: str) -> str:
    """ "emerging since 9 Feb 2026"."""
    if life.since is None:
        return life.state
    return f"{life.state} since {day(life.since.astimezone(ZoneInfo(timezone)).date())}"


def said(overrule: Overrule) -> list[str]:
    """What people say of a theme, a line each."""
    on = f" on {day(overrule.status_on)}" if overrule.status_on else ""
    status = _status(overrule.status) + on if overrule.status else None
    told = (
        ("Status", " ".join(word for word in (status, overrule.status_link) if word)),
        ("Owner", overrule.owner),
        ("Answer", " ".join(word for word in (overrule.answer, overrule.answer_link) if word)),
        ("Note", overrule.note),
    )
    return [f"{name}: {words}" for name, words in told if words]


def _status(status: str) -> str:
    return status.replace("_", " ").replace("wont", "won't")


def happened(entry: Entry, timezone: str) -> str:
    """ "9 Feb 2026, 14:05 · split by grouping, 14 asks"."""
    asks = [counted(entry.moved, "ask")] if entry.moved else []
    undone = ["undone since"] if entry.undone else []
    what = f"{entry.what.replace('_', ' ')} by {entry.who}"
    words = ", ".join([what, *asks, *([entry.detail] if entry.detail else []), *undone])
    return f"{moment(entry.at, timezone)} \N{MIDDLE DOT} {words}"
