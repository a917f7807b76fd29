"""Reports with defaults."""

from datetime import UTC, date, datetime, timedelta

from domain.counts import SnapshotInfo, ThemeCount, Totals
from domain.periods import Period
from domain.report import Quote, Report, ReportConversation, ReportTheme, Span, SpanCount

FEBRUARY = Period("2026-02", date(2026, 2, 1), date(2026, 3, 1))
WEEKS = tuple(
    Span(date(2026, 2, 2) + timedelta(days=7 * n), date(2026, 2, 9) + timedelta(days=7 * n))
    for n in range(3)
)
LAST = Span(date(2026, 2, 23), date(2026, 3, 1), is_partial=True)
AT = datetime(2026, 2, 3, 22, 30, tzinfo=UTC)


def theme(rank: int = 1, label: str = "Where is the link", **more: object) -> ReportTheme:
    """A theme with 40 conversations, 38 in the month before."""
    conversations = int(str(more.pop("conversations", 40)))
    before = more.pop("before", 38)
    change = (conversations - before) / before if isinstance(before, int) and before else None
    keywords = more.pop("keywords", ("link", "webinar"))
    count = ThemeCount(
        id=f"t-{rank:010x}",
        label=label,
        keywords=keywords,  # type: ignore[arg-type]
        language_mix=(("ru", 0.6), ("en", 0.4)),
        asks=conversations + 2,
        conversations=conversations,
        customers=conversations - 3,
        share=conversations / 400,
        change=change,
    )
    told: dict[str, object] = {
        "before": before,
        "series": tuple(
            SpanCount(span, n) for span, n in zip((*WEEKS, LAST), (10, 0, 25, 5), strict=True)
        ),
        "series_before": (SpanCount(Span(date(2026, 1, 5), date(2026, 1, 12)), 38),),
        "quotes": (quote(),),
        "first_at": datetime(2025, 12, 1, tzinfo=UTC),
        **more,
    }
    return ReportTheme(rank, count, **told)  # type: ignore[arg-type]


def quote(text: str = "where is the link?", **more: object) -> Quote:
    """An English quote of conversation c-1."""
    told: dict[str, object] = {"url": "https://desk.example/c-1", "at": AT, **more}
    return Quote(text, "en", "c-1", **told)  # type: ignore[arg-type]


def spoken(text: str = "where is the link?", **more: object) -> ReportConversation:
    """A conversation behind the first theme."""
    told: dict[str, object] = {
        "label": "Where is the link",
        "url": "https://desk.example/c-1",
        "channel": "chat",
        "at": AT,
        **more,
    }
    return ReportConversation(
        theme_id="t-0000000001",
        conversation_id="c-1",
        source="test",
        language="en",
        text=text,
        **told,  # type: ignore[arg-type]
    )


def report(*themes: ReportTheme, **more: object) -> Report:
    """February 2026, with data from before January to its last day."""
    told: dict[str, object] = {
        "workspace": "lumo",
        "period": FEBRUARY,
        "snapshot": SnapshotInfo(
            7, datetime(2026, 3, 1, 6, tzinfo=UTC), datetime(2026, 2, 28, 20, tzinfo=UTC)
        ),
        "data_from": datetime(2025, 11, 1, tzinfo=UTC),
        "totals": Totals(1502, 1000, 402, 100, 1234),
        "before": Totals(1400, 900, 400, 100, 1100),
        "step": "week",
        "themes": themes,
        "language_mix": (("ru", 0.6), ("en", 0.4)),
        **more,
    }
    return Report(**told)  # type: ignore[arg-type]


def nothing(**more: object) -> Report:
    """A period without a single ask."""
    zero = Totals(0, 0, 0, 0, 0)
    return report(**{"totals": zero, "before": zero, "language_mix": (), **more})
