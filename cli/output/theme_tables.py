"""Answers as tables for people."""

from datetime import datetime

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.output.audit_words import format_audit, format_conversations
from domain.counts import FoundAsk, Ranking, ThemeCount, ThemePage
from domain.periods import to_local_date


def format_count(count: float, one: str) -> str:
    """ "1 ask", "2,885 asks"."""
    return f"{count:,.12g} {one}" if count == 1 else f"{count:,.12g} {one}s"


def format_languages(count: ThemeCount, most: int = 3) -> str:
    """The largest languages of a theme: "ru 52% en 30% uk 18%"."""
    return " ".join(f"{code} {share:.0%}" for code, share in count.language_mix[:most])


def format_kinds(count: ThemeCount, most: int = 3) -> str:
    """The largest kinds of a theme: "question 80% complaint 20%"."""
    told = [f"{kind.replace('_', ' ')} {share:.0%}" for kind, share in count.kind_mix[:most]]
    return " ".join(told)


def format_change(count: ThemeCount) -> str:
    """The change against the period before, signed."""
    return "" if count.change is None else f"{count.change:+.0%}"


def format_state_and_status(count: ThemeCount) -> str:
    """Where a theme stands: its state where it is not simply active, and the status people gave,
    each with its day."""
    life, said = count.life, count.overrule
    state = f"{life.state} {life.since:%Y-%m-%d}" if life.since else life.state
    status = f"{said.status or ''} {said.status_on or ''}".replace("_", " ").strip()
    return ", ".join(word for word in (state if life.state != "active" else "", status) if word)


def write_ranking(console: Console, ranking: Ranking, top: int) -> None:
    """The ranking, and under it where all asks went."""
    table = _build_ranking_table()
    for place, count in enumerate(ranking.themes[:top], 1):
        _add_theme(table, place, count)
    console.print(table)
    _write_rest(console, ranking, top)


def write_areas(console: Console, ranking: Ranking, top: int) -> None:
    """The ranking with its themes under their areas, the largest area first."""
    table = _build_ranking_table()
    placed = list(enumerate(ranking.themes, 1))
    for area in ranking.areas:
        table.add_row(
            "",
            f"[bold]{escape(area.label)}[/]",
            f"[bold]{area.conversations:,}[/]",
            f"[bold]{area.share:.1%}[/]",
            *("", "", f"[bold]{area.asks:,}[/]", "", "", "", area.id),
        )
        for place, count in placed:
            if count.area == area.id and place <= top:
                _add_theme(table, place, count, "  ")
    for place, count in placed[:top]:
        if count.area is None:
            _add_theme(table, place, count)
    console.print(table)
    _write_rest(console, ranking, top)


def _build_ranking_table() -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("#", justify="right")
    table.add_column("Theme", overflow="ellipsis", no_wrap=True, max_width=62)
    for name in ("Conversations", "Share", "Change", "Customers", "Asks"):
        table.add_column(name, justify="right")
    table.add_column("Kind", no_wrap=True)
    table.add_column("Languages", no_wrap=True)
    table.add_column("State", no_wrap=True)
    table.add_column("Id", style="dim", no_wrap=True)
    return table


def _add_theme(table: Table, place: int, count: ThemeCount, indent: str = "") -> None:
    table.add_row(
        str(place),
        indent + escape(count.label),
        format_conversations(count.conversations, count.audited),
        f"{count.share:.1%}",
        format_change(count),
        f"{count.customers:,}",
        f"{count.asks:,}",
        (count.kind or "").replace("_", " "),
        format_languages(count),
        format_state_and_status(count),
        count.id,
    )


def _write_rest(console: Console, ranking: Ranking, top: int) -> None:
    if len(ranking.themes) > top:
        console.print(f"... and {len(ranking.themes) - top} more themes (--top 0 shows all)")
    if not ranking.themes:
        console.print(_explain_no_themes(ranking), highlight=False)
    write_totals(console, ranking)


def _format_day(at: datetime | None, timezone: str) -> str:
    day = to_local_date(at, timezone)
    return day.isoformat() if day else ""


