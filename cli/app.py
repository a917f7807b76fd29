"""The command line: `earshot --help`.

Commands stand in one table; a command's module is imported when the command is called, so that
`--help` answers at once and a command pays only for what it uses.
"""

import logging
import sys
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from cli.console import err
from domain.errors import EarshotError


class Row(NamedTuple):
    """A command in the table."""

    module: str
    """Name of the module in `cli.commands` whose `app` has the command."""
    help: str
    """What `earshot --help` says of it."""


COMMANDS: dict[str, Row] = {
    "ingest": Row("ingest", "Read conversations; reading the same again changes nothing."),
    "pull": Row(
        "ingest",
        "Fetch new and changed conversations from a tool's API.",
    ),
    "parse": Row(
        "ingest",
        "Print what was understood of a file, in the native format; nothing is kept.",
    ),
    "imports": Row("ingest", "What was read, and taking it back."),
    "themes": Row(
        "themes",
        "Put new asks into the known themes; the first time, group everything.",
    ),
    "run": Row("themes", "Ingest, group and rank in one go."),
    "rank": Row(
        "rank",
        "Themes by frequency, or by a measure with intervals. JSON holds all, whatever --top says.",
    ),
    "show": Row("themes", "One theme, with exactly the conversations behind its number."),
    "search": Row("themes", "Find asks by meaning, in any language."),
    "theme": Row(
        "theme",
        "Rename, merge, split, move, and say how things stand; undo any of it.",
    ),
    "trend": Row("signals", "Which themes are rising, falling, steady or new."),
    "alarms": Row(
        "signals", "What runs above its usual level: themes, languages, channels, all traffic."
    ),
    "effect": Row("signals", "Did the fix work? A theme against what it would have been."),
    "repeats": Row(
        "signals", "Conversations whose answer was given many times: what one line could spare."
    ),
    "findability": Row(
        "signals", "Links that support had to send: which, from which pages, how often, how late."
    ),
    "workload": Row(
        "signals", "Who carries the load, how fast, when, and what waits; people are pseudonymous."
    ),
    "audit": Row(
        "audit", "Judge 50 asks of a theme (y, n, or q to go on later): how right is its count?"
    ),
    "report": Row(
        "report", "Write what customers asked in a period as a page, Markdown and tables."
    ),
    "serve": Row("workspace", "Serve the dashboard and the API until Ctrl-C."),
    "discover": Row(
        "discover",
        "Find the themes of any file of texts. Nothing is kept but the files you ask for.",
    ),
    "evaluate": Row(
        "evaluate",
        "Judge the themes of a file against a column that says what each row was meant as.",
    ),
    "redact": Row(
        "privacy",
        "Print a text with personal data masked, line by line; a clean line comes out unchanged.",
    ),
    "forget": Row(
        "privacy",
        "Erase a person's words everywhere, for good.",
    ),
    "models": Row("workspace", "The embedding models, and which are ready here."),
    "doctor": Row(
        "workspace", "What is installed, which model, which snapshot, what is wrong and what to do."
    ),
}
"""Commands as `--help` lists them: first things first."""


class CommandTable(TyperGroup):
    """The group `earshot`: lists the table, loads a command when it is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = {name: TyperCommand(name, help=row.help) for name, row in COMMANDS.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command called, loaded, with the words that are left for it."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, load_command(name) if name else command, rest


app = typer.Typer(
    name="earshot",
    cls=CommandTable,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
)


@app.callback()
def _describe() -> None:
    """Hears what customers keep telling support, and ranks it for product."""


def load_command(name: str) -> Any:
    """The command or group called `name`, its module imported."""
    module = import_module(f"cli.commands.{COMMANDS[name].module}")
    return typer.main.get_group(module.app).commands[name]


def main() -> None:
    """Run a command, and say plainly what went wrong."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        app()
    except EarshotError as error:
        err.print(f"[red]earshot:[/] {_escape(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        err.print("earshot: stopped; what was committed before stays.")
        sys.exit(130)


def _escape(text: str) -> str:
    return text.replace("[", r"\[")
