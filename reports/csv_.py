"""A report as two CSV tables: the ranking, and the conversations behind it.

UTF-8 with a byte order mark, so that Excel reads Cyrillic; comma-separated, CRLF (RFC 4180). Column
names are stable, and English in every language. `audited_low` and
`audited_high` are the 95 % interval of an audited theme's conversations.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from domain.report import Report, ReportTheme
from domain.text.control_characters import drop_control_characters

RANKING_COLUMNS = (
    "rank", "theme_id", "label", "kind", "conversations", "share", "change", "before", "customers",
    "asks", "languages", "keywords", "state", "state_since", "status", "status_on", "owner",
    "audited_low", "audited_high",
)  # fmt: skip
CONVERSATION_COLUMNS = (
    "theme_id", "label", "conversation_id", "url", "source", "at", "language", "channel", "text",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet may take text for a formula (OWASP, CSV injection; the
last four are full-width forms)."""

Cell = str | int | float | None


def render_ranking_csv(report: Report) -> bytes:
    """All themes of the ranking, then rows without an id: themed, unthemed, excluded, all asks."""
    totals = report.totals
    remainder: tuple[tuple[str, int], ...] = (
        ("themed", totals.themed), ("unthemed", totals.unthemed), ("excluded", totals.excluded),
    )  # fmt: skip
    rows = [
        *(_build_theme_row(report, theme) for theme in report.themes),
        *(_build_remainder_row(label, asks) for label, asks in remainder),
        _build_remainder_row("all asks", totals.asks, totals.conversations),
    ]
    return render_table_csv(RANKING_COLUMNS, rows)


def render_conversations_csv(report: Report) -> bytes:
    """The conversations of every theme; times are in the workspace's time zone, ISO 8601."""
    rows = [
        (
            row.theme_id,
            row.label,
            row.conversation_id,
            row.url,
            row.source,
            report.to_local_time(row.at).isoformat() if row.at else None,
            row.language,
            row.channel,
            row.text,
        )
        for row in report.conversations
    ]
    return render_table_csv(CONVERSATION_COLUMNS, rows)


def _build_theme_row(report: Report, theme: ReportTheme) -> tuple[Cell, ...]:
    count = theme.count
    return (
        theme.rank,
        count.id,
        count.label,
        theme.kind,
        count.conversations,
        round(count.share, 6),
        None if count.change is None else round(count.change, 4),
        theme.before,
        count.customers,
        count.asks,
        "; ".join(f"{language} {share:.4f}" for language, share in count.language_mix),
        "; ".join(count.keywords),
        count.life.state,
        report.to_local_time(count.life.since).date().isoformat() if count.life.since else None,
        count.overrule.status,
        count.overrule.status_on.isoformat() if count.overrule.status_on else None,
        count.overrule.owner,
        count.audited.low if count.audited else None,
        count.audited.high if count.audited else None,
    )


def _build_remainder_row(
    label: str, asks: int, conversations: int | None = None
) -> tuple[Cell, ...]:
    cells: dict[str, Cell] = {"label": label, "conversations": conversations, "asks": asks}
    return tuple(cells.get(name) for name in RANKING_COLUMNS)


def render_table_csv(
    names: Sequence[str], rows: Iterable[Sequence[Cell]], *, with_bom: bool = True
) -> bytes:
    """A CSV table in which no text is a formula or has control characters; `with_bom`: with a byte
    order mark in front."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_escape_formula(cell) for cell in row] for row in rows)
    return page.getvalue().encode("utf-8-sig" if with_bom else "utf-8")


def _escape_formula(cell: Cell) -> Cell:
    """The cell, with "'" in front of text that may be taken for a formula."""
    if not isinstance(cell, str):
        return cell
    plain = "\r".join(map(drop_control_characters, cell.split("\r")))
    return f"'{plain}" if cell.startswith(_FORMULA) or plain.startswith(_FORMULA) else plain