def _explain_no_themes(ranking: Ranking) -> str:
    """What to do where a ranking is empty."""
    if ranking.totals.asks == 0 and not ranking.period.is_all:
        return "No ask lies in this period; --period all takes in everything."
    return "No theme here. `earshot themes` groups the asks."


def write_totals(console: Console, ranking: Ranking) -> None:
    """themed + unthemed + excluded = asks, and the snapshot it was read from."""
    totals, snapshot = ranking.totals, ranking.snapshot
    newest = snapshot.format_freshness(ranking.period.timezone)
    console.print(
        f"\n{totals.asks:,} asks = {totals.themed:,} themed + {totals.unthemed:,} unthemed + "
        f"{totals.excluded:,} excluded. Period {ranking.period.words}, {newest}, "
        f"snapshot {snapshot.number}.",
        highlight=False,
    )


def write_theme(console: Console, page: ThemePage, most: int, with_ids: bool = False) -> None:
    """A theme: its numbers, quotes, and conversations; `with_ids` with those of the asks."""
    count, timezone = page.one.count, page.one.ranking.period.timezone
    console.print(f"[bold]{escape(count.label)}[/]  [dim]{count.id}[/]")
    console.print(
        f"{format_conversations(count.conversations, count.audited)} conversations "
        f"({count.share:.1%}), "
        f"{count.customers:,} customers, {count.asks:,} asks  {format_languages(count)}  "
        f"{format_change(count)}",
        highlight=False,
    )
    if count.kind_mix:
        console.print(f"Kinds: {format_kinds(count, len(count.kind_mix))}", highlight=False)
    console.print(f"Keywords: {escape(', '.join(count.keywords))}", highlight=False)
    if count.audited:
        console.print(format_audit(count.audited), highlight=False)
    for line in format_theme_facts(count):
        console.print(escape(line), highlight=False)
    for ask in page.one.quotes:
        console.print(f"  “{escape(shorten(ask.text, 200))}”", highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("When", "Conversation", "Language", "First ask there"):
        table.add_column(name, overflow="fold" if name == "Conversation" else "ellipsis")
    if with_ids:
        table.add_column("Ask", no_wrap=True)
    for row in page.conversations[:most]:
        table.add_row(
            _format_day(row["asked_at"], timezone),
            escape(row["url"] or row["conversation_id"]),
            row["language"],
            escape(shorten(row["text"], 160)),
            *([row["ask_id"]] if with_ids else []),
        )
    console.print()
    console.print(table)
    if len(page.conversations) > most:
        console.print(f"... and {len(page.conversations) - most} more (--top 0 shows all)")


def format_theme_facts(count: ThemeCount) -> list[str]:
    """A theme's state with its day, and what people say of it, a line each."""
    since = f" since {count.life.since:%Y-%m-%d}" if count.life.since else ""
    said = count.overrule
    status = " ".join(
        str(word) for word in (said.status, said.status_on, said.status_link) if word
    ).replace("_", " ", 1)
    answer = " ".join(word for word in (said.answer, said.answer_link) if word)
    told = (
        ("State", count.life.state + since if count.life.state != "active" or since else ""),
        ("Status", status),
        ("Owner", said.owner),
        ("Answer", answer),
        ("Note", said.note),
        ("Pinned", "yes" if said.pinned else ""),
    )
    return [f"{name}: {words}" for name, words in told if words]


def write_search_results(console: Console, found: tuple[FoundAsk, ...], timezone: str) -> None:
    """Search results, best first; days are those of the zone."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Score", "When", "Theme", "Ask"):
        table.add_column(name, justify="right" if name == "Score" else "left")
    for row in found:
        table.add_row(
            f"{row.score:.2f}",
            _format_day(row.ask.at, timezone),
            escape(shorten(row.ask.theme_label, 40)) if row.ask.theme_label else "[dim]unthemed[/]",
            escape(shorten(row.ask.text, 160)),
        )
    console.print(table)


def shorten(text: str, most: int) -> str:
    """A text on one line, cut where it is longer."""
    folded = " ".join(text.split())
    return folded if len(folded) <= most else folded[: most - 1] + "…"
