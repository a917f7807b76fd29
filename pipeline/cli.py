"""The command line: `earshot --help`."""

import json
import logging
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from domain import EarshotError
from domain.errors import BadRequest
from pipeline import present, tables
from pipeline.settings import Settings, load_settings

app = typer.Typer(
    name="earshot",
    help="Hears what customers keep telling support, and ranks it for product.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
)
imports_app = typer.Typer(help="What was read, and taking it back.", invoke_without_command=True)
app.add_typer(imports_app, name="imports")

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Now = Annotated[
    str | None,
    typer.Option(
        "--now", help="The time to take for now, e.g. 2026-03-01T00:00:00Z.", metavar="TIME"
    ),
]
PeriodWords = Annotated[
    str,
    typer.Option(
        "--period",
        help="all, 2026-02, 2026-W07, 2026-Q1, last-30d or 2026-02-01..2026-02-15 (the last day "
        "is not counted).",
    ),
]
Wait = Annotated[
    float | None, typer.Option("--wait", help="Seconds to wait for another writer (default 60).")
]
Model = Annotated[
    str | None, typer.Option("--model", help="multilingual, english, a folder, or a hub name.")
]
Top = Annotated[int, typer.Option("--top", help="How many to show; 0 shows all.", min=0)]

out = Console(width=None if sys.stdout.isatty() else 200, soft_wrap=not sys.stdout.isatty())
err = Console(stderr=True)


def main() -> None:
    """The door: runs a command, and says plainly what went wrong."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        app()
    except EarshotError as error:
        err.print(f"[red]earshot:[/] {_plain(str(error))}", highlight=False)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        err.print("earshot: stopped; what was committed before stays.")
        sys.exit(130)


@app.command(epilog="Example: earshot ingest tickets.csv --dry-run")
def ingest(
    path: Annotated[str, typer.Argument(help="JSON Lines, JSON or CSV, plain or .gz; - is stdin.")],
    mapping: Annotated[
        Path | None, typer.Option("--map", help="A TOML file that names the fields.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Name of the source; part of every conversation's identity.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen.")] = False,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Read conversations; reading the same again changes nothing."""
    from pipeline.ingest_conversations import Source, ingest_conversations, preview_conversations
    from pipeline.progress import told_on

    settings = _settings(wait=wait)
    wanted = Source(None if path == "-" else Path(path), mapping, source)
    if dry_run:
        plan = preview_conversations(settings, wanted)
        samples = [ask.text for ask in plan.samples]
        shown = {**asdict(plan), "samples": samples, "languages": dict(plan.languages)}
        _answer(as_json, lambda: shown, lambda: tables.write_dry_run(out, plan))
        return
    with told_on(err) as teller:
        done = ingest_conversations(settings, wanted, _now(now), teller)
    told = {
        **asdict(done.counts),
        "asks": done.asks,
        "excluded": done.excluded,
        "understood": done.understood,
        "rejections": [asdict(row) for row in done.rejected],
    }
    _answer(as_json, lambda: told, lambda: tables.write_ingested(out, done))


@imports_app.callback(epilog="Example: earshot imports remove i-2")
def imports(context: typer.Context, as_json: Json = False) -> None:
    """List what was read."""
    if context.invoked_subcommand:
        return
    from pipeline.list_imports import list_imports

    rows = list_imports(_settings())
    listed = [{**row, "imported_at": present.instant(row["imported_at"]),
               "removed_at": present.instant(row["removed_at"])} for row in rows]  # fmt: skip
    _answer(as_json, lambda: {"imports": listed}, lambda: tables.write_imports(out, rows))


@imports_app.command("show", epilog="Example: earshot imports show i-2 --json")
def imports_show(import_id: str, as_json: Json = False) -> None:
    """The rows of an import that could not be read: where and why."""
    from pipeline.list_imports import list_rejected

    rows = list_rejected(_settings(), import_id)
    _answer(as_json, lambda: {"rejected": rows}, lambda: tables.write_rejected(out, rows))


@imports_app.command("remove", epilog="Example: earshot imports remove i-2")
def imports_remove(
    import_id: str, as_json: Json = False, now: Now = None, wait: Wait = None
) -> None:
    """Take an import back: what only it said is gone."""
    from pipeline.remove_import import remove_import

    remove_import(_settings(wait=wait), import_id, _now(now))
    _answer(as_json, lambda: {"removed": import_id}, lambda: out.print(f"Removed {import_id}."))


