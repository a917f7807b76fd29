"""Options that commands share, and how they read the clock, the settings, and answer."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from domain.errors import BadRequest
from pipeline.settings import Settings, load_settings

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
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help="As it was reported then: a day (2026-03-01: at its end), a time, or the number of a "
        "snapshot, however long ago.",
        metavar="DAY|SNAPSHOT",
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


def settings_with(model: str | None = None, wait: float | None = None) -> Settings:
    """The workspace's settings, options first."""
    chosen = {"model": model, "wait": wait}
    return load_settings().model_copy(
        update={name: value for name, value in chosen.items() if value is not None}
    )


def now_from(words: str | None) -> datetime:
    """The clock comes in here, and nowhere deeper."""
    if words is None:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        raise BadRequest(f"--now '{words}' is not a time such as 2026-03-01T00:00:00Z.") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def answer(as_json: bool, told: Callable[[], Any], write: Callable[[], None]) -> None:
    """Print JSON for programs, or write for people."""
    if as_json:
        sys.stdout.write(json.dumps(told(), ensure_ascii=False, indent=2) + "\n")
    else:
        write()
