"""A discovery as a table beside its file, and as a page to look at."""

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
"""Asks without a theme that the page shows."""


def render_discovery_csv(discovery: Discovery, *, with_bom: bool = False) -> bytes:
    """One row a row of the file, in its order; a spreadsheet takes no label for a formula.

    `marked`: with a byte order mark, by which Excel knows UTF-8; programs do well without.
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
    """One page that loads nothing and runs nothing, UTF-8."""
    words = load_locale(language)
    return render_template("discovery.html.j2", _build_context(discovery, words))


def _build_context(discovery: Discovery, words: Locale) -> dict[str, Any]:
    heard = discovery.themed + discovery.unthemed
    return {
        "discovery": discovery,
        "words": words,
        "language": words.code,
        "title": words.format_text("discovery", "title", file=to_single_line(discovery.file)),
        "heard": heard,
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
        "kinds": lambda theme: _describe_kinds(theme, words),
        "unthemed": _sample_unthemed(discovery),
        "fold": to_single_line,
        "quoted": lambda text: shorten(to_single_line(text), _MAX_QUOTE_CHARS),
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
    """Some of the asks that no theme fits, spread over the file."""
    left = [row for row in discovery.rows if row.theme is None and row.excluded is None]
    step = max(1, -(-len(left) // _MAX_UNTHEMED))
    return left[::step]
