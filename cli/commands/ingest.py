"""`earshot ingest`, `pull`, `parse`, `imports`: conversations in, and out again."""

import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from cli.console import err, out, print_note, print_notes, write_json, write_text
from cli.options import (
    Agents,
    ColumnWords,
    Json,
    Now,
    TimeZone,
    Wait,
    build_settings,
    parse_now,
    print_answer,
)
from cli.output import run_tables
from cli.progress import show_progress
from cli.sources import build_source
from domain.conversations import Rejected
from domain.errors import BadInput, BadRequest
from domain.periods import format_instant
from ingest.pulling.tools import TOOLS
from ingest.suggest import suggest_map
from pipeline.imports.ingest import ingest_conversations, preview_conversations
from pipeline.imports.list import list_imports, list_rejected
from pipeline.imports.parse import parse_conversations
from pipeline.imports.pull import Account, pull_conversations
from pipeline.imports.remove import remove_import

app = typer.Typer()


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
    columns: ColumnWords = None,
    timezone: TimeZone = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen.")] = False,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Read conversations; reading the same again changes nothing."""

    settings = build_settings(wait=wait)
    wanted = build_source(path, mapping, source, agents, columns, timezone)
    if dry_run:
        plan = preview_conversations(settings, wanted)
        print_notes(plan.notes)
        samples = [ask.text for ask in plan.samples]
        shown = {**asdict(plan), "samples": samples, "languages": dict(plan.languages)}
        print_answer(as_json, lambda: shown, lambda: run_tables.write_dry_run(out, plan))
        return
    with show_progress(err) as teller:
        done = ingest_conversations(settings, wanted, parse_now(now), teller)
    print_notes(done.notes)
    summary = {
        **asdict(done.counts),
        "asks": done.asks,
        "excluded": done.excluded,
        "understood": done.understood,
        "forgotten": done.forgotten,
        "rejections": [asdict(row) for row in done.rejected],
    }
    print_answer(as_json, lambda: summary, lambda: run_tables.write_ingested(out, done))


@app.command(epilog="Example: earshot pull zendesk --url https://lumo.zendesk.com")
def pull(
    tool: Annotated[str, typer.Argument(help="intercom, zendesk or chatwoot.")],
    since: Annotated[
        str | None,
        typer.Option(help="First day to fetch, e.g. 2026-01-01; by default where it ended."),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(
            help="Address: https://NAME.zendesk.com, or https://HOST/api/v1/accounts/NUMBER."
        ),
    ] = None,
    source: Annotated[str | None, typer.Option(help="Name of the source.")] = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Fetch conversations that are new or changed; an interrupted fetch goes on where it stopped.

    The token is read from EARSHOT_INTERCOM_TOKEN, EARSHOT_ZENDESK_TOKEN (address:token) or
    EARSHOT_CHATWOOT_TOKEN, and is never kept.
    """

    variable = TOOLS[tool].token if tool in TOOLS else ""
    token = os.environ.get(variable, "").strip()
    if variable and not token:
        raise BadInput(f"Put {tool}'s token into the environment variable {variable}.")
    account, settings = Account(tool, token, url, source), build_settings(wait=wait)
    with show_progress(err) as teller:
        done = pull_conversations(settings, account, _parse_day(since), parse_now(now), teller)
    print_answer(
        as_json,
        lambda: asdict(done),
        lambda: out.print(
            f"{done.new:,} new, {done.updated:,} updated, {done.unchanged:,} unchanged, "
            f"{done.rejected:,} not read; {done.asks:,} asks."
        ),
    )


def _parse_day(words: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(words) if words else None
    except ValueError:
        raise BadRequest(f"--since '{words}' is not a day such as 2026-01-01.") from None
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


@app.command(epilog="Example: earshot parse conversations.json --source intercom")
def parse(
    path: Annotated[str, typer.Argument(help="A file, a folder or a zip; - is stdin.")],
    mapping: Annotated[
        Path | None, typer.Option("--map", help="A TOML file that names the fields.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(help="The tool it comes from (intercom, zendesk ...), or another name."),
    ] = None,
    agents: Agents = None,
    columns: ColumnWords = None,
    timezone: TimeZone = None,
    unmasked: Annotated[
        bool,
        typer.Option(
            "--unmasked", help="Show personal data as it stands in the file; only on the screen."
        ),
    ] = False,
    suggest: Annotated[
        bool,
        typer.Option(
            "--suggest-map", help="Print a mapping file (TOML) that reads the file, for --map."
        ),
    ] = False,
) -> None:
    """Print what was understood, one conversation a line, in the native format; nothing is kept.

    Personal data is masked as it would be when kept. What the file was taken for, and every row
    that could not be read, is told on standard error. Where nothing could be read the exit code is
    1; --suggest-map then writes a mapping file to begin with.
    """

    if suggest:
        write_text(suggest_map(Path(path) if path != "-" else "-"))
        return
    wanted = build_source(path, mapping, source, agents, columns, timezone)
    notes: list[str] = []
    understood, items = parse_conversations(
        build_settings(), wanted, masked=not unmasked, tell=notes.append
    )
    print_note(f"Read as {understood}.")
    print_notes(notes)
    notes.clear()
    for item in items:
        if isinstance(item, Rejected):
            print_note(f"Not read: {item.place}: {item.reason}")
        else:
            write_json(item)
    print_notes(notes)


imports_app = typer.Typer(help="What was read, and taking it back.", invoke_without_command=True)
app.add_typer(imports_app, name="imports")


@imports_app.callback(epilog="Example: earshot imports remove i-2")
def imports(context: typer.Context, as_json: Json = False) -> None:
    """List what was read."""
    if context.invoked_subcommand:
        return

    rows = list_imports(build_settings())
    listed = [{**row, "imported_at": format_instant(row["imported_at"]),
               "removed_at": format_instant(row["removed_at"])} for row in rows]  # fmt: skip
    print_answer(as_json, lambda: {"imports": listed}, lambda: run_tables.write_imports(out, rows))


@imports_app.command("show", epilog="Example: earshot imports show i-2 --json")
def imports_show(import_id: str, as_json: Json = False) -> None:
    """The rows of an import that could not be read: where and why."""

    rows = list_rejected(build_settings(), import_id)
    print_answer(as_json, lambda: {"rejected": rows}, lambda: run_tables.write_rejected(out, rows))


@imports_app.command("remove", epilog="Example: earshot imports remove i-2")
def imports_remove(
    import_id: str, as_json: Json = False, now: Now = None, wait: Wait = None
) -> None:
    """Take an import back: what only it said is gone."""

    is_new = remove_import(build_settings(wait=wait), import_id, parse_now(now))
    done = "Removed" if is_new else "It was removed before:"
    print_answer(
        as_json, lambda: {"removed": import_id}, lambda: out.print(f"{done} {escape(import_id)}.")
    )
