"""Whom a theme hits, what goes with it and who asked, as tables and as JSON."""

from dataclasses import asdict, dataclass
from pathlib import Path
from textwrap import shorten
from typing import Any

from rich.console import Console
from rich.markup import escape

from cli.output.signal_json import to_json_value
from cli.output.signal_tables import build_table
from domain.numbers import (
    format_count,
    format_decimal,
    format_number,
    format_percent,
    format_share,
)
from pipeline.impact.accounts import AccountReport
from pipeline.impact.askers import AskerReport
from pipeline.impact.companions import CompanionReport
from pipeline.queries.ranking_json import build_period_json, build_snapshot_json
from signals.impact.accounts import MIN_CUSTOMERS, MIN_LEFT, Churn
from signals.impact.companions import WITHIN_DAYS

_SHOWN = 120
"""Characters of a drafted line that are shown."""
_ASSOCIATION = "Association, not cause."


@dataclass(frozen=True, slots=True)
class AskerNotes:
    """What was done beside listing who asked."""

    csv: Path | None
    """File that was written."""
    marked: int | None
    """Conversations marked as told; None where nothing was to be marked."""
    taken_back: int | None
    """Marks taken back; None likewise."""


def build_whom_json(report: AccountReport) -> dict[str, Any]:
    """For `--json`."""
    told: dict[str, Any] = to_json_value(asdict(report.whom))
    return {
        **_build_head(report),
        "theme_id": report.theme_id,
        "label": report.label,
        "account_attribute": report.account,
        **told,
        "note": _ASSOCIATION,
    }


def write_whom(console: Console, report: AccountReport, top: int) -> None:
    """Companies, the heaviest writer, and whether those who asked leave more often."""
    whom = report.whom
    console.print(f"{report.label}  {report.theme_id}", style="bold", markup=False)
    console.print(
        f"{format_count(whom.conversations, 'conversation')} of "
        f"{format_count(whom.customers, 'known customer')}; "
        f"one customer wrote {format_number(whom.most_of_one)} of them.",
        highlight=False,
    )
    if whom.largest:
        _write_accounts(console, report, top)
    else:
        console.print(
            "No company is known: EARSHOT_ATTRIBUTES=company keeps the attribute of that name at "
            "the next reading; --account names another that is kept."
        )
    if whom.churn is not None:
        console.print(f"\n{_format_churn(whom.churn)}", highlight=False)


def _write_accounts(console: Console, report: AccountReport, top: int) -> None:
    whom = report.whom
    table = build_table("Company", "Conversations", "Customers", "Share", "Value")
    for row in whom.largest[:top]:
        table.add_row(
            escape(row.name), format_number(row.conversations), format_number(row.customers),
            format_percent(row.share), _format_value(row.value),
        )  # fmt: skip
    console.print(table)
    largest = whom.largest[0]
    console.print(
        f"\n{format_number(whom.accounts)} companies in {format_number(whom.with_account)} "
        f"conversations; the largest share is {format_percent(largest.share)}.",
        highlight=False,
    )
    if whom.value is not None and whom.value_of_all:
        console.print(
            f"Together they are worth {_format_value(whom.value)} of "
            f"{_format_value(whom.value_of_all)} ({format_percent(whom.value / whom.value_of_all)}"
            " of all that wrote).",
            highlight=False,
        )


def _format_churn(churn: Churn) -> str:
    told = (
        f"Of {format_number(churn.asked)} customers who asked, {format_number(churn.asked_left)} "
        f"left; of {format_number(churn.others)} others, {format_number(churn.others_left)}."
    )
    if churn.ratio is None:
        return (
            f"{told} {MIN_CUSTOMERS} of each, and {MIN_LEFT} who left, on both sides some, are "
            "needed to compare them."
        )
    span = f"{format_decimal(churn.low, 2, none='–')} to {format_decimal(churn.high, 2, none='–')}"
    return (
        f"{told} That is {format_decimal(churn.ratio, 2, none='–')} times as often ({span}), "
        f"compared within {format_count(churn.strata, 'plan and tenure', 'plans and tenures')}. "
        f"{_ASSOCIATION}"
    )


