"""The summary of a report in sentences: totals, top themes, significant changes, cautions."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from math import sqrt

from domain.periods import Period
from domain.report import Report, ReportTheme
from reports.localise import Locale, capitalise
from reports.sanitise import shorten, to_single_line

_MIN_CONVERSATIONS = 10
"""Conversations, in the period or before, from which a change or a new theme is mentioned."""
_MIN_Z_SCORE = 2.0
"""z-score from which a change is significant: by chance alone it happens one time in twenty."""
_MAX_LISTED = 3
_MAX_LABEL_CHARS = 90


def summarise(report: Report, words: Locale) -> tuple[str, ...]:
    """The sentences as plain text; the customers' words in them are not escaped."""
    if not report.totals.asks:
        return _describe_empty_period(report, words)
    sentences = [f"{_describe_totals(report, words)} {_compare_with_before(report, words)}".strip()]
    if not report.themes:
        return (*sentences, words.format_text("summary", "no_themes"))
    sentences.append(_describe_top_themes(report, words))
    if report.is_comparable:
        sentences += _describe_movements(report, words)
    return (*sentences, *_list_cautions(report, words))


def find_risen_themes(report: Report) -> list[ReportTheme]:
    """Themes that grew significantly, the highest z-score first."""
    return _find_moved_themes(report, lambda theme: compute_z_score(theme, report.period))


def find_fallen_themes(report: Report) -> list[ReportTheme]:
    """Themes that fell significantly, the lowest z-score first."""
    return _find_moved_themes(report, lambda theme: -compute_z_score(theme, report.period))


def is_new(report: Report, theme: ReportTheme) -> bool:
    """Whether a theme's first ask lies in the period; False where the data do not reach over the
    period before."""
    bounds = report.period.to_utc_bounds()
    if bounds is None or theme.first_at is None or not report.is_comparable:
        return False
    return theme.first_at >= bounds[0] and theme.count.conversations > 0


def compute_z_score(theme: ReportTheme, period: Period) -> float:
    """z-score of a theme's change: its count against that of the period before.

    Two Poisson counts n and m over spans whose lengths are as r to 1: z = (n - rm) / sqrt(n + r²m)
    (Przyborowski and Wilenski 1940, in the normal approximation). 0 for counts under ten, without a
    period before, or where the raw counts moved the other way.
    """
    before, now = period.find_previous(), theme.count.conversations
    if before is None or theme.before is None or not period.days or not before.days:
        return 0.0
    if max(now, theme.before) < _MIN_CONVERSATIONS:
        return 0.0
    ratio = period.days / before.days
    z = (now - ratio * theme.before) / sqrt(now + ratio**2 * theme.before)
    return z if z * (now - theme.before) > 0 else 0.0


def _find_moved_themes(report: Report, score: Callable[[ReportTheme], float]) -> list[ReportTheme]:
    moved = [theme for theme in report.themes if theme.before and score(theme) >= _MIN_Z_SCORE]
    return sorted(moved, key=lambda theme: (-score(theme), theme.rank))


def _describe_empty_period(report: Report, words: Locale) -> tuple[str, ...]:
    nothing = capitalise(
        words.format_text("summary", "empty", during=words.format_during(report.period))
    )
    through = report.snapshot.data_through
    if report.data_from is None or through is None:
        return nothing, words.format_text("summary", "empty_store")
    first, last = (
        report.to_local_time(report.data_from).date(),
        report.to_local_time(through).date(),
    )
    ends = words.format_ends(first, last + timedelta(days=1))
    return nothing, words.format_text("summary", "empty_data", **ends)


def _describe_totals(report: Report, words: Locale) -> str:
    totals = report.totals
    return capitalise(
        words.format_text(
            "summary",
            "asks",
            during=words.format_during(report.period),
            conversations=words.format_count("conversations", totals.conversations),
            asks=words.format_count("asks", totals.asks),
            asks_number=words.format_number(totals.asks),
        )
    )


def _compare_with_before(report: Report, words: Locale) -> str:
    before = report.period.find_previous()
    if before is None or report.before is None or not report.is_comparable:
        return ""
    earlier, now = report.before.conversations, report.totals.conversations
    if not earlier:
        return words.format_text("summary", "nothing_before")
    size = words.format_percent(abs(now - earlier) / earlier)
    key = "same" if size == words.format_percent(0) else "more" if now > earlier else "fewer"
    return words.format_text(
        "summary",
        "change",
        compared=words.format_text("summary", key, percent=size),
        before=words.format_before(before),
        count=words.format_number(earlier),
    )


def _describe_top_themes(report: Report, words: Locale) -> str:
    named = [
        words.format_text(
            "summary",
            "top_theme",
            label=_format_label(theme),
            share=words.format_percent(theme.count.share, 1),
        )
        for theme in report.themes[:_MAX_LISTED]
    ]
    return words.format_text("summary", "top", themes=", ".join(named))


def _describe_movements(report: Report, words: Locale) -> list[str]:
    sentences = []
    for key, themes in (("grew", find_risen_themes(report)), ("fell", find_fallen_themes(report))):
        if themes:
            moved = ", ".join(_format_moved_theme(theme, words) for theme in themes[:_MAX_LISTED])
            sentences.append(words.format_text("summary", key, themes=moved))
    if not sentences:
        sentences.append(words.format_text("summary", "steady"))
    new = [theme for theme in report.themes if is_new(report, theme)]
    frequent = [theme for theme in new if theme.count.conversations >= _MIN_CONVERSATIONS]
    if frequent:
        named = [_format_new_theme(report, theme, words) for theme in frequent[:_MAX_LISTED]]
        sentences.append(words.format_text("summary", "new", themes=", ".join(named)))
    return sentences


def _format_moved_theme(theme: ReportTheme, words: Locale) -> str:
    return words.format_text(
        "summary",
        "moved",
        label=_format_label(theme),
        before=words.format_number(theme.before or 0),
        now=words.format_number(theme.count.conversations),
    )


def _format_new_theme(report: Report, theme: ReportTheme, words: Locale) -> str:
    assert theme.first_at is not None  # noqa: S101 - `is_new` has looked
    day = report.to_local_time(theme.first_at).date()
    count = words.format_count("conversations", theme.count.conversations)
    return words.format_text(
        "summary",
        "new_theme",
        label=_format_label(theme),
        count=count,
        day=words.format_short_day(day),
    )


def _list_cautions(report: Report, words: Locale) -> Sequence[str]:
    through = report.snapshot.data_through
    if report.period.is_all or report.is_comparable or through is None or not report.data_from:
        return ()
    if report.missing_days:
        day = words.format_day(report.to_local_time(through).date())
        days = words.format_count("days", report.missing_days)
        return (words.format_text("summary", "unfinished", day=day, days=days),)
    day = words.format_day(report.to_local_time(report.data_from).date())
    return (words.format_text("summary", "short_before", day=day),)


def _format_label(theme: ReportTheme) -> str:
    return shorten(to_single_line(theme.count.label), _MAX_LABEL_CHARS)
