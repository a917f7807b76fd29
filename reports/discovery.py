"""A discovery as a table beside its file, and as a page to look at."""

from collections import Counter
from typing import Any

from domain.discovery import DiscoveredRow, DiscoveredTheme, Discovery
from reports.csv_ import table_csv
from reports.html import page_of
from reports.localise import Language, Words, words_of
from reports.sanitise import fold, shorten

COLUMNS = ("row", "theme", "label", "strength", "kind", "language", "excluded")
_QUOTE = 320
_UNTHEMED = 12
"""Asks without a theme that the page shows."""


def discovery_csv(discovery: Discovery, *, marked: bool = False) -> bytes:
    """One row a row of the file, in its order; a spreadsheet takes no label for a formula.

    `marked`: with a byte order mark, by which Excel knows UTF-8; programs do well without.
    """
    labels = {theme.id: theme.label for theme in discovery.themes}
    rows = (
        (
            row.row,
            row.theme,
            labels.get(row.theme or "", ""),
            f"{row.strength:.4f}",
            row.kind,
            row.language,
            row.excluded,
        )
        for row in discovery.rows
    )
    return table_csv(COLUMNS, rows, marked=marked)


def discovery_html(discovery: Discovery, language: Language = "en") -> bytes:
    """One page that loads nothing and runs nothing, UTF-8."""
    words = words_of(language)
    return page_of("discovery.html.j2", _context(discovery, words))


def _context(discovery: Discovery, words: Words) -> dict[str, Any]:
    heard = discovery.themed + discovery.unthemed
    return {
        "discovery": discovery,
        "words": words,
        "language": words.code,
        "title": words.say("discovery", "title", file=fold(discovery.file)),
        "heard": heard,
        "parts": _parts(discovery, words),
        "sum": words.say(
            "discovery",
            "sum",
            themed=words.number(discovery.themed),
            unthemed=words.number(discovery.unthemed),
            excluded=words.number(discovery.excluded),
            rows=words.count("rows", len(discovery.rows)),
        ),
        "reasons": _reasons(discovery, words),
        "languages": _languages(discovery),
        "kinds": lambda theme: _kinds(theme, words),
        "unthemed": _unthemed(discovery),
        "fold": fold,
        "quoted": lambda text: shorten(fold(text), _QUOTE),
    }


def _parts(discovery: Discovery, words: Words) -> list[dict[str, Any]]:
    rows = len(discovery.rows)
    parts = ("themed", "unthemed", "excluded")
    return [
        {
            "name": name,
            "label": words.page(name),
            "rows": (count := getattr(discovery, name)),
            "share": words.percent(count / rows) if rows else "",
        }
        for name in parts
    ]


def _reasons(discovery: Discovery, words: Words) -> str:
    counts = Counter(row.excluded for row in discovery.rows if row.excluded)
    names = words.told["exclusions"]
    ranked = sorted(counts, key=lambda reason: (-counts[reason], reason))
    return ", ".join(f"{names.get(why, why)} {words.number(counts[why])}" for why in ranked)


def _languages(discovery: Discovery) -> tuple[tuple[str, float], ...]:
    counts = Counter(row.language for row in discovery.rows if row.excluded is None)
    ranked = sorted(counts, key=lambda language: (-counts[language], language))
    return tuple((language, counts[language] / counts.total()) for language in ranked)


def _kinds(theme: DiscoveredTheme, words: Words) -> str:
    return ", ".join(f"{words.kind(kind)} {words.percent(share)}" for kind, share in theme.kinds)


def _unthemed(discovery: Discovery) -> list[DiscoveredRow]:
    """Some of the asks that no theme fits, spread over the file."""
    left = [row for row in discovery.rows if row.theme is None and row.excluded is None]
    step = max(1, -(-len(left) // _UNTHEMED))
    return left[::step]
