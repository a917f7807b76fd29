"""The context of the report's templates: the same for HTML and Markdown."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from domain.report import Quote, Report, ReportTheme
from reports.localise import Language, Locale, capitalise, load_locale
from reports.sanitise import shorten, to_single_line
from reports.sparkline import render_blocks, render_sparkline
from reports.summary import compute_z_score, is_new, summarise

_MAX_QUOTE_CHARS = 320
_MIN_LOUD_Z_SCORE = 2.0
_URL_SAFE = ":/?#@!$&'*+,;=%-._~"
"""Characters that are not percent-encoded; brackets, double quotes and spaces are."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a document shows of a report, and in which language."""

    language: Language = "en"
    top: int = 20
    """Number of themes shown; 0 for all."""
    list_file: str | None = None
    """Name of the CSV file of conversations beside the document; None without one."""
    ranking_file: str | None = None
    """Name of the CSV file of the whole ranking beside the document; None without one."""


def build_context(report: Report, layout: Layout) -> dict[str, Any]:
    """The variables and functions of the templates `report.html.j2` and `report.md.j2`."""
    words = load_locale(layout.language)
    shown = report.themes[: layout.top or None]
    before = report.period.find_previous()
    return {
        "report": report,
        "words": words,
        "layout": layout,
        "title": words.format_page_text("title", period=words.format_period(report.period)),
        "sentences": summarise(report, words),
        "shown": shown,
        "before_words": words.format_period(before) if before else None,
        "more": _describe_hidden_themes(report, len(shown), layout, words),
        "remainder": _build_remainder(report, words),
        "definitions": _build_definitions(report, words),
        "through": _describe_data_through(report, words),
        "trend": words.format_page_text(f"trend_{report.step}"),
        "to_single_line": to_single_line,
        "format_quote": lambda quote: shorten(to_single_line(quote.text), _MAX_QUOTE_CHARS),
        "sanitise_url": sanitise_url,
        "format_quote_day": lambda quote: _format_quote_day(report, quote, words),
        "render_sparkline": lambda theme, **size: render_sparkline(theme, words, **size),
        "render_blocks": render_blocks,
        "is_new": lambda theme: is_new(report, theme) and theme.count.life.state != "emerging",
        "list_status_notes": lambda theme: _list_status_notes(report, theme, words),
        "is_loud": lambda theme: _is_loud(report, theme),
        "count_themes": lambda area: sum(t.count.area == area.id for t in report.themes),
        "build_command": lambda theme: (
            f"earshot show {theme.count.id} --period {report.period.words}"
        ),
    }


def sanitise_url(url: str | None) -> str | None:
    """A URL of http or https, percent-encoded so that it is safe in a link; None for any other."""
    if not url or parse_scheme(url) not in ("http", "https"):
        return None
    return quote(to_single_line(url), safe=_URL_SAFE)


def parse_scheme(url: str) -> str:
    """The scheme of a URL, lower case; "" for what is no URL."""
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""


def _is_loud(report: Report, theme: ReportTheme) -> bool:
    if theme.count.change is None or not report.is_comparable:
        return False
    return abs(compute_z_score(theme, report.period)) >= _MIN_LOUD_Z_SCORE


def _list_status_notes(report: Report, theme: ReportTheme, words: Locale) -> list[str]:
    """The state of a theme's life and its status, with their days; none for an active theme that
    is open."""
    life, overrides = theme.count.life, theme.count.overrule
    notes = []
    if life.state != "active":
        notes.append(
            words.format_state(
                life.state, report.to_local_time(life.since).date() if life.since else None
            )
        )
    if overrides.status and overrides.status != "open":
        notes.append(words.format_status(overrides.status, overrides.status_on))
    return notes


def _format_quote_day(report: Report, quote: Quote, words: Locale) -> str:
    """The day of a quote, with its year unless the period lies in one year."""
    if quote.at is None:
        return ""
    day, period = report.to_local_time(quote.at).date(), report.period
    if period.start and period.end and period.start.year == (period.end - timedelta(days=1)).year:
        return words.format_short_day(day)
    return words.format_day(day)


def _describe_data_through(report: Report, words: Locale) -> str:
    through = report.snapshot.data_through
    if through is None:
        return words.format_page_text("no_dates")
    return words.format_page_text(
        "through", day=words.format_day(report.to_local_time(through).date())
    )


def _describe_hidden_themes(report: Report, shown: int, layout: Layout, words: Locale) -> str:
    """A sentence on the themes that the document does not show; "" where it shows all."""
    if shown == len(report.themes):
        return ""
    counts = {
        "shown": words.format_number(shown),
        "all": words.format_count("themes", len(report.themes)),
    }
    if layout.ranking_file:
        return words.format_page_text("more_themes", file=layout.ranking_file, **counts)
    return words.format_page_text("more_hidden", **counts)


def _build_remainder(report: Report, words: Locale) -> dict[str, Any]:
    totals = report.totals
    parts = [
        ("themed", totals.themed),
        ("unthemed", totals.unthemed),
        ("excluded", totals.excluded),
    ]
    numbers = {name: words.format_number(asks) for name, asks in parts}
    told = words.format_page_text(
        "remainder_words", asks=words.format_count("asks", totals.asks), **numbers
    )
    if totals.idle:
        idle = words.format_number(totals.idle)
        told = f"{told} {words.format_page_text('remainder_idle', idle=idle)}"
    return {
        "words": told,
        "parts": [
            {
                "name": name,
                "label": words.format_page_text(name),
                "asks": asks,
                "share": words.format_part(asks / totals.asks) if totals.asks else "",
            }
            for name, asks in parts
        ],
    }


def _build_definitions(report: Report, words: Locale) -> list[tuple[str, str]]:
    period, before = report.period, report.period.find_previous()
    names = [
        "conversation", "ask", "theme", "share", "change" if before else "change_all", "customers",
        "unthemed", "excluded", "chart",
    ]  # fmt: skip
    if any(theme.count.life.state != "active" for theme in report.themes):
        names.insert(names.index("unthemed"), "state")
    if any(theme.count.audited for theme in report.themes):
        names.insert(1, "audited")
    values: dict[str, object] = {"before": words.format_period(before)} if before else {}
    if period.start and period.end:
        names.append("period")
        values |= {**words.format_ends(period.start, period.end), "timezone": period.timezone}
    texts = words.texts["definitions"]
    return [(texts[name][0], capitalise(texts[name][1].format(**values))) for name in names]
