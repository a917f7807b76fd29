"""Documents of a discovery: a CSV table and an HTML page."""

from collections import Counter
from typing import Any

from domain.discovery import DiscoveredRow, DiscoveredTheme, Discovery
from reports.csv_ import render_table_csv
from reports.html import render_template
from reports.localise import Language, Locale, load_locale
from reports.sanitise import shorten, to_single_line

COLUMNS = ("row", "theme", "label", "strength", "kind", "language", "excluded")
_MAX_QUOTE_CHARS = 320
_MAX_UNTHEMED = 12
"""Unthemed asks that the page shows at most."""


def render_discovery_csv(discovery: Discovery, *, with_bom: bool = False) -> bytes:
    """CSV with a row for each row of the file, in its order; labels are safe in a spreadsheet.

    `with_bom` puts a byte order mark in front, by which Excel recognises UTF-8.
    """
    labels = {theme.id: theme.label for theme in discovery.themes}
    rows = (
        (
            row.row,
            row.theme,
            labels.get(row.theme or "", ""),
            f"{row.confidence:.4f}",
            row.kind,
            row.language,
            row.excluded,
        )
        for row in discovery.rows
    )
    return render_table_csv(COLUMNS, rows, with_bom=with_bom)


def render_discovery_html(discovery: Discovery, language: Language = "en") -> bytes:
    """A self-contained HTML page without scripts, UTF-8."""
    words = load_locale(language)
    return render_template("discovery.html.j2", _build_context(discovery, words))


def _build_context(discovery: Discovery, words: Locale) -> dict[str, Any]:
    return {
        "discovery": discovery,
        "words": words,
        "language": words.code,
        "title": words.format_text("discovery", "title", file=to_single_line(discovery.file)),
        "asks": discovery.themed + discovery.unthemed,
        "parts": _build_parts(discovery, words),
        "sum": words.format_text(
            "discovery",
            "sum",
            themed=words.format_number(discovery.themed),
            unthemed=words.format_number(discovery.unthemed),
            excluded=words.format_number(discovery.excluded),
            rows=words.format_count("rows", len(discovery.rows)),
        ),
        "reasons": _describe_exclusions(discovery, words),
        "languages": _compute_language_mix(discovery),
        "describe_kinds": lambda theme: _describe_kinds(theme, words),
        "unthemed": _sample_unthemed(discovery),
        "to_single_line": to_single_line,
        "format_quote": lambda text: shorten(to_single_line(text), _MAX_QUOTE_CHARS),
    }


def _build_parts(discovery: Discovery, words: Locale) -> list[dict[str, Any]]:
    rows = len(discovery.rows)
    parts = ("themed", "unthemed", "excluded")
    return [
        {
            "name": name,
            "label": words.format_page_text(name),
            "rows": (count := getattr(discovery, name)),
            "share": words.format_percent(count / rows) if rows else "",
        }
        for name in parts
    ]


def _describe_exclusions(discovery: Discovery, words: Locale) -> str:
    counts = Counter(row.excluded for row in discovery.rows if row.excluded)
    names = words.texts["exclusions"]
    ranked = sorted(counts, key=lambda reason: (-counts[reason], reason))
    return ", ".join(f"{names.get(why, why)} {words.format_number(counts[why])}" for why in ranked)


def _compute_language_mix(discovery: Discovery) -> tuple[tuple[str, float], ...]:
    counts = Counter(row.language for row in discovery.rows if row.excluded is None)
    ranked = sorted(counts, key=lambda language: (-counts[language], language))
    return tuple((language, counts[language] / counts.total()) for language in ranked)


def _describe_kinds(theme: DiscoveredTheme, words: Locale) -> str:
    return ", ".join(
        f"{words.format_kind(kind)} {words.format_percent(share)}" for kind, share in theme.kinds
    )


def _sample_unthemed(discovery: Discovery) -> list[DiscoveredRow]:
    """At most twelve unthemed asks, at even distances in the file."""
    unthemed = [row for row in discovery.rows if row.theme is None and row.excluded is None]
    step = max(1, -(-len(unthemed) // _MAX_UNTHEMED))
    return unthemed[::step]
