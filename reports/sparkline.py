"""Small column charts of a series: SVG for pages, block characters for text."""

from collections.abc import Sequence

from markupsafe import Markup

from domain.report import ReportTheme, SpanCount
from reports.localise import Locale

_BLOCKS = "▁▂▃▄▅▆▇█"
_GAP = 1.0


def render_sparkline(
    theme: ReportTheme, words: Locale, width: int = 132, height: int = 30
) -> Markup:
    """An inline SVG of `width` x `height` pixels: the period before in grey, then the period.

    The title of a column is its days and its count; partial spans are paler.
    """
    columns = [*theme.series_before, *theme.series]
    tallest = max((column.conversations for column in columns), default=0) or 1
    step = min(width / max(len(columns), 1), 18.0)
    drawn = [
        _render_column(
            column, place < len(theme.series_before), place * step, step, tallest, height, words
        )
        for place, column in enumerate(columns)
    ]
    used = _format_number(step * len(columns) or width)
    frame = Markup(
        '<svg class="bars" role="img" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'aria-label="{counts}"><line x1="0" x2="{w}" y1="{y}" y2="{y}" class="ground"/>'
        "{columns}</svg>"
    )
    counts = ", ".join(str(column.conversations) for column in theme.series)
    return frame.format(
        w=used,
        h=height,
        y=_format_number(height - 0.5),
        counts=counts,
        columns=Markup("").join(drawn),
    )


def _render_column(
    column: SpanCount, is_before: bool, x: float, step: float, tallest: int, height: int,
    words: Locale,
) -> Markup:  # fmt: skip
    # A count above zero is always visible: 1.5 pixels at least.
    share = column.conversations / tallest
    tall = max(share * (height - 2), 1.5) if column.conversations else 0.0
    look = ("before" if is_before else "now") + (" part" if column.span.is_partial else "")
    count = words.format_count("conversations", column.conversations)
    title = words.format_page_text(
        "span_count", span=words.format_days(column.span, with_year=True), count=count
    )
    if column.span.is_partial:
        title = f"{title} ({words.format_page_text('part')})"
    return Markup(
        '<rect class="{look}" x="{x}" y="{y}" width="{width}" height="{tall}">'
        "<title>{title}</title></rect>"
    ).format(
        look=look,
        x=_format_number(x),
        y=_format_number(height - 1 - tall),
        width=_format_number(max(step - _GAP, step * 0.7)),
        tall=_format_number(tall),
        title=title,
    )


def _format_number(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def render_blocks(series: Sequence[SpanCount]) -> str:
    """The series as block characters, zero as a dot: "▂·▅█"."""
    tallest = max((column.conversations for column in series), default=0) or 1
    top = len(_BLOCKS) - 1
    return "".join(
        _BLOCKS[round(column.conversations / tallest * top)] if column.conversations else "·"
        for column in series
    )
