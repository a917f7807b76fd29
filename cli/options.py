"""Options that commands share, and how they read the clock, the settings, and answer."""

import getpass
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import typer

from cli.console import write_json
from clustering.grouping.parameters import Granularity
from domain.asks import Kind
from domain.errors import BadRequest
from domain.themes import READER_LANGUAGES
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
        help="all, 2026-02, 2026-W07, 2026-Q1, 2026, last-month, last-week, last-30d or "
        "2026-02-01..2026-02-15 (the last day is not counted).",
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
KindWord = Annotated[
    Kind | None, typer.Option("--kind", help="Only themes most of whose asks are of this kind.")
]
Wait = Annotated[
    float | None, typer.Option("--wait", help="Seconds to wait for another writer (default 60).")
]
Agents = Annotated[
    list[str] | None,
    typer.Option(
        "--agent",
        help="Somebody of the support team: an id, a name, an address or a domain; may be "
        "repeated. For mail, chats and tables, which do not say who is who.",
    ),
]
TimeZone = Annotated[
    str | None,
    typer.Option(
        "--timezone",
        metavar="ZONE",
        help="The zone of times that name none, such as Europe/Kyiv; by default EARSHOT_TIMEZONE.",
    ),
]
ColumnWords = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="A column of a table, such as text=Review, author=Who or at=Opened, where the guess "
        "is wrong; may be repeated.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option("--model", help="multilingual, fast, english, a folder, or a hub name."),
]
Answers = Annotated[
    Literal["auto", "off"] | None,
    typer.Option(
        "--answers",
        help="Whether agents' answers help to group everything anew: as far as they agree with "
        "what is asked (auto), or not at all (off).",
    ),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        help="Language of labels and keywords: ru, uk or en (default: each theme's main one).",
    ),
]
TeamName = Annotated[
    str | None,
    typer.Option(
        "--team", help="Only themes of this team's areas (`earshot areas`).", metavar="NAME"
    ),
]
Who = Annotated[
    str | None,
    typer.Option("--who", help="Who decides (default: your login name).", metavar="NAME"),
]
Top = Annotated[int, typer.Option("--top", help="How many to show; 0 shows all.", min=0)]


def build_settings(
    model: str | None = None,
    wait: float | None = None,
    detail: Granularity | None = None,
    answers: str | None = None,
) -> Settings:
    """The workspace's settings, options first."""
    chosen = {"model": model, "wait": wait, "detail": detail, "answers": answers}
    return load_settings().model_copy(
        update={name: value for name, value in chosen.items() if value is not None}
    )


def parse_now(words: str | None) -> datetime:
    """The clock comes in here, and nowhere deeper."""
    if words is None:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        raise BadRequest(f"--now '{words}' is not a time such as 2026-03-01T00:00:00Z.") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def check_language(given: str | None) -> str | None:
    """The language asked for, None where none is. Raises `BadRequest`."""
    if given is not None and given not in READER_LANGUAGES:
        raise BadRequest(f"Labels cannot be told in '{given}'. Use {', '.join(READER_LANGUAGES)}.")
    return given


def print_answer(as_json: bool, build: Callable[[], Any], write: Callable[[], None]) -> None:
    """Print JSON for programs, or write for people."""
    if as_json:
        write_json(build(), indent=2)
    else:
        write()


def get_person(given: str | None) -> str:
    """Who decides: the name given, else the login name. Raises `BadRequest` where there is none."""
    if given is not None:
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise BadRequest(
            "Nobody knows your login name here; say who decides: --who NAME."
        ) from None
