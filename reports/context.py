"""What the templates of the documents are given: the same for HTML and Markdown."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from domain.report import Quote, Report, ReportTheme
from reports.localise import Language, Words, capital, words_of
from reports.sanitise import fold, shorten
from reports.sparkline import blocks, sparkline
from reports.summary import is_new, summary, surprise

_QUOTE = 320
_LOUD = 2.0
_URL_SAFE = ":/?#@!$&'*+,;=%-._~"
"""What stays as it is in an address; round and square brackets, quotes and spaces do not."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report is told in a document."""

    language: Language = "en"
    top: int = 20
    """How many themes are told of; 0 tells of all."""
    list_file: str | None = None
    """Name of the file of conversations that lies beside the document; None where there is none."""
    ranking_file: str | None = None
    """The same of the file of the whole ranking."""


def context(report: Report, layout: Layout) -> dict[str, Any]:
    """The names a template may use."""
    words = words_of(layout.language)
    shown = report.themes[: layout.top or None]
    before = report.period.before()
    return {
        "report": report,
        "words": words,
        "layout": layout,
        "title": words.page("title", period=words.period(report.period)),
        "sentences": summary(report, words),
        "shown": shown,
        "before_words": words.period(before) if before else None,
        "more": _more(report, len(shown), layout, words),
        "remainder": _remainder(report, words),
        "definitions": _definitions(report, words),
        "through": _through(report, words),
        "trend": words.page(f"trend_{report.step}"),
        "fold": fold,
        "quoted": lambda quote: shorten(fold(quote.text), _QUOTE),
        "address": address,
        "when": lambda quote: _when(report, quote, words),
        "bars": lambda theme, **size: sparkline(theme, words, **size),
        "blocks": blocks,
        "is_new": lambda theme: is_new(report, theme) and theme.count.life.state != "emerging",
        "standing": lambda theme: _standing(report, theme, words),
        "is_loud": lambda theme: _is_loud(report, theme),
        "counted_themes": lambda area: sum(t.count.area == area.id for t in report.themes),
        "command": lambda theme: f"earshot show {theme.count.id} --period {report.period.words}",
    }


def address(url: str | None) -> str | None:
    """The address where it is a web page's, made harmless for a link; else None."""
    if not url or urlsplit_scheme(url) not in ("http", "https"):
        return None
    return quote(fold(url), safe=_URL_SAFE)


def urlsplit_scheme(url: str) -> str:
    """The scheme of an address, "" where it is none."""
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""


def _is_loud(report: Report, theme: ReportTheme) -> bool:
    if theme.count.change is None or not report.is_comparable:
        return False
    return abs(surprise(theme, report.period)) >= _LOUD


def _standing(report: Report, theme: ReportTheme, words: Words) -> list[str]:
    """The state of a theme's life and the status people gave it, with their days; nothing of a
    theme that is simply there."""
    life, said = theme.count.life, theme.count.overrule
    told = []
    if life.state != "active":
        told.append(
            words.state(life.state, report.local(life.since).date() if life.since else None)
        )
    if said.status and said.status != "open":
        told.append(words.status(said.status, said.status_on))
    return told


def _when(report: Report, quote: Quote, words: Words) -> str:
    """The day of a quote; its year is told only where the period leaves it open."""
    if quote.at is None:
        return ""
    day, period = report.local(quote.at).date(), report.period
    if period.start and period.end and period.start.year == (period.end - timedelta(days=1)).year:
        return words.short_day(day)
    return words.day(day)


def _through(report: Report, words: Words) -> str:
    through = report.snapshot.data_through
    if through is None:
        return words.page("no_dates")
    return words.page("through", day=words.day(report.local(through).date()))


def _more(report: Report, shown: int, layout: Layout, words: Words) -> str:
    """Where the themes are that the document does not tell of; "" where it tells of all."""
    if shown == len(report.themes):
        return ""
    told = {"shown": words.number(shown), "all": words.count("themes", len(report.themes))}
    if layout.ranking_file:
        return words.page("more_themes", file=layout.ranking_file, **told)
    return words.page("more_hidden", **told)


def _remainder(report: Report, words: Words) -> dict[str, Any]:
    totals = report.totals
    parts = [
        ("themed", totals.themed),
        ("unthemed", totals.unthemed),
        ("excluded", totals.excluded),
    ]
    told = {name: words.number(asks) for name, asks in parts}
    return {
        "words": words.page("remainder_words", asks=words.count("asks", totals.asks), **told),
        "parts": [
            {
                "name": name,
                "label": words.page(name),
                "asks": asks,
                "share": words.part(asks / totals.asks) if totals.asks else "",
            }
            for name, asks in parts
        ],
    }


def _definitions(report: Report, words: Words) -> list[tuple[str, str]]:
    period, before = report.period, report.period.before()
    names = [
        "conversation", "ask", "theme", "share", "change" if before else "change_all", "customers",
        "unthemed", "excluded", "chart",
    ]  # fmt: skip
    if any(theme.count.life.state != "active" for theme in report.themes):
        names.insert(names.index("unthemed"), "state")
    if any(theme.count.audited for theme in report.themes):
        names.insert(1, "audited")
    values: dict[str, object] = {"before": words.period(before)} if before else {}
    if period.start and period.end:
        names.append("period")
        values |= {**words.ends(period.start, period.end), "timezone": period.timezone}
    told = words.told["definitions"]
    return [(told[name][0], capital(told[name][1].format(**values))) for name in names]
