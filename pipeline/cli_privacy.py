"""`earshot redact`: what masking does to any text."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from domain.errors import BadInput


def redact(
    path: Annotated[str, typer.Argument(help="A text file in UTF-8; - is standard input.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON object a line: text and spans.")
    ] = False,
) -> None:
    """Print a text with personal data masked, line by line; a clean line comes out unchanged.

    Nothing is kept. The same value is the same placeholder in the whole text: [email-1], [name-2].
    """
    from pipeline.redact_text import redact_lines

    with _opened(path) as file:
        ends: list[str] = []
        for line in redact_lines(_lines(file, ends)):
            sys.stdout.write(
                json.dumps(asdict(line), ensure_ascii=False) + "\n" if as_json
                else line.text + ends.pop()
            )  # fmt: skip
            sys.stdout.flush()


def _opened(path: str) -> BinaryIO:
    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or 'it is no file'}.") from None


def _lines(file: BinaryIO, ends: list[str]) -> Iterator[str]:
    """The lines without their ends; the end of the newest is left in `ends`."""
    for number, raw in enumerate(file, 1):
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise BadInput(
                f"Line {number} is not UTF-8. Convert the file first, e.g. with iconv."
            ) from None
        text = line.rstrip("\r\n")
        ends[:] = [line[len(text) :]]
        yield text
