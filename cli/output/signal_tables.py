"""Rankings by a measure, trends, alarms, effects and workload as tables for a terminal."""

import math
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.output.theme_tables import format_totals
from domain.numbers import (
    format_audited_count,
    format_count,
    format_decimal,
    format_minutes,
    format_number,
    format_percent,
    format_slug,
)
from pipeline.analysis.alarms import Alarm, AlarmReport
from pipeline.analysis.answers import Findability, Repeats
from pipeline.analysis.effect import EffectReport
from pipeline.analysis.trends import TrendReport
from pipeline.queries.measured_ranking import SignalRanking
from signals.alarms.daily import MIN_CONVERSATIONS
from signals.effects import MIN_BEFORE, MIN_EXPECTED, WEEKS_AFTER, WEEKS_BEFORE, Effect
from signals.findability import MIN_CONVERSATIONS as FEWEST_LINKS
from signals.findability import MIN_LINK_SHARE as LINK_SHARE
from signals.measures import RankedTheme
from signals.repeats import ASSUMPTIONS
from signals.statistics.baseline import MIN_DAYS
from signals.workload import DurationSummary, Workload

_MEASURE_NAMES = {
    "customers": "Customers",
    "conversations": "Conversations",
    "messages": "Messages",
    "per-1000": "Per 1,000 customers",
    "value": "Value of customers",
    "rating": "Rating against the rest",
}
_COLOURS = {"rising": "red", "emerging": "magenta", "falling": "green"}


