"""The command line: `earshot --help`.

Commands stand in one table; a command's module is imported when the command is called, so that
`--help` answers at once and a command pays only for what it uses.
"""

import logging
import os
import sys
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.rich_utils import rich_format_error

from cli.console import PlainFormatter, print_error
from cli.failures import (
    STOPPED,
    OutputClosed,
    Unforeseen,
    is_debugging,
    print_traceback,
    translate_error,
)
from domain.text.control_characters import show_control_characters


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
    "show": Row("rank", "One theme, with exactly the conversations behind its number."),
    "search": Row("themes", "Find asks by meaning, in any language."),
    "theme": Row(
        "theme",
        "Rename, merge, split, move, and say how things stand; undo any of it.",
    ),
    "areas": Row(
        "product.areas", "The product's areas and teams: which themes are whose, what fits nowhere."
    ),
    "outcomes": Row(
        "product.impact",
        "How each theme's conversations end: solved, answered, refused, unanswered ...",
    ),
    "differs": Row(
        "product.impact", "Where a theme differs from the rest: language, channel, app version ..."
    ),
    "today": Row("product.impact", "Asks that need an answer now, each with its reasons."),
    "drivers": Row("product.impact", "What each theme does to the rating, in points."),
    "sentiment": Row(
        "product.impact", "How customers feel who ask about each theme, and how many are urgent."
    ),
    "effort": Row("product.impact", "Agents' hours a month that each theme takes, with bounds."),
    "inside": Row("product.impact", "What is inside a theme: sub-themes, each with quotes."),
    "whom": Row(
        "product.customers", "Whom a theme hits: companies, heavy writers, customers who left."
    ),
    "together": Row("product.customers", "Themes that the same customers ask about."),
    "askers": Row("product.customers", "Who asked for this, with a line to send when it is there."),
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
    "check": Row(
        "workspace", "Whether the workspace is whole: every invariant, what is off, what to do."
    ),
}
"""Commands as `--help` lists them: first things first."""


class CommandTable(TyperGroup):
    """The group `earshot`: lists the table, loads a command when it is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = {name: TyperCommand(name, help=row.help) for name, row in COMMANDS.items()}

    def main(self, *words: Any, standalone_mode: bool = True, **attributes: Any) -> Any:
        """Run a command; a word that cannot be understood is told without control characters."""
        run: Any = super().main
        try:
            exit_code = run(*words, standalone_mode=False, **attributes)
        except UsageError as error:
            if not standalone_mode:
                raise
            rich_format_error(_show_plainly(error))
            sys.exit(error.exit_code)
        if standalone_mode:
            sys.exit(exit_code if isinstance(exit_code, int) else 0)
        return exit_code

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was called; typer must not answer for a pipe that closed."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise OutputClosed from None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command called, loaded, with the words that are left for it."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, load_command(name) if name else command, rest


UsageError: Any = typer.BadParameter.__mro__[1]
"""What typer raises for words that it cannot understand."""


def _show_plainly(error: Any) -> Any:
    message = error.format_message()
    shown = show_control_characters(message)
    return error if shown == message else UsageError(shown, error.ctx)


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
    handler = logging.StreamHandler()
    handler.setFormatter(PlainFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    sys.exit(_run_command())


def _run_command() -> int:
    """The exit code of the command that `sys.argv` names."""
    try:
        exit_code = _call_app()
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - nobody is above, and each is told
        return _tell_failure(error)
    if exit_code == STOPPED:  # typer has heard Ctrl-C before us
        return _tell_failure(KeyboardInterrupt())
    return exit_code


def _call_app() -> int:
    if isinstance(sys.stdout, TextIOWrapper):
        # What the terminal's encoding lacks is written as "\\u0434".
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    return 0


def _tell_failure(error: BaseException) -> int:
    told = translate_error(error)
    with suppress(OSError):
        if isinstance(told, Unforeseen) and is_debugging():
            print_traceback(error)
        if not isinstance(told, OutputClosed):
            print_error(str(told))
    _drop_output()
    return told.exit_code


def _drop_output() -> None:
    """Write out what still can be; nothing is left for Python to fail on at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)
