"""Excel workbooks to rows of texts, streamed; a formula gives its last saved value."""

import logging
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from domain.errors import BadInput
from ingest.formats.archive import check_growth
from ingest.formats.limits import LINE, WORKBOOK

Sheet = tuple[str, Iterator[list[str]]]
"""(name, rows of cells from row 1)."""
_COLUMNS = 1_000
"""Most cells of a row that are read."""
_DAMAGED = (
    AssertionError, AttributeError, EOFError, IndexError, InvalidFileException, KeyError,
    NotImplementedError, OSError, OverflowError, RuntimeError, SyntaxError, TypeError, ValueError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""Errors of openpyxl for damaged files; XML with entities is a ValueError (defusedxml)."""
_log = logging.getLogger(__name__)


def open_sheets(file: BinaryIO, name: str) -> list[Sheet]:
    """The visible sheets of a workbook.

    Raises `BadInput` where it is damaged or beyond the limit, also later while rows are read.
    """
    check_growth(file, name, WORKBOOK)
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that hold no text
            book = load_workbook(file, read_only=True, data_only=True)
        found = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for sheet in found:
            sheet.reset_dimensions()
    except _DAMAGED as error:
        _log.debug("workbook cannot be opened: %s", type(error).__name__)
        raise _make_damaged_error(name) from None
    return [(sheet.title, _iter_rows(sheet, name)) for sheet in found]


def _iter_rows(sheet: Any, name: str) -> Iterator[list[str]]:
    try:
        for row in sheet.iter_rows(values_only=True):
            yield [_format_cell(value) for value in row[:_COLUMNS]]
    except _DAMAGED as error:
        _log.debug("sheet cannot be read: %s", type(error).__name__)
        raise _make_damaged_error(name) from None


def _make_damaged_error(name: str) -> BadInput:
    return BadInput(
        f"{name} is a damaged workbook, or one with XML that is not allowed (entities). "
        "Save it again, or as CSV."
    )


def _format_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)[:LINE]