def build_table(*columns: str, left: int = 1) -> Table:
    """A table without lines; its first `left` columns, and ids, hold words."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(columns):
        words = place < left or name == "Id"
        table.add_column(
            name, justify="left" if words else "right", overflow="ellipsis", no_wrap=True,
            max_width=56 if place == 0 else None,
        )  # fmt: skip
    return table


def write_ranking(console: Console, ranking: SignalRanking, top: int) -> None:
    """The `top` rows of a ranking by a measure, and the totals under them."""
    by = ranking.measure.by
    parts = [ranking.split.capitalize()] if ranking.split else []
    columns = (
        ranking.unit.capitalize(),
        *parts,
        "#",
        _MEASURE_NAMES[by],
        "95 %",
        "Was",
        "Rank was",
    )
    table = build_table(*columns, "Share", "Conversations", "Rating", "Id", left=1 + len(parts))
    total = ranking.totals.conversations
    for row in ranking.rows[:top]:
        table.add_row(
            escape(ranking.labels[row.theme_id]),
            *[_format_part(ranking, row)] * len(parts),
            str(row.rank),
            _format_value(row.value, by),
            f"{_format_value(row.low, by)} to {_format_value(row.high, by)}",
            "" if row.before is None else _format_value(row.before, by),
            ""
            if row.rank_before is None
            else f"{row.rank_before}{_format_rank_change(row.rank_before - row.rank)}",
            format_percent(row.conversations / total, 1) if total else "",
            format_audited_count(row.conversations, ranking.estimate_audited(row)),
            format_decimal(row.rating, 1, none=""),
            row.theme_id,
        )
    if ranking.rows:
        console.print(table)
    else:
        console.print(f"No {ranking.unit} has a conversation here: leave out a filter.")
    if len(ranking.rows) > top:
        console.print(f"... and {len(ranking.rows) - top} more (--top 0 shows all)")
    filters = ", ".join(f"{name} {value}" for name, value in ranking.active_filters.items())
    console.print(
        f"\n{format_totals(ranking.totals)} Period {ranking.period.words}"
        f"{'; only ' + escape(filters) if filters else ''}, snapshot {ranking.snapshot.number}.",
        highlight=False,
    )


def _format_part(ranking: SignalRanking, row: RankedTheme) -> str:
    if row.part is None:
        return "[dim]none[/]" if ranking.split == "area" else "[dim]unknown[/]"
    part = ranking.areas.get(row.part, row.part) if ranking.split == "area" else row.part
    return escape(format_slug(part, none="") if ranking.split in ("kind", "status") else part)


def _format_rank_change(places: int) -> str:
    return f" ▲{places}" if places > 0 else f" ▼{-places}" if places < 0 else ""


def _format_value(value: float, by: str) -> str:
    if not math.isfinite(value):
        return "?"
    if by == "rating":
        return f"{value:+.2f}"
    return format_decimal(value, 2 if by == "per-1000" else 0, none="")


def _format_ratio_interval(low: float, high: float) -> str:
    return f"x {low:.2f} to {high:.2f}" if math.isfinite(high) else ""


def write_trends(console: Console, report: TrendReport, top: int) -> None:
    """The verdict on each theme, those that changed first."""
    if not report.weeks:
        console.print("Too little data: a trend needs two whole weeks against two before them.")
        return
    table = build_table("Theme", "Verdict", "Now", "Before", "Ratio", "95 %", "Id", left=2)
    for row in report.themes[:top]:
        trend = row.trend
        colour = _COLOURS.get(trend.direction, "dim")
        table.add_row(
            escape(row.label), f"[{colour}]{trend.direction}[/]", format_number(trend.count),
            format_number(trend.count_before),
            "new" if trend.ratio is None else f"x {trend.ratio:.2f}",
            _format_ratio_interval(trend.low, trend.high), row.theme_id,
        )  # fmt: skip
    console.print(table)
    gaps = f" {report.gaps} days without data are left out." if report.gaps else ""
    console.print(
        f"\n{report.weeks} whole weeks from {report.start} (until {report.end}, not counted) "
        f"against the {report.weeks} before.{gaps} Of the verdicts rising and falling, at most one "
        "in twenty is expected to be noise.",
        highlight=False,
    )


def write_alarms(console: Console, report: AlarmReport) -> None:
    """Alarms, newest first, each with its first messages."""
    if report.history < MIN_DAYS:
        console.print(
            f"Too little data: {report.history} whole days so far; what is usual takes {MIN_DAYS}."
        )
        return
    for alarm in report.alarms:
        _write_alarm(console, alarm, ZoneInfo(report.timezone))
    until = report.until.astimezone(ZoneInfo(report.timezone)) if report.until else None
    console.print(
        f"{format_count(len(report.alarms), 'alarm')} in the last month, "
        f"until {until:%Y-%m-%d %H:%M} "
        f"({report.timezone}). Watched: {report.watched_daily} series by day, "
        f"{report.watched_hourly} by hour; granted: {format_count(report.budget, 'false alarm')} a "
        f"month; fewer than {MIN_CONVERSATIONS} conversations never are an alarm.",
        highlight=False,
    )


def _write_alarm(console: Console, alarm: Alarm, zone: ZoneInfo) -> None:
    until = alarm.until.astimezone(zone) if alarm.until else None
    state = "[red]open[/]" if until is None else f"closed {until:%Y-%m-%d %H:%M}"
    sort = {"all": "all traffic", "theme": "new problem" if alarm.is_new else "theme"}
    name = "" if alarm.sort == "all" else f" [bold]{escape(alarm.label)}[/]"
    console.print(f"{sort.get(alarm.sort, alarm.sort)}{name}  {state}", highlight=False)
    mix = " · ".join(
        ", ".join(f"{escape(name)} {count}" for name, count in counts[:3])
        for counts in (alarm.languages, alarm.channels, alarm.plans) if counts
    )  # fmt: skip
    console.print(
        f"  since {alarm.since.astimezone(zone):%Y-%m-%d %H:%M}: {alarm.conversations} "
        f"conversations where {alarm.expected:.1f} are usual, {alarm.customers} customers ({mix})",
        highlight=False,
    )
    for row in alarm.first:
        text = " ".join(row["text"].split())[:140]
        at = row["at"].astimezone(zone)
        console.print(
            f"    {at:%m-%d %H:%M} “{escape(text)}” [dim]{escape(row['id'])}[/]", highlight=False
        )
    console.print()


def write_effect(console: Console, report: EffectReport) -> None:
    """The verdict on a fix in one or two sentences."""
    effect = report.effect
    console.print(f"[bold]{escape(report.label)}[/]  [dim]{report.theme_id}[/]")
    if effect.ratio is None or effect.low is None or effect.high is None:
        console.print(
            f"Too little data: {effect.before} conversations before {effect.shipped} and "
            f"{effect.after} since. It takes {WEEKS_BEFORE} weeks with {MIN_BEFORE} before, and "
            f"{WEEKS_AFTER} weeks since in which {MIN_EXPECTED:.0f} would have come. "
            f"{_explain_shortage(effect)}",
            highlight=False,
        )
        return
    console.print(
        f"{effect.word}: {effect.after} conversations from {effect.shipped} to {report.through}, "
        f"where {effect.expected:.0f} would have come: x {effect.ratio:.2f} "
        f"(95 % {effect.low:.2f} to {effect.high:.2f}). "
        "Compared with all other themes over the same weeks.",
        highlight=False,
    )
    if effect.late:
        console.print(
            f"The later half since: x {effect.late[0]:.2f} ({effect.late[1]:.2f} to "
            f"{effect.late[2]:.2f}).",
            highlight=False,
        )


def _explain_shortage(effect: Effect) -> str:
    """When the data will suffice, or why waiting will not help."""
    if effect.enough_on:
        return f"There will be enough around {effect.enough_on}."
    if effect.enough_from:
        return (
            "What came before does not grow by waiting: conversations back to "
            f"{effect.enough_from} would be enough, at the rate before. `earshot ingest` takes "
            "older ones."
        )
    if effect.before < MIN_BEFORE:
        return (
            f"It was asked too rarely before {effect.shipped}: half a year would not hold "
            f"{MIN_BEFORE}."
        )
    return "When there will be enough cannot be said yet."


def write_repeats(console: Console, repeats: Repeats, top: int) -> None:
    """Conversations that one published answer could spare, and the assumptions of each estimate."""
    table = build_table("Theme", "Conversations", "Answered", "Low", "Mid", "High", "Answers", "Id")
    rows = [row for row in repeats.themes if row.high]
    for row in rows[:top]:
        numbers = (row.conversations, row.answered, row.low, row.middle, row.high, row.answers)
        table.add_row(
            escape(repeats.labels[row.theme_id]), *map(format_number, numbers), row.theme_id
        )
    console.print(table)
    shares = " / ".join(format_percent(repeats.compute_share(name)) for name in ASSUMPTIONS)
    console.print(
        f"\n{shares} (low / mid / high) of {format_number(repeats.conversations)} conversations "
        "repeat an answer."
    )
    for name, words in ASSUMPTIONS.items():
        console.print(f"  {name}: {words}", highlight=False)


def write_findability(console: Console, findability: Findability, top: int) -> None:
    """Links that support had to send because customers did not find them."""
    if not findability.links:
        console.print(
            f"Too little data: in no theme one link went to at least {FEWEST_LINKS} conversations "
            f"and {format_percent(LINK_SHARE)} of those that were answered.",
            highlight=False,
        )
        return
    table = build_table(
        "Theme", "Link sent", "Times", "Of answered", "Minutes", "From pages", left=2
    )
    for row in findability.links[:top]:
        pages = ", ".join(f"{page or 'unknown'} {count}" for page, count in row.pages[:3])
        table.add_row(
            escape(findability.labels[row.theme_id]), escape(row.link),
            format_number(row.conversations),
            format_percent(row.conversations / row.answered), f"{row.minutes:.0f}", escape(pages),
        )  # fmt: skip
    console.print(table)


def write_workload(console: Console, workload: Workload, top: int) -> None:
    """Conversations and times of each agent, peak hours, and the backlog."""
    if not workload.conversations:
        console.print("Too little data: no conversation in this period has a time.")
        return
    table = build_table(
        "Who", "Conversations", "Against mean", "First answer", "p90", "Resolved", "p90", "Rating"
    )
    for row in workload.agents[:top]:
        table.add_row(
            escape(row.name), format_number(row.conversations),
            f"x {row.against_mean:.2f} ({row.low:.2f} to {row.high:.2f})",
            *_format_times(row.first_response), *_format_times(row.resolution),
            format_decimal(row.rating, 2, none=""),
        )  # fmt: skip
    rating = format_decimal(workload.rating, 2, none="")
    times = (*_format_times(workload.first_response), *_format_times(workload.resolution))
    table.add_row("all", format_number(workload.conversations), "", *times, rating)
    console.print(table)
    if len(workload.agents) > top:
        console.print(f"... and {len(workload.agents) - top} more people (--top 0 shows all)")
    hours = sorted(range(24), key=lambda hour: (-workload.by_hour[hour], hour))[:3]
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    busiest = max(range(7), key=lambda day: workload.by_weekday[day])
    console.print(
        f"\n{format_number(workload.answered)} of {format_number(workload.conversations)} answered"
        f". Busiest: {days[busiest]}; hours {', '.join(f'{hour}:00' for hour in hours)}. "
        f"Open: {format_number(workload.backlog)}, of them {format_number(workload.waiting)} never "
        "answered. Times are on the clock, nights included.",
        highlight=False,
    )


def _format_times(times: DurationSummary) -> tuple[str, str]:
    """Median and 90th percentile."""
    return format_minutes(times.median, none=""), format_minutes(times.p90, none="")
