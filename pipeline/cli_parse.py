"""`earshot parse`: what was understood of a file."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from domain import Rejected
from pipeline.options import Agents, err, settings_with


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
    unmasked: Annotated[
        bool,
        typer.Option(
            "--unmasked", help="Show personal data as it stands in the file; only on the screen."
        ),
    ] = False,
) -> None:
    """Print what was understood, one conversation a line, in the native format; nothing is kept.

    Personal data is masked as it would be when kept. What the file was taken for, and every row
    that could not be read, is told on standard error.
    """
    from pipeline.ingest_conversations import Source
    from pipeline.parse_conversations import parse_conversations

    wanted = Source(None if path == "-" else Path(path), mapping, source, tuple(agents or ()))
    understood, items = parse_conversations(settings_with(), wanted, masked=not unmasked)
    err.print(f"Read as {understood}.", highlight=False, markup=False, soft_wrap=True)
    for item in items:
        if isinstance(item, Rejected):
            told = f"Not read: {item.place}: {item.reason}"
            err.print(told, highlight=False, markup=False, soft_wrap=True)
        else:
            sys.stdout.write(json.dumps(item, ensure_ascii=False) + "\n")