def _format_value(value: float | None) -> str:
    return "–" if value is None else format_number(round(value))


def build_together_json(report: CompanionReport) -> dict[str, Any]:
    """For `--json`."""
    told: dict[str, Any] = to_json_value(asdict(report.companions))
    for pair in told["told"]:
        pair["label"] = report.labels.get(pair["theme_id"])
        pair["other_label"] = report.labels.get(pair["other_id"])
    head = _build_head(report)
    return {**head, "theme_id": report.theme_id, "within_days": WITHIN_DAYS, **told,
            "note": _ASSOCIATION}  # fmt: skip


def write_together(console: Console, report: CompanionReport, top: int) -> None:
    """Pairs of themes of the same customers, beyond chance."""
    found = report.companions
    if found.told:
        table = build_table("Who asks", "also asks", "Conversations", "Share", "Others", "Times",
                            "95 %", "Later", left=2)  # fmt: skip
        for row in found.told[:top]:
            span = f"{_format_times(row.low)} to {_format_times(row.high)}"
            table.add_row(
                escape(report.labels.get(row.theme_id, row.theme_id)),
                escape(report.labels.get(row.other_id, row.other_id)),
                format_number(row.conversations), format_share(row.share),
                format_share(row.rest), _format_times(row.lift), span, format_number(row.after),
            )  # fmt: skip
        console.print(table)
    console.print(
        f"\n{format_count(found.looked_at, 'pair')} of "
        f"{format_count(found.themes, 'theme')} compared, {format_number(len(found.told))} asked "
        f"about by the same customer within {WITHIN_DAYS} days beyond chance. Others: share of "
        f"conversations about anything else. Later: the second came after the first. "
        f"{_ASSOCIATION}",
        highlight=False,
    )


def _format_times(ratio: float) -> str:
    return format_decimal(ratio, 1, none="–")


def build_askers_json(report: AskerReport, notes: AskerNotes) -> dict[str, Any]:
    """For `--json`."""
    return {
        **_build_head(report),
        "theme_id": report.theme_id,
        "label": report.label,
        "status": report.status,
        "told_before": report.told_before,
        "marked": notes.marked or 0,
        "taken_back": notes.taken_back or 0,
        "conversations": to_json_value([asdict(row) for row in report.rows]),
    }


def write_askers(console: Console, report: AskerReport, top: int, notes: AskerNotes) -> None:
    """Conversations whose customers may be told, each with a line to send."""
    console.print(f"{report.label}  {report.theme_id}", style="bold", markup=False)
    if report.status != "shipped":
        console.print(
            f"It is not marked as shipped: earshot theme status {report.theme_id} shipped",
            highlight=False,
        )
    for row in report.rows[:top]:
        where = row.url or f"{row.source} {row.conversation_id}"
        day = f"{row.asked_at:%Y-%m-%d}  " if row.asked_at else ""
        told = f"  (told {row.told_at:%Y-%m-%d})" if row.told_at else ""
        console.print(f"{day}{row.language}  {where}{told}", markup=False, highlight=False)
        console.print(f"  {shorten(row.line, _SHOWN, placeholder=' ...')}", markup=False)
    before = f", {format_number(report.told_before)} told before" if report.told_before else ""
    console.print(
        f"\n{format_count(len(report.rows), 'conversation')}{before}. Sending stays with people.",
        highlight=False,
    )
    if notes.csv is not None:
        console.print(f"All are in {notes.csv}.", markup=False, highlight=False)
    if notes.marked is not None:
        console.print(
            f"{format_count(notes.marked, 'conversation')} marked as told; "
            f"earshot askers {report.theme_id} --take-back takes that back.",
            highlight=False,
        )
    if notes.taken_back is not None:
        console.print(f"{format_count(notes.taken_back, 'mark')} taken back.", highlight=False)


def _build_head(report: AccountReport | CompanionReport | AskerReport) -> dict[str, Any]:
    return {
        "period": build_period_json(report.period),
        "snapshot": build_snapshot_json(report.snapshot),
    }
