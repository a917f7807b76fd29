"""`earshot report`: the command behind the monthly report."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import out
from cli.options import (
    Json,
    Now,
    PeriodWords,
    TeamName,
    Top,
    build_settings,
    parse_now,
    print_answer,
)
from domain.report import Report
from domain.text.control_characters import show_on_one_line
from pipeline.files.report import write_report
from pipeline.queries.ranking_json import build_period_json, build_snapshot_json

app = typer.Typer()


@app.command(epilog="Example: earshot report --period 2026-02 --format html,md,csv --out reports")
def report(
    period: PeriodWords = "all",
    formats: Annotated[
        str, typer.Option("--format", help="html, md, csv, or several: html,md,csv.")
    ] = "html",
    out_folder: Annotated[
        Path | None,
        typer.Option("--out", help="Folder to write into (default: the workspace's reports/)."),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--lang",
            help="en, ru or uk, labels included (default: English, labels in each theme's main "
            "language).",
        ),
    ] = None,
    top: Top = 20,
    team: TeamName = None,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Write what customers asked in a period as a page, Markdown and tables."""

    settings = build_settings()
    folder = out_folder or settings.store.reports
    wanted = [name.strip() for name in formats.split(",") if name.strip()]
    done = write_report(settings, period, parse_now(now), folder, wanted, language, top, team)
    files = [str(path) for path in done.files]
    print_answer(
        as_json,
        lambda: build_report_json(done.report, files),
        lambda: out.print(
            "\n".join(map(show_on_one_line, files)), highlight=False, markup=False, soft_wrap=True
        ),
    )


def build_report_json(written: Report, files: list[str]) -> dict[str, Any]:
    """What was written, and the numbers that say of what."""

    totals = written.totals
    return {
        "period": build_period_json(written.period),
        "snapshot": build_snapshot_json(written.snapshot),
        "asks": totals.asks,
        "themed": totals.themed,
        "unthemed": totals.unthemed,
        "excluded": totals.excluded,
        "conversations": totals.conversations,
        "themes": len(written.themes),
        "files": files,
    }
