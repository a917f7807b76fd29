"""Where answers and messages are written: standard output and standard error.

All that the command line prints goes through here. Control characters are shown as `\\x1b`, in JSON
as `\\u001b`, whether a person looks on or a program: what moves a cursor is only what rich itself
writes.
"""

import json
import logging
import os
import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.errors import MarkupError
from rich.segment import Segment
from rich.text import Text

from domain.text.control_characters import (
    show_control_characters,
    show_in_json,
    show_on_one_line,
)


class PlainConsole(Console):
    """A console on which a text is never more than a text."""

    def __init__(self, **options: Any) -> None:
        # ":bug:" in what a customer wrote stays what they wrote.
        super().__init__(emoji=False, **options)

    def render_str(self, text: str, **options: Any) -> Text:
        """Text of a line or a cell, which its columns are measured by."""
        shown = show_control_characters(text)
        try:
            return super().render_str(shown, **options)
        except MarkupError:  # words that are markup together and were none apart
            return super().render_str(shown, **{**options, "markup": False})

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Everything else, such as bars of progress."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else _show_segment(segment)


def _show_segment(segment: Segment) -> Segment:
    shown = show_control_characters(segment.text)
    return segment if shown == segment.text else Segment(shown, segment.style)


class PlainFormatter(logging.Formatter):
    """Lines of the log, with control characters shown."""

    def format(self, record: logging.LogRecord) -> str:
        """As `logging` has it."""
        return show_control_characters(super().format(record))


def open_missing_streams() -> None:
    """Open standard streams that were closed on nothing: a file of ours must not take their place,
    or be written to as one of them."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, closefd=False))  # noqa: SIM115


open_missing_streams()
out = PlainConsole(width=None if sys.stdout.isatty() else 200, soft_wrap=not sys.stdout.isatty())
err = PlainConsole(stderr=True)


def write_json(value: Any, indent: int | None = None) -> None:
    """Write a value as JSON and end the line."""
    in_unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    document = json.dumps(value, ensure_ascii=not in_unicode, indent=indent)
    sys.stdout.write(show_in_json(document) + "\n")


def write_text(text: str) -> None:
    """Write a text as it is, but for its control characters."""
    sys.stdout.write(show_control_characters(text))


def print_error(message: str) -> None:
    """Say on one line of standard error what went wrong."""
    err.print(Text.assemble(("earshot:", "red"), " ", show_on_one_line(message)), soft_wrap=True)


def print_note(message: str) -> None:
    """Say something on standard error in passing; no word of it is markup."""
    err.print(Text(show_on_one_line(message)), soft_wrap=True)


def print_notes(notes: Iterable[str]) -> None:
    """Say several things on standard error, each on a line of its own."""
    for note in notes:
        print_note(note)
