"""The command line: `earshot --help`."""

import logging
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from domain import EarshotError
from domain.errors import NothingYet
from pipeline import present, tables, tables_runs
from pipeline.cli_audit import audit
from pipeline.cli_discover import discover
from pipeline.cli_evaluate import evaluate
from pipeline.cli_examine import doctor, models
from pipeline.cli_parse import parse
from pipeline.cli_privacy import forget, redact
from pipeline.cli_pull import pull
from pipeline.cli_rank import rank
from pipeline.cli_report import report
from pipeline.cli_serve import serve
from pipeline.cli_signals import register as register_signals
from pipeline.cli_theme import theme_app
from pipeline.options import (
    Agents,
    Json,
    Lang,
    Model,
    Now,
    PeriodWords,
    Top,
    Wait,
    answer,
    err,
    known_lang,
    now_from,
    out,
    settings_with,
)

app = typer.Typer(
    name="earshot",
    help="Hears what customers keep telling support, and ranks it for product.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
)
_IN_ORDER = (
    "ingest", "pull", "parse", "themes", "run", "rank", "show", "search", "trend", "alarms",
    "effect", "repeats", "findability", "workload", "audit", "report", "serve", "discover",
    "evaluate", "redact", "forget",
)  # fmt: skip
"""Commands as `--help` lists them: first things first; others follow."""
imports_app = typer.Typer(help="What was read, and taking it back.", invoke_without_command=True)
app.add_typer(imports_app, name="imports")
app.add_typer(theme_app, name="theme")
app.command(epilog="Example: earshot report --period 2026-02 --format html,md,csv --out reports")(
    report
)
app.command(epilog="Example: earshot discover tickets.csv --text message --out themes.csv")(
    discover
)
app.command(epilog="Example: earshot rank --period 2026-02 --by area,customers --kind complaint")(
    rank
)
app.command(epilog="Example: earshot evaluate labelled.csv --text message --truth intent")(evaluate)
app.command(epilog="Example: earshot redact letter.txt")(redact)
app.command(epilog="Example: earshot forget --customer 4471")(forget)
app.command(epilog="Example: earshot serve --dashboard-port 8502")(serve)
register_signals(app)
app.command(epilog="Example: earshot audit t-3fa9c1d2e4 --who olena")(audit)
app.command(epilog="Example: earshot pull zendesk --url https://lumo.zendesk.com")(pull)
app.command(epilog="Example: earshot models --json")(models)
app.command(epilog="Example: earshot doctor")(doctor)
app.command(epilog="Example: earshot parse conversations.json --source intercom")(parse)


def main() -> None:
    """The door: runs a command, and says plainly what went wrong."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        app()
    except EarshotError as error:
        err.print(f"[red]earshot:[/] {_plain(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        err.print("earshot: stopped; what was committed before stays.")
        sys.exit(130)


@app.command(epilog="Example: earshot ingest tickets.csv --dry-run")
def ingest(
    path: Annotated[
        str, typer.Argument(help="A file, a folder or a zip (see docs/sources.md); - is stdin.")
    ],
    mapping: Annotated[
        Path | None, typer.Option("--map", help="A TOML file that names the fields.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            help="The tool it comes from (intercom, zendesk ...), or another name for the source; "
            "part of every conversation's identity."
        ),
    ] = None,
    agents: Agents = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen.")] = False,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Read conversations; reading the same again changes nothing."""
    from pipeline.ingest_conversations import Source, ingest_conversations, preview_conversations
    from pipeline.progress import told_on

    settings = settings_with(wait=wait)
    wanted = Source(None if path == "-" else Path(path), mapping, source, tuple(agents or ()))
    if dry_run:
        plan = preview_conversations(settings, wanted)
        samples = [ask.text for ask in plan.samples]
        shown = {**asdict(plan), "samples": samples, "languages": dict(plan.languages)}
        answer(as_json, lambda: shown, lambda: tables_runs.write_dry_run(out, plan))
        return
    with told_on(err) as teller:
        done = ingest_conversations(settings, wanted, now_from(now), teller)
    told = {
        **asdict(done.counts),
        "asks": done.asks,
        "excluded": done.excluded,
        "understood": done.understood,
        "forgotten": done.forgotten,
        "rejections": [asdict(row) for row in done.rejected],
    }
    answer(as_json, lambda: told, lambda: tables_runs.write_ingested(out, done))


@imports_app.callback(epilog="Example: earshot imports remove i-2")
def imports(context: typer.Context, as_json: Json = False) -> None:
    """List what was read."""
    if context.invoked_subcommand:
        return
    from pipeline.list_imports import list_imports

    rows = list_imports(settings_with())
    listed = [{**row, "imported_at": present.instant(row["imported_at"]),
               "removed_at": present.instant(row["removed_at"])} for row in rows]  # fmt: skip
    answer(as_json, lambda: {"imports": listed}, lambda: tables_runs.write_imports(out, rows))


