"""Excel workbooks to rows of texts, streamed; a formula gives its last saved value."""

import logging
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO, NamedTuple

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import WINDOWS_EPOCH
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from domain.errors import BadInput
from ingest.formats.archive import check_growth, compute_most_unpacked
from ingest.formats.limits import LINE, WORKBOOK

_COLUMNS = 1_000
"""Most cells of a row that are read."""
_OUTLINE = re.compile(r"\A(?:\[Content_Types\]\.xml|.*\.rels|xl/workbook[^/]*\.xml)")
_MAX_OUTLINE = 2_000_000
"""Bytes of a part that lists parts, sheets and names."""
_DAMAGED = (
    AssertionError, AttributeError, EOFError, IndexError, InvalidFileException, KeyError,
    NotImplementedError, OSError, OverflowError, RuntimeError, SyntaxError, TypeError, ValueError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""Errors of openpyxl for damaged files; XML with entities is a ValueError (defusedxml)."""
_TEXT, _RUN, _STRING, _ROW, _ROWS, _FORMAT, _STYLES, _STYLE = (
    f"{{{SHEET_MAIN_NS}}}{tag}"
    for tag in ("t", "r", "si", "row", "sheetData", "numFmt", "cellXfs", "xf")
)
_log = logging.getLogger(__name__)


class Sheet(NamedTuple):
    """A sheet of a workbook."""

    name: str
    rows: Iterator[list[str]]
    """Cells from row 1."""
    serial_shift: int = 0
    """Days between 1899-12-30 and the day that its numbers count from: some count from 1904."""


def open_sheets(file: BinaryIO, name: str) -> list[Sheet]:
    """The visible sheets of a workbook.

    Raises `BadInput` where it is damaged or beyond the limit, also later while rows are read.
    """
    check_growth(file, name, WORKBOOK, _OUTLINE, _MAX_OUTLINE)
    most = compute_most_unpacked(file)
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that hold no text
            reader = _BookReader(file, read_only=True, data_only=True, keep_links=False)
            reader.read()
        sheets = {
            sheet._worksheet_path: sheet
            for sheet in reversed(reader.wb.worksheets)
            if sheet.sheet_state == "visible"
        }
    except _DAMAGED as error:
        _log.debug("workbook cannot be opened: %s", type(error).__name__)
        raise _make_damaged_error(name) from None
    budget = _Budget(name, most)
    shift = (reader.wb.epoch - WINDOWS_EPOCH).days
    return [
        Sheet(sheet.title, _iter_rows(sheet, name, budget), shift)
        for sheet in reversed(sheets.values())
    ]


class _BookReader(ExcelReader):  # type: ignore[misc]
    """openpyxl's reader, of what texts need: no fonts, links, comments and properties."""

    def read(self) -> None:
        """Open the workbook: its strings, its sheets and which of their cells are dates."""
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        self._read_formats()
        self.read_worksheets()

    def read_strings(self) -> None:
        """The texts that cells name by number."""
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _, element in iterparse(source):
                if element.tag == _STRING:
                    runs = (run.findtext(_TEXT) for run in element.findall(_RUN))
                    text = "".join([element.findtext(_TEXT) or "", *(run or "" for run in runs)])
                    self.shared_strings.append(text.replace("x005F_", ""))
                    element.clear()

    def _read_formats(self) -> None:
        """The styles that mark a number as a date or a length of time."""
        if ARC_STYLE not in self.valid_files:
            return
        named: dict[int, str] = {}
        used: list[int] = []
        with self.archive.open(ARC_STYLE) as source:
            for _, element in iterparse(source):
                if element.tag == _FORMAT:
                    named[int(element.get("numFmtId"))] = element.get("formatCode")
                elif element.tag == _STYLES:
                    used = [int(style.get("numFmtId") or 0) for style in element.findall(_STYLE)]
                    break
        codes = {number: named.get(number) or builtin_format_code(number) for number in set(used)}
        dates = {number for number, code in codes.items() if is_date_format(code)}
        lengths = {number for number, code in codes.items() if is_timedelta_format(code)}
        self.wb._date_formats = {place for place, number in enumerate(used) if number in dates}
        self.wb._timedelta_formats = {place for place, number in enumerate(used)
                                      if number in lengths}  # fmt: skip


class _Budget:
    """Characters that the cells of a workbook may still have, an empty cell or row counted as one:
    many cells may name one text, and a row may be numbered or stretched as far as one likes."""

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._left = most

    def spend(self, characters: int, place: str) -> None:
        """Take so many of them. Raises `BadInput` where there are none left."""
        self._left -= characters
        if self._left < 0:
            raise BadInput(
                f"{self._name} holds many times as much as its size says, with {place}. "
                "Save it as CSV, or without its empty rows and columns."
            )


def _iter_rows(sheet: Any, name: str, budget: _Budget) -> Iterator[list[str]]:
    number = 0
    try:
        for found, row in _parse_rows(sheet):
            budget.spend(max(0, found - number), f"{sheet.title}:{found}")
            for _ in range(number + 1, found):
                yield []
            if found > number:  # Excel leaves out a row that stands behind later ones, too
                number = found
                yield _lay_out_row(row, budget, f"{sheet.title}:{found}")
    except BadInput:
        raise
    except _DAMAGED as error:
        _log.debug("sheet cannot be read: %s", type(error).__name__)
        raise _make_damaged_error(name) from None


def _parse_rows(sheet: Any) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """(number, cells) of the rows that the sheet holds, and nothing behind them."""
    book = sheet.parent
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for _, element in iterparse(source):
            if element.tag == _ROWS:
                return
            if element.tag == _ROW:
                yield parser.parse_row(element)
                element.clear()
                parser.row_dimensions.clear()


def _lay_out_row(row: list[dict[str, Any]], budget: _Budget, place: str) -> list[str]:
    width = min(row[-1]["column"], _COLUMNS) if row else 0
    texts = [""] * width
    for cell in row:
        if 1 <= cell["column"] <= width:
            texts[cell["column"] - 1] = _format_cell(cell["value"])
    budget.spend(width + sum(map(len, texts)), place)
    return texts


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
