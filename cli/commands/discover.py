"""`earshot discover`: the themes of any file of texts, without a workspace."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.console import err, out, print_note
from cli.options import Json, Model, Top, build_settings, print_answer
from cli.progress import show_progress
from clustering.grouping.parameters import Granularity
from domain.conversations import Rejected
from domain.discovery import DiscoveredTheme, Discovery
from pipeline.files.discover import TextFile, discover_themes
from pipeline.files.replace_file import write_named_file
from pipeline.files.report import parse_language
from reports.discovery import render_discovery_csv, render_discovery_html

app = typer.Typer()
TextColumn = Annotated[
    str | None,
    typer.Option(
        "--text", help="Column or field that holds the text; guessed when left out.", metavar="NAME"
    ),
]
DetailLevel = Annotated[
    Granularity | None, typer.Option("--detail", help="How finely asks are told apart.")
]
TextsFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="CSV (any separator), JSON Lines, JSON, or plain text with one message a line; "
        "plain or .gz; - is standard input.",
    ),
]
_SHOWN = 5


@app.command(epilog="Example: earshot discover tickets.csv --text message --out themes.csv")
def discover(
    path: TextsFile,
    text: TextColumn = None,
    table: Annotated[
        Path | None,
        typer.Option("--out", help="CSV to write: one row a row of the file, in its order."),
    ] = None,
    page: Annotated[Path | None, typer.Option("--html", help="A page to look at.")] = None,
    model: Model = None,
    detail: DetailLevel = None,
    excel: Annotated[
        bool, typer.Option("--excel", help="Mark the CSV as UTF-8 for Excel (byte order mark).")
    ] = False,
    language: Annotated[str, typer.Option("--lang", help="Of the page: en, ru or uk.")] = "en",
    top: Top = 20,
    as_json: Json = False,
) -> None:
    """Find the themes of any file of texts. Nothing is kept but the files you ask for."""

    speech = parse_language(language)
    settings = build_settings(model=model, detail=detail)
    with show_progress(err) as teller:
        found = discover_themes(settings, TextFile(parse_path(path), text), teller)
    if table:
        write_named_file(table, render_discovery_csv(found, with_bom=excel))
    if page:
        write_named_file(page, render_discovery_html(found, speech))
    print_rejected(found.rejected)
    print_answer(
        as_json, lambda: build_discovery_json(found), lambda: write_discovery(out, found, top)
    )


def parse_path(words: str) -> Path | None:
    """The file named; None is standard input."""
    return None if words == "-" else Path(words)


def print_rejected(rejected: tuple[Rejected, ...]) -> None:
    """The first rows that could not be read, and how many there are."""
    for row in rejected[:_SHOWN]:
        print_note(f"{row.place}: {row.reason}")
    if len(rejected) > _SHOWN:
        err.print(f"... {len(rejected):,} rows in all could not be read.", highlight=False)


def build_discovery_json(found: Discovery) -> dict[str, Any]:
    """Themes, where all rows went, and how long each part took."""
    return {
        "file": found.file,
        "understood": found.understood,
        "model": found.model,
        "rows": len(found.rows),
        "themed": found.themed,
        "unthemed": found.unthemed,
        "excluded": found.excluded,
        "rejected": [asdict(row) for row in found.rejected],
        "seconds": {step: round(spent, 3) for step, spent in asdict(found.seconds).items()},
        "themes": [_build_theme_json(theme) for theme in found.themes],
    }


def _build_theme_json(theme: DiscoveredTheme) -> dict[str, Any]:
    return {
        **asdict(theme),
        "share": round(theme.share, 6),
        "keywords": list(theme.keywords),
        "kinds": {kind: round(share, 4) for kind, share in theme.kinds},
        "languages": {language: round(share, 4) for language, share in theme.languages},
    }


def write_discovery(console: Console, found: Discovery, top: int) -> None:
    """The themes as a table, and under it where all rows went."""
    shown = found.themes[: top or None]
    if shown:
        console.print(_build_table(shown))
    if len(found.themes) > len(shown):
        more = len(found.themes) - len(shown)
        console.print(f"... and {more:,} more themes (--top 0 shows all)", highlight=False)
    console.print(
        f"\n{len(found.rows):,} rows = {found.themed:,} themed + {found.unthemed:,} unthemed + "
        f"{found.excluded:,} excluded. {len(found.themes):,} themes.",
        highlight=False,
    )


def _build_table(themes: tuple[DiscoveredTheme, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("#", justify="right")
    table.add_column("Theme", overflow="ellipsis", no_wrap=True, max_width=60)
    for name in ("Asks", "Share"):
        table.add_column(name, justify="right")
    for name in ("Kind", "Languages"):
        table.add_column(name, no_wrap=True)
    table.add_column("Id", style="dim", no_wrap=True)
    for place, theme in enumerate(themes, 1):
        spoken = " ".join(f"{code} {share:.0%}" for code, share in theme.languages[:3])
        table.add_row(
            str(place), escape(theme.label), f"{theme.count:,}", f"{theme.share:.1%}",
            theme.kind.replace("_", " "), spoken, theme.id,
        )  # fmt: skip
    return table