@imports_app.command("show", epilog="Example: earshot imports show i-2 --json")
def imports_show(import_id: str, as_json: Json = False) -> None:
    """The rows of an import that could not be read: where and why."""
    from pipeline.list_imports import list_rejected

    rows = list_rejected(settings_with(), import_id)
    answer(as_json, lambda: {"rejected": rows}, lambda: tables_runs.write_rejected(out, rows))


@imports_app.command("remove", epilog="Example: earshot imports remove i-2")
def imports_remove(
    import_id: str, as_json: Json = False, now: Now = None, wait: Wait = None
) -> None:
    """Take an import back: what only it said is gone."""
    from pipeline.remove_import import remove_import

    remove_import(settings_with(wait=wait), import_id, now_from(now))
    answer(as_json, lambda: {"removed": import_id}, lambda: out.print(f"Removed {import_id}."))


@app.command(epilog="Example: earshot themes --regroup")
def themes(
    regroup: Annotated[
        bool, typer.Option("--regroup", help="Group everything anew; known themes keep their ids.")
    ] = False,
    model: Model = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Put new asks into the known themes; what fits none may be a new theme. The first time,
    everything is grouped."""
    from pipeline.forget import expire
    from pipeline.progress import told_on
    from pipeline.refresh_themes import refresh_themes

    settings = settings_with(model=model, wait=wait)
    expire(settings, now_from(now))  # also what came through the API, where nothing else is read
    with told_on(err) as teller:
        done = refresh_themes(settings, now_from(now), teller, regroup)
    if done.note:
        err.print(done.note, highlight=False)
    counts = {name: value for name, value in asdict(done).items() if name not in ("totals", "note")}
    answer(
        as_json,
        lambda: {**counts, **asdict(done.totals)},
        lambda: tables_runs.write_refreshed(out, done),
    )


@app.command(epilog="Example: earshot run tickets.jsonl --period last-30d")
def run(
    paths: Annotated[list[Path], typer.Argument(help="Files of conversations.")],
    mapping: Annotated[Path | None, typer.Option("--map", help="A TOML mapping file.")] = None,
    source: Annotated[str | None, typer.Option(help="Name of the source.")] = None,
    model: Model = None,
    period: PeriodWords = "all",
    top: Top = 20,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Ingest, group and rank in one go."""
    from pipeline.ingest_conversations import Source, ingest_conversations
    from pipeline.progress import told_on
    from pipeline.read_themes import rank_themes, read_period
    from pipeline.refresh_themes import refresh_themes

    settings = settings_with(model=model, wait=wait)
    read_period(settings, period, now_from(now))  # a wrong word is told before the long work
    with told_on(err) as teller:
        for path in paths:
            done = ingest_conversations(
                settings, Source(path, mapping, source), now_from(now), teller
            )
            tables_runs.write_ingested(err, done)
        grouped = refresh_themes(settings, now_from(now), teller)
    if grouped.note:
        err.print(grouped.note, highlight=False)
    ranking = rank_themes(settings, period, now_from(now))
    answer(
        as_json,
        lambda: present.ranking_json(ranking),
        lambda: tables.write_ranking(out, ranking, top or len(ranking.themes)),
    )


@app.command(epilog="Example: earshot show t-3fa9c1d2e4 --period 2026-02")
def show(
    theme: Annotated[str, typer.Argument(help="A theme's id, or the beginning of it.")],
    period: PeriodWords = "all",
    top: Top = 20,
    lang: Lang = None,
    ids: Annotated[
        bool, typer.Option("--ids", help="With the asks' ids, as moving them asks for.")
    ] = False,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """One theme, with exactly the conversations behind its number."""
    from pipeline.read_themes import show_theme

    page = show_theme(settings_with(), theme, period, now_from(now)).told_in(known_lang(lang))
    answer(
        as_json,
        lambda: present.theme_page_json(page),
        lambda: tables.write_theme(out, page, top or len(page.conversations), ids),
    )


@app.command(epilog='Example: earshot search "не могу найти ссылку"')
def search(
    words: str,
    top: Annotated[int, typer.Option("--top", help="How many to show.", min=1)] = 10,
    as_json: Json = False,
) -> None:
    """Find asks by meaning, in any language."""
    from pipeline.progress import told_on
    from pipeline.search_asks import search_asks

    settings = settings_with()
    with told_on(err) as teller:
        done = search_asks(settings, words, top, teller=teller)
    if not done.found:
        raise NothingYet("There is no ask to search in yet: `earshot ingest` a file first.")
    told = {
        "snapshot": present.snapshot_json(done.snapshot),
        "found": [present.found_json(row) for row in done.found],
    }
    answer(as_json, lambda: told, lambda: tables.write_found(out, done.found, settings.timezone))


def _plain(text: str) -> str:
    return text.replace("[", r"\[")


def _place(name: str) -> int:
    return _IN_ORDER.index(name) if name in _IN_ORDER else len(_IN_ORDER)


app.registered_commands.sort(
    key=lambda told: _place(told.name or (told.callback.__name__ if told.callback else ""))
)
