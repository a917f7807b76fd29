"""`earshot report`: the command behind the monthly report."""

from pathlib import Path
from typing import Annotated, Any

import typer

from domain.report import Report


def report(
    period: Annotated[
        str,
        typer.Option(
            "--period",
            help="all, 2026-02, 2026-W07, 2026-Q1, last-30d or 2026-02-01..2026-02-15 (the last "
            "day is not counted).",
        ),
    ] = "all",
    formats: Annotated[
        str, typer.Option("--format", help="html, md, csv, or several: html,md,csv.")
    ] = "html",
    out_folder: Annotated[
        Path | None,
        typer.Option("--out", help="Folder to write into (default: the workspace's reports/)."),
    ] = None,
    language: Annotated[str, typer.Option("--lang", help="en, ru or uk.")] = "en",
    top: Annotated[
        int, typer.Option("--top", help="How many themes to tell of; 0 tells of all.", min=0)
    ] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
    now: Annotated[
        str | None,
        typer.Option(
            "--now", help="The time to take for now, e.g. 2026-03-01T00:00:00Z.", metavar="TIME"
        ),
    ] = None,
) -> None:
    """Write what customers asked in a period as a page, Markdown and tables."""
    from pipeline.cli import _answer, _now, _settings, out  # it registers this command
    from pipeline.write_report import write_report

    settings = _settings()
    folder = out_folder or settings.store.path / "reports"
    wanted = [told.strip() for told in formats.split(",") if told.strip()]
    done = write_report(settings, period, _now(now), folder, wanted, language, top)
    files = [str(path) for path in done.files]
    _answer(
        as_json,
        lambda: report_json(done.report, files),
        lambda: out.print("\n".join(files), highlight=False, markup=False, soft_wrap=True),
    )


def report_json(told: Report, files: list[str]) -> dict[str, Any]:
    """What was written, and the numbers that say of what."""
    from pipeline import present

    totals = told.totals
    return {
        "period": present.period_json(told.period),
        "snapshot": present.snapshot_json(told.snapshot),
        "asks": totals.asks,
        "themed": totals.themed,
        "unthemed": totals.unthemed,
        "excluded": totals.excluded,
        "conversations": totals.conversations,
        "themes": len(told.themes),
        "files": files,
    }
