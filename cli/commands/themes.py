"""`earshot themes`, `run`, `search`: what needs a model."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cli.console import err, out, print_note, print_notes
from cli.options import (
    Agents,
    Answers,
    ColumnWords,
    Json,
    Model,
    Now,
    PeriodWords,
    TimeZone,
    Top,
    Wait,
    build_settings,
    parse_now,
    print_answer,
)
from cli.output import run_tables, theme_json, theme_tables
from cli.progress import show_progress
from cli.sources import build_source
from domain.errors import NothingYet
from pipeline.imports.erase import erase_expired, finish_erasures
from pipeline.imports.ingest import ingest_conversations
from pipeline.queries.ranking import rank_themes
from pipeline.queries.ranking_json import build_snapshot_json
from pipeline.queries.search import search_asks
from pipeline.settings import read_period
from pipeline.themes.refresh import refresh_themes

app = typer.Typer()


@app.command(epilog="Example: earshot themes --regroup")
def themes(
    regroup: Annotated[
        bool, typer.Option("--regroup", help="Group everything anew; known themes keep their ids.")
    ] = False,
    model: Model = None,
    answers: Answers = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Put new asks into the known themes; what fits none may be a new theme. The first time,
    and with other settings than before, everything is grouped."""

    settings = build_settings(model=model, wait=wait, answers=answers)
    # Also what came through the API, where nothing else is read.
    erase_expired(settings, parse_now(now))
    with show_progress(err) as teller:
        done = refresh_themes(settings, parse_now(now), teller, regroup)
        finish_erasures(settings, parse_now(now), teller)
    if done.note:
        print_note(done.note)
    counts = {name: value for name, value in asdict(done).items() if name not in ("totals", "note")}
    print_answer(
        as_json,
        lambda: {**counts, **asdict(done.totals)},
        lambda: run_tables.write_refreshed(out, done),
    )


@app.command(epilog="Example: earshot run tickets.jsonl --period last-30d")
def run(
    paths: Annotated[list[Path], typer.Argument(help="Files of conversations.")],
    mapping: Annotated[Path | None, typer.Option("--map", help="A TOML mapping file.")] = None,
    source: Annotated[str | None, typer.Option(help="Name of the source.")] = None,
    agents: Agents = None,
    columns: ColumnWords = None,
    timezone: TimeZone = None,
    model: Model = None,
    answers: Answers = None,
    period: PeriodWords = "all",
    top: Top = 20,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Ingest, group and rank in one go."""

    settings = build_settings(model=model, wait=wait, answers=answers)
    read_period(settings, period, parse_now(now))  # a wrong word is told before the long work
    with show_progress(err) as teller:
        for path in paths:
            wanted = build_source(str(path), mapping, source, agents, columns, timezone)
            done = ingest_conversations(settings, wanted, parse_now(now), teller)
            print_notes(done.notes)
            run_tables.write_ingested(err, done)
        grouped = refresh_themes(settings, parse_now(now), teller)
    if grouped.note:
        print_note(grouped.note)
    ranking = rank_themes(settings, period, parse_now(now))
    print_answer(
        as_json,
        lambda: theme_json.build_ranking_json(ranking),
        lambda: theme_tables.write_ranking(out, ranking, top or len(ranking.themes)),
    )


@app.command(epilog='Example: earshot search "не могу найти ссылку"')
def search(
    words: str,
    top: Annotated[int, typer.Option("--top", help="How many to show.", min=1)] = 10,
    as_json: Json = False,
) -> None:
    """Find asks by meaning, in any language."""

    settings = build_settings()
    with show_progress(err) as teller:
        done = search_asks(settings, words, top, teller=teller)
    if not done.found:
        raise NothingYet("There is no ask to search in yet: `earshot ingest` a file first.")
    result = {
        "snapshot": build_snapshot_json(done.snapshot),
        "found": [theme_json.build_search_result_json(row) for row in done.found],
    }
    print_answer(
        as_json,
        lambda: result,
        lambda: theme_tables.write_search_results(out, done.found, settings.timezone),
    )
