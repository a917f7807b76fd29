"""The summary of a report, in sentences."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from math import sqrt

from domain.periods import Period
from domain.report import Report, ReportTheme
from reports.localise import Words, capital
from reports.sanitise import fold, shorten

_FEWEST = 10
"""Conversations, here or before, under which a change or a new theme is not worth a sentence."""
_DEVIATIONS = 2.0
"""Standard deviations a change must have: about one in twenty happens by chance alone."""
_TOLD = 3
_LABEL = 90


def summary(report: Report, words: Words) -> tuple[str, ...]:
    """Sentences as plain text: the customers' words in them are still to be escaped."""
    if not report.totals.asks:
        return _empty(report, words)
    sentences = [f"{_heard(report, words)} {_compared(report, words)}".strip()]
    if not report.themes:
        return (*sentences, words.say("summary", "no_themes"))
    sentences.append(_top(report, words))
    if report.is_comparable:
        sentences += _movements(report, words)
    return (*sentences, *_cautions(report, words))


def risen(report: Report) -> list[ReportTheme]:
    """Themes that grew by more than chance explains, the most telling first."""
    return _moved(report, lambda theme: surprise(theme, report.period))


def fallen(report: Report) -> list[ReportTheme]:
    """Themes that fell by more than chance explains, the most telling first."""
    return _moved(report, lambda theme: -surprise(theme, report.period))


def is_new(report: Report, theme: ReportTheme) -> bool:
    """Never asked before the period, in data that reach back far enough to know."""
    bounds = report.period.bounds()
    if bounds is None or theme.first_at is None or not report.is_comparable:
        return False
    return theme.first_at >= bounds[0] and theme.count.conversations > 0


def surprise(theme: ReportTheme, period: Period) -> float:
    """By how many standard deviations a theme's count departs from that of the span before.

    Two Poisson counts n and m over spans whose lengths are as r to 1: z = (n - rm) / sqrt(n + r²m)
    (Przyborowski and Wilenski 1940, in the normal approximation). 0 where counts are tiny, where
    nothing is there to compare with, or where the raw counts moved the other way.
    """
    before, now = period.before(), theme.count.conversations
    if before is None or theme.before is None or not period.days or not before.days:
        return 0.0
    if max(now, theme.before) < _FEWEST:
        return 0.0
    ratio = period.days / before.days
    z = (now - ratio * theme.before) / sqrt(now + ratio**2 * theme.before)
    return z if z * (now - theme.before) > 0 else 0.0


def _moved(report: Report, score: Callable[[ReportTheme], float]) -> list[ReportTheme]:
    told = [theme for theme in report.themes if theme.before and score(theme) >= _DEVIATIONS]
    return sorted(told, key=lambda theme: (-score(theme), theme.rank))


def _empty(report: Report, words: Words) -> tuple[str, ...]:
    nothing = capital(words.say("summary", "empty", during=words.during(report.period)))
    through = report.snapshot.data_through
    if report.data_from is None or through is None:
        return nothing, words.say("summary", "empty_store")
    first, last = report.local(report.data_from).date(), report.local(through).date()
    ends = words.ends(first, last + timedelta(days=1))
    return nothing, words.say("summary", "empty_data", **ends)


def _heard(report: Report, words: Words) -> str:
    totals = report.totals
    return capital(
        words.say(
            "summary",
            "asks",
            during=words.during(report.period),
            conversations=words.count("conversations", totals.conversations),
            asks=words.count("asks", totals.asks),
            asks_number=words.number(totals.asks),
        )
    )


def _compared(report: Report, words: Words) -> str:
    before = report.period.before()
    if before is None or report.before is None or not report.is_comparable:
        return ""
    earlier, now = report.before.conversations, report.totals.conversations
    if not earlier:
        return words.say("summary", "nothing_before")
    size = words.percent(abs(now - earlier) / earlier)
    key = "same" if size == words.percent(0) else "more" if now > earlier else "fewer"
    return words.say(
        "summary",
        "change",
        compared=words.say("summary", key, percent=size),
        before=words.before(before),
        count=words.number(earlier),
    )


def _top(report: Report, words: Words) -> str:
    told = [
        words.say(
            "summary", "top_theme", label=_label(theme), share=words.percent(theme.count.share, 1)
        )
        for theme in report.themes[:_TOLD]
    ]
    return words.say("summary", "top", themes=", ".join(told))


def _movements(report: Report, words: Words) -> list[str]:
    sentences = []
    for key, themes in (("grew", risen(report)), ("fell", fallen(report))):
        if themes:
            told = ", ".join(_moved_words(theme, words) for theme in themes[:_TOLD])
            sentences.append(words.say("summary", key, themes=told))
    if not sentences:
        sentences.append(words.say("summary", "steady"))
    fresh = [theme for theme in report.themes if is_new(report, theme)]
    loud = [theme for theme in fresh if theme.count.conversations >= _FEWEST]
    if loud:
        told = ", ".join(_new_words(report, theme, words) for theme in loud[:_TOLD])
        sentences.append(words.say("summary", "new", themes=told))
    return sentences


def _moved_words(theme: ReportTheme, words: Words) -> str:
    return words.say(
        "summary",
        "moved",
        label=_label(theme),
        before=words.number(theme.before or 0),
        now=words.number(theme.count.conversations),
    )


def _new_words(report: Report, theme: ReportTheme, words: Words) -> str:
    assert theme.first_at is not None  # noqa: S101 - `is_new` has looked
    day = report.local(theme.first_at).date()
    count = words.count("conversations", theme.count.conversations)
    return words.say(
        "summary", "new_theme", label=_label(theme), count=count, day=words.short_day(day)
    )


def _cautions(report: Report, words: Words) -> Sequence[str]:
    through = report.snapshot.data_through
    if report.period.is_all or report.is_comparable or through is None or not report.data_from:
        return ()
    if report.missing_days:
        day = words.day(report.local(through).date())
        days = words.count("days", report.missing_days)
        return (words.say("summary", "unfinished", day=day, days=days),)
    day = words.day(report.local(report.data_from).date())
    return (words.say("summary", "short_before", day=day),)


def _label(theme: ReportTheme) -> str:
    return shorten(fold(theme.count.label), _LABEL)
