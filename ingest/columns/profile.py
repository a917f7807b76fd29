"""Profile of a column: what stands in its cells, measured on a bounded sample."""

import json
import math
import re
from collections.abc import Callable, Sequence
from functools import cached_property

from ingest.columns.names import STATE_BEGINNINGS
from ingest.parsing.authors import is_author_word
from ingest.parsing.cells import looks_like_objects
from ingest.parsing.date_order import classify_order
from ingest.parsing.fields import parse_rating
from ingest.parsing.times import parse_serial_day, parse_time

_LINK = re.compile(r"\b\w++://\S+|www\.\S+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"\S{1,200}@\S{1,200}\.\w{1,60}")
_NUMBER = re.compile(r"[-+]?[\d\s.,]+%?")
_CODE = re.compile(r"\s{0,9}(?:\d{1,3}|[^\W\d_])\s{0,9}")
_UNIX = re.compile(r"\d{9,19}(?:\.\d{1,9})?")
_MEASURED = 200
"""Cells that are measured, evenly from the sample."""
_PARSED = 40
"""Cells that are read as times."""
_MOST_CHARACTERS = 2_000
"""Characters of a cell that are looked at."""
_FLAGS = frozenset(
    ("true", "false", "yes", "no", "1", "0", "t", "f", "y", "n", "да", "нет", "так", "ні", "ja",
     "nein")
)  # fmt: skip
_MIN_SHARE = 0.8
"""Least share of cells of a kind for a column to be of that kind."""


class Profile:
    """What stands in a column. Shares are of the cells that are not empty."""

    def __init__(
        self,
        name: str,
        cells: Sequence[str],
        rows: int,
        timezone: str = "UTC",
        *,
        serial_days: bool = False,
    ) -> None:
        self.name = name
        self.cells = cells
        """All cells of the sample that are not empty."""
        self._rows = rows
        self._timezone = timezone
        self._serial_days = serial_days
        step = max(1, len(cells) // _MEASURED)
        self._measured = [cell[:_MOST_CHARACTERS] for cell in cells[::step][:_MEASURED]]

    @property
    def filled(self) -> float:
        """Share of rows with a cell that is not empty."""
        return len(self.cells) / self._rows if self._rows else 0.0

    @cached_property
    def distinct(self) -> float:
        """Share of different cells. Categories repeat, texts do not."""
        return len(set(self.cells)) / len(self.cells) if self.cells else 0.0

    @cached_property
    def words(self) -> float:
        """Mean number of words in a cell; links do not count."""
        counts = [len(_WORD.findall(_LINK.sub("", cell))) for cell in self._measured]
        return sum(counts) / len(counts) if counts else 0.0

    @cached_property
    def longest(self) -> int:
        """Words of the cell with the most words."""
        return max((len(_WORD.findall(cell)) for cell in self._measured), default=0)

    @property
    def wordiness(self) -> float:
        """Mean number of words a cell, times the share of different cells."""
        return self.words * self.distinct

    @cached_property
    def times(self) -> float:
        """Share of cells that are a time, also one whose day may be the month."""
        step = max(1, len(self._measured) // _PARSED)
        cells = self._measured[::step][:_PARSED]
        return sum(map(self._is_time, cells)) / len(cells) if cells else 0.0

    @cached_property
    def may_be_times(self) -> bool:
        """Whether cells are times where the column's name says so: also unix times, and days of a
        workbook."""
        if self.times >= 0.5 or self.is_mostly(lambda cell: _UNIX.fullmatch(cell.strip()), 0.5):
            return True
        return self._serial_days and self.is_mostly(
            lambda cell: parse_serial_day(cell) is not None, 0.5
        )

    @cached_property
    def is_log(self) -> bool:
        """Whether cells are lines of a log, "date;person;comment", as Jira exports comments."""
        return self.is_mostly(self._is_log_line)

    @cached_property
    def is_objects(self) -> bool:
        """Whether cells are JSON."""
        return self.is_mostly(
            lambda cell: looks_like_objects(cell) or cell.lstrip()[:2] in ('["', "{}")
        )

    @cached_property
    def is_flags(self) -> bool:
        """Whether cells say true or false."""
        return self.is_mostly(lambda cell: cell.strip().casefold() in _FLAGS, 1.0)

    @cached_property
    def is_numbers(self) -> bool:
        """Whether cells are numbers."""
        return self.is_mostly(_NUMBER.fullmatch)

    @cached_property
    def is_text(self) -> bool:
        """Whether cells may be words of a person: no times, numbers, addresses, links or logs."""
        return bool(self.cells) and not (
            self.is_log
            or self.is_objects
            or self.is_numbers
            or self.is_mostly(_ADDRESS.fullmatch)
            or self.is_mostly(lambda cell: not _LINK.sub("", cell).strip())
            or self.times >= _MIN_SHARE
        )

    @cached_property
    def is_states(self) -> bool:
        """Whether some cell is a word of a state, such as "open" or "в работе"."""
        return any(cell.strip().casefold().startswith(STATE_BEGINNINGS) for cell in self._measured)

    @cached_property
    def is_codes(self) -> bool:
        """Whether cells are short numbers or single letters, as tools keep states: "2", "C"."""
        return self.is_mostly(_CODE.fullmatch, 1.0)

    @cached_property
    def is_ratings(self) -> bool:
        """Whether cells say how many points or stars somebody gave."""
        return self.is_mostly(lambda cell: parse_rating(cell) is not None, 0.5)

    @cached_property
    def is_addresses(self) -> bool:
        """Whether cells are e-mail addresses, perhaps beside a name."""
        return self.is_mostly(lambda cell: "@" in cell and len(cell) < 320)

    @property
    def is_plain_addresses(self) -> bool:
        """Whether cells are e-mail addresses and nothing else."""
        return self.is_mostly(_ADDRESS.fullmatch)

    @property
    def is_full_names(self) -> bool:
        """Whether cells are names of several words."""
        return self.is_mostly(_is_full_name)

    @cached_property
    def is_tokens(self) -> bool:
        """Whether cells are one word each, as ids are, and no addresses or links."""
        return self.is_mostly(
            lambda cell: (
                len(cell.split()) == 1 and len(cell) <= 64 and "@" not in cell and "//" not in cell
            )
        )

    @cached_property
    def is_running(self) -> bool:
        """Whether cells are a running number: steps of one, from 1 or to 1."""
        if not self.cells or not all(re.fullmatch(r"\d{1,9}", cell.strip()) for cell in self.cells):
            return False
        numbers = [int(cell) for cell in self.cells]
        count = len(numbers)
        return numbers == list(range(1, count + 1)) or numbers == list(range(count, 0, -1))

    def compute_share(self, test: Callable[[str], object]) -> float:
        """Share of cells for which a test holds."""
        return sum(bool(test(cell)) for cell in self._measured) / max(1, len(self._measured))

    def is_mostly(self, test: Callable[[str], object], least: float = _MIN_SHARE) -> bool:
        """Whether a test holds for most cells; False for a column without any."""
        cells = self._measured
        misses_left = len(cells) - math.ceil(least * len(cells))
        for cell in cells:
            misses_left -= not test(cell)
            if misses_left < 0:
                return False
        return bool(cells)

    @cached_property
    def author_words(self) -> float:
        """Share of cells that are a known word for an author."""
        return self.compute_share(is_author_word)

    def _is_time(self, cell: str) -> bool:
        plain = cell.strip()
        if len(plain) > 60 or not any(map(str.isdigit, plain)):
            return False
        if classify_order(plain) is not None:
            return True
        try:
            return bool(parse_time(plain, self._timezone)) and not plain.isdigit()
        except ValueError:
            return False

    def _is_log_line(self, cell: str) -> bool:
        parts = cell.split(";", 2)
        return len(parts) == 3 and self._is_time(parts[0])


def _is_full_name(cell: str) -> bool:
    return " " in cell.strip() and not any(sign.isdigit() or sign == "@" for sign in cell)


def list_leaves(cell: object) -> list[str]:
    """The texts of a cell: itself, or those of an object in it, without whom it was sent to."""
    if isinstance(cell, str) and cell.lstrip()[:1] in ("{", "["):
        try:
            cell = json.loads(cell)
        except (ValueError, RecursionError):
            return [str(cell)]
    if isinstance(cell, dict):
        inside = [value for key, value in cell.items() if key not in ("to", "cc", "bcc")]
        return [leaf for value in inside for leaf in list_leaves(value)]
    if isinstance(cell, list):
        return [leaf for value in cell for leaf in list_leaves(value)]
    return [] if cell is None else [str(cell)]
