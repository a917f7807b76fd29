"""`earshot redact`: what masking does to any text; `earshot forget`: erasing a person."""

import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from cli.console import err, out, write_json, write_text
from cli.options import Json, Now, Wait, build_settings, parse_now, print_answer
from cli.progress import show_progress
from domain.errors import BadInput
from pipeline.imports.erase import EraseTarget, ErasureResult
from pipeline.imports.erase import erase_conversations as erase_person
from pipeline.imports.redact import redact_lines

app = typer.Typer()
_LINE_END = re.compile(r"\r?\n\Z")


@app.command(epilog="Example: earshot redact letter.txt")
def redact(
    path: Annotated[str, typer.Argument(help="A text file in UTF-8; - is standard input.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON object a line: text and spans.")
    ] = False,
) -> None:
    """Print a text with personal data masked, line by line; a clean line comes out unchanged.

    Nothing is kept. The same value is the same placeholder in the whole text:
    \\[email-1], \\[name-2]. Control characters but tabs and line ends are shown as \\x1b, on a
    terminal and in a file.
    """

    with _open_file(path) as file:
        ends: list[str] = []
        for line in redact_lines(_read_lines(file, ends)):
            if as_json:
                write_json(asdict(line))
            else:
                write_text(line.text)
                sys.stdout.write(ends.pop())
            sys.stdout.flush()


def _open_file(path: str) -> BinaryIO:
    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or 'it is no file'}.") from None


def _read_lines(file: BinaryIO, ends: list[str]) -> Iterator[str]:
    """The lines without their ends; the end of the newest is left in `ends`."""
    for number, raw in enumerate(file, 1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise BadInput(
                f"Line {number} is not UTF-8. Convert the file first, e.g. with iconv."
            ) from None
        text = _LINE_END.sub("", line)
        ends[:] = [line[len(text) :]]
        yield text


@app.command(epilog="Example: earshot forget --customer 4471")
def forget(
    customer: Annotated[
        str | None, typer.Option(help="The id the tool gives the customer, or its hash.")
    ] = None,
    conversation: Annotated[str | None, typer.Option(help="The id of one conversation.")] = None,
    expired: Annotated[
        bool, typer.Option("--expired", help="All that is older than EARSHOT_RETENTION_DAYS.")
    ] = False,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Erase a person's words everywhere, for good; what was counted stays as a stub without text.

    The store is rewritten, older snapshots go, themes and the workspace's reports are made anew. A
    later import or a restored backup does not bring them back. Files outside the workspace, such as
    the export it was read from, are yours to delete.
    """

    settings = build_settings(wait=wait)
    wanted = EraseTarget(customer, conversation, expired)
    with show_progress(err) as teller:
        done = erase_person(settings, wanted, parse_now(now), teller)
    print_answer(
        as_json, lambda: asdict(done), lambda: out.print(_describe_erasure(done), highlight=False)
    )


def _describe_erasure(done: ErasureResult) -> str:
    lines = [_describe_count(done.conversations)]
    if done.conversations and not done.themes_refreshed:
        lines.append("Run `earshot themes` to make the themes anew.")
    if done.reports:
        lines.append(f"Made anew: {', '.join(done.reports)}.")
    if done.reports_removed:
        lines.append(f"Removed: {', '.join(done.reports_removed)}. Write them again if needed.")
    return "\n".join(lines)


def _describe_count(erased: int) -> str:
    if not erased:
        return "Nothing of them is left here: what there was has been erased before."
    conversations = "1 conversation" if erased == 1 else f"{erased} conversations"
    return f"Erased {conversations}. The counts stay, without text."
