"""Rankings, themes, search results, models and checks as tables for a terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.counts import AuditedCount, FoundAsk, Ranking, ThemeCount, ThemePage, Totals
from domain.numbers import (
    format_audited_count,
    format_change,
    format_interval,
    format_iso_day,
    format_mix,
    format_number,
    format_percent,
    format_slug,
)


def format_state_and_status(count: ThemeCount) -> str:
    """The state of a theme unless it is active, and its status, each with its day."""
    life, decided = count.life, count.overrule
    state = f"{life.state} {life.since:%Y-%m-%d}" if life.since else life.state
    status = f"{format_slug(decided.status, none='')} {decided.status_on or ''}".strip()
    words = (state if life.state != "active" else "", "weak" if count.is_weak else "", status)
    return ", ".join(word for word in words if word)


def write_ranking(console: Console, ranking: Ranking, top: int) -> None:
    """The `top` themes of a ranking, and the totals under them."""
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
            f"[bold]{format_number(area.conversations)}[/]",
            f"[bold]{format_percent(area.share, 1)}[/]",
            *("", "", f"[bold]{format_number(area.asks)}[/]", "", "", "", area.id),
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
        format_audited_count(count.conversations, count.audited),
        format_percent(count.share, 1),
        _format_change(count),
        format_number(count.customers),
        format_number(count.asks),
        format_slug(count.kind, none=""),
        format_mix(count.language_mix),
        format_state_and_status(count),
        count.id,
    )


def _write_rest(console: Console, ranking: Ranking, top: int) -> None:
    if len(ranking.themes) > top:
        console.print(f"... and {len(ranking.themes) - top} more themes (--top 0 shows all)")
    if not ranking.themes:
        console.print(_explain_no_themes(ranking), highlight=False)
    write_totals(console, ranking)


def _format_change(count: ThemeCount) -> str:
    """The change against the period before, in characters any terminal has: "+0%", "-5%"."""
    return format_change(count.change, none="", zero="+0%", minus="-")


def _explain_no_themes(ranking: Ranking) -> str:
    """What to do when a ranking is empty."""
    if ranking.totals.asks == 0 and not ranking.period.is_all:
        return "No ask lies in this period; --period all takes in everything."
    return "No theme here. `earshot themes` groups the asks."


def write_totals(console: Console, ranking: Ranking) -> None:
    """Totals of the period (themed + unthemed + excluded = asks), and the snapshot read."""
    snapshot = ranking.snapshot
    newest = snapshot.format_freshness(ranking.period.timezone)
    console.print(
        f"\n{format_totals(ranking.totals)} Period {ranking.period.words}, {newest}, "
        f"snapshot {snapshot.number}.",
        highlight=False,
    )


def format_totals(totals: Totals) -> str:
    """Where all asks went: "9 asks = 6 themed + 2 unthemed + 1 excluded."."""
    told = (
        f"{format_number(totals.asks)} asks = {format_number(totals.themed)} themed + "
        f"{format_number(totals.unthemed)} unthemed + {format_number(totals.excluded)} excluded."
    )
    if not totals.idle:
        return told
    return f"{told} Of the unthemed, {format_number(totals.idle)} hold nothing to act on."


def write_theme(console: Console, page: ThemePage, most: int, with_ids: bool = False) -> None:
    """A theme: its numbers, quotes and `most` conversations; `with_ids` adds the ids of asks."""
    count, timezone = page.one.count, page.one.ranking.period.timezone
    console.print(f"[bold]{escape(count.label)}[/]  [dim]{count.id}[/]")
    console.print(
        f"{format_audited_count(count.conversations, count.audited)} conversations "
        f"({format_percent(count.share, 1)}), {format_number(count.customers)} customers, "
        f"{format_number(count.asks)} asks  {format_mix(count.language_mix)}  "
        f"{_format_change(count)}",
        highlight=False,
    )
    if count.kind_mix:
        console.print(f"Kinds: {format_mix(count.kind_mix, None)}", highlight=False)
    console.print(f"Keywords: {escape(', '.join(count.keywords))}", highlight=False)
    if count.audited:
        console.print(_explain_audit(count.audited), highlight=False)
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
            format_iso_day(row["asked_at"], timezone, none=""),
            escape(row["url"] or row["conversation_id"]),
            row["language"],
            escape(shorten(row["text"], 160)),
            *([row["ask_id"]] if with_ids else []),
        )
    console.print()
    console.print(table)
    if len(page.conversations) > most:
        console.print(f"... and {len(page.conversations) - most} more (--top 0 shows all)")


def _explain_audit(audited: AuditedCount) -> str:
    """When a theme was audited, and the result."""
    return (
        f"Audited on {audited.audited_at:%Y-%m-%d}: {format_number(audited.estimate)} "
        "conversations truly ask this "
        f"({format_interval(audited.low, audited.high)}, 95 %)."
    )


def format_theme_facts(count: ThemeCount) -> list[str]:
    """The state of a theme with its day, and the decisions about it, a line each."""
    since = f" since {count.life.since:%Y-%m-%d}" if count.life.since else ""
    decided = count.overrule
    status = " ".join(
        str(word) for word in (decided.status, decided.status_on, decided.status_link) if word
    ).replace("_", " ", 1)
    answer = " ".join(word for word in (decided.answer, decided.answer_link) if word)
    facts = (
        ("State", count.life.state + since if count.life.state != "active" or since else ""),
        ("Cohesion", _format_cohesion(count)),
        ("Placed for what agents answered", f"{count.by_answer:,} asks" if count.by_answer else ""),
        ("Status", status),
        ("Owner", decided.owner),
        ("Answer", answer),
        ("Note", decided.note),
        ("Pinned", "yes" if decided.pinned else ""),
    )
    return [f"{name}: {words}" for name, words in facts if words]


def _format_cohesion(count: ThemeCount) -> str:
    """How surely its asks belong to a theme."""
    if count.cohesion is None:
        return ""
    doubt = ": weak, half of its asks may be about other things" if count.is_weak else ""
    return f"{count.cohesion:.2f} of 1{doubt}"


def write_search_results(console: Console, found: tuple[FoundAsk, ...], timezone: str) -> None:
    """Search results, best first; days are those of the zone."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Score", "When", "Theme", "Ask"):
        table.add_column(name, justify="right" if name == "Score" else "left")
    for row in found:
        table.add_row(
            f"{row.score:.2f}",
            format_iso_day(row.ask.at, timezone, none=""),
            escape(shorten(row.ask.theme_label, 40)) if row.ask.theme_label else "[dim]unthemed[/]",
            escape(shorten(row.ask.text, 160)),
        )
    console.print(table)


def shorten(text: str, most: int) -> str:
    """A text on one line of at most `most` characters."""
    folded = " ".join(text.split())
    return folded if len(folded) <= most else folded[: most - 1] + "…"