@app.command(epilog="Example: earshot themes --model english")
def themes(model: Model = None, as_json: Json = False, now: Now = None, wait: Wait = None) -> None:
    """Group the asks into themes; themes known before keep their ids."""
    from pipeline.progress import told_on
    from pipeline.refresh_themes import refresh_themes

    with told_on(err) as teller:
        done = refresh_themes(_settings(model=model, wait=wait), _now(now), teller)
    totals = done.totals
    told = {"themes": done.themes, "born": done.born, "retired": done.retired, **asdict(totals)}
    _answer(
        as_json,
        lambda: told,
        lambda: out.print(
            f"{done.themes} themes ({done.born} new, {done.retired} retired). {totals.asks:,} asks "
            f"= {totals.themed:,} themed + {totals.unthemed:,} unthemed + {totals.excluded:,} "
            "excluded."
        ),
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

    settings = _settings(model=model, wait=wait)
    read_period(settings, period, _now(now))  # a wrong word is told before the long work
    with told_on(err) as teller:
        for path in paths:
            done = ingest_conversations(settings, Source(path, mapping, source), _now(now), teller)
            tables.write_ingested(err, done)
        refresh_themes(settings, _now(now), teller)
    ranking = rank_themes(settings, period, _now(now))
    _answer(
        as_json,
        lambda: present.ranking_json(ranking),
        lambda: tables.write_ranking(out, ranking, top or len(ranking.themes)),
    )


@app.command(epilog="Example: earshot rank --period 2026-02 --json")
def rank(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """Themes by frequency. JSON holds all of them, whatever --top says."""
    from pipeline.read_themes import rank_themes

    ranking = rank_themes(_settings(), period, _now(now))
    _answer(
        as_json,
        lambda: present.ranking_json(ranking),
        lambda: tables.write_ranking(out, ranking, top or len(ranking.themes)),
    )


@app.command(epilog="Example: earshot show t-3fa9c1d2e4 --period 2026-02")
def show(
    theme: Annotated[str, typer.Argument(help="A theme's id, or the beginning of it.")],
    period: PeriodWords = "all",
    top: Top = 20,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """One theme, with exactly the conversations behind its number."""
    from pipeline.read_themes import show_theme

    page = show_theme(_settings(), theme, period, _now(now))
    _answer(
        as_json,
        lambda: present.theme_page_json(page),
        lambda: tables.write_theme(out, page, top or len(page.conversations)),
    )


@app.command(epilog='Example: earshot search "не могу найти ссылку"')
def search(
    words: str,
    top: Annotated[int, typer.Option("--top", help="How many to show.", min=1)] = 10,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Find asks by meaning, in any language."""
    from pipeline.progress import told_on
    from pipeline.read_themes import search_asks

    with told_on(err) as teller:
        snapshot, found = search_asks(_settings(), words, top, _now(now), teller)
    told = {
        "snapshot": present.snapshot_json(snapshot),
        "found": [present.found_json(row) for row in found],
    }
    _answer(as_json, lambda: told, lambda: tables.write_found(out, found))


@app.command(epilog="Example: earshot models --json")
def models(as_json: Json = False) -> None:
    """The embedding models, and which are ready here."""
    from pipeline.examine import list_models

    states = list_models(_settings())
    _answer(
        as_json,
        lambda: {"models": [asdict(state) for state in states]},
        lambda: tables.write_models(out, states),
    )


@app.command(epilog="Example: earshot doctor")
def doctor(as_json: Json = False, now: Now = None) -> None:
    """What is installed, which model, which snapshot, what is wrong and what to do."""
    from pipeline.examine import examine

    checks = examine(_settings(), _now(now))
    _answer(
        as_json,
        lambda: {"checks": [asdict(check) for check in checks]},
        lambda: tables.write_checks(out, checks),
    )
    if any(check.status == "error" for check in checks):
        raise typer.Exit(1)


def _settings(model: str | None = None, wait: float | None = None) -> Settings:
    chosen = {"model": model, "wait": wait}
    return load_settings().model_copy(
        update={name: value for name, value in chosen.items() if value is not None}
    )


def _now(words: str | None) -> datetime:
    """The clock comes in here, and nowhere deeper."""
    if words is None:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        raise BadRequest(f"--now '{words}' is not a time such as 2026-03-01T00:00:00Z.") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _answer(as_json: bool, told: Callable[[], Any], write: Callable[[], None]) -> None:
    if as_json:
        sys.stdout.write(json.dumps(told(), ensure_ascii=False, indent=2) + "\n")
    else:
        write()


def _plain(text: str) -> str:
    return text.replace("[", r"\[")
