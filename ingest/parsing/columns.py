"""Column detection: which column of a table holds which field, by name first, then by contents."""

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from importlib import resources

from ingest.parsing.authors import is_author_word
from ingest.parsing.times import parse_time


def _load_column_names() -> dict[str, tuple[str, ...]]:
    text = resources.files("ingest.parsing").joinpath("columns.toml").read_text(encoding="utf-8")
    return {
        field: tuple(" ".join(name.split()) for name in names.split(";"))
        for field, names in tomllib.loads(text).items()
    }


_COLUMN_NAMES = _load_column_names()
_COLUMN_NAME_SETS = {field: frozenset(names) for field, names in _COLUMN_NAMES.items()}
_FIELDS_BY_ENDING = ("at", "subject", "text", "rating", "status")
"""Fields that also match a longer column name, where no column has a known name exactly."""
_MAX_IGNORED_LENGTH = 3
_LONG_COLUMN_NAMES = {
    field: frozenset(name for name in names if len(name) > _MAX_IGNORED_LENGTH)
    for field, names in _COLUMN_NAMES.items()
}
_MOST_WORDS = max(name.count(" ") + 1 for names in _COLUMN_NAMES.values() for name in names)
_LINK = re.compile(r"\b\w++://\S+|www\.\S+")
_ADDRESS = re.compile(r"\S{1,200}@\S{1,200}\.\w{1,60}")
_MIN_SHARE = 0.8
"""Least share of cells of a kind (times, author words) for a column to be taken for it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a flat table by field. None: to be guessed (given) or no such column (guessed)."""

    text: str | None = None
    html: str | None = None
    id: str | None = None
    """Id of the conversation; of the message where `conversation` is set too."""
    conversation: str | None = None
    """Id that rows of one conversation share; a row is then one message."""
    at: str | None = None
    author: str | None = None
    subject: str | None = None
    customer: str | None = None
    customer_name: str | None = None
    agent: str | None = None
    channel: str | None = None
    status: str | None = None
    url: str | None = None
    page: str | None = None
    tags: str | None = None
    rating: str | None = None
    spam: str | None = None
    closed_at: str | None = None
    public: str | None = None
    plan: str | None = None
    country: str | None = None

    def to_dict(self) -> dict[str, str]:
        """The fields that have a column, in the order they are declared."""
        pairs = ((declared.name, getattr(self, declared.name)) for declared in fields(self))
        return {field: column for field, column in pairs if column is not None}

    def describe(self) -> str:
        """One line for people: the column of each field."""
        found = self.to_dict()
        shown = [f'{field} = "{column}"' for field, column in found.items()]
        if "id" not in found and "conversation" not in found:
            shown.append("id: none")
        return ", ".join(shown)

    def to_native(self, row: Mapping[str, object]) -> dict[str, object]:
        """A row as a native object; with `conversation` or `author`, one that holds one message."""
        native = {field: row.get(column) for field, column in self.to_dict().items()}
        customer = {"id": native.pop("customer", None), "name": native.pop("customer_name", None)}
        customer |= {name: native.pop(name, None) for name in ("plan", "country")}
        native["customer"] = {
            name: value for name, value in customer.items() if value not in (None, "")
        }
        agent = native.pop("agent", None)
        if "conversation" not in native and "author" not in native:
            native["created_at"] = native.pop("at", None)
            return native
        names = ("at", "author", "text", "html", "public")
        message = {name: native.pop(name) for name in names if name in native}
        message["agent"] = {"name": agent} if agent and message.get("author") else None
        if "conversation" in native:
            message["id"] = native.pop("id", None)
            native["id"] = native.pop("conversation")
        return {**native, "messages": [message]}


def guess_columns(
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    given: Columns | None = None,
    timezone: str = "UTC",
) -> Columns:
    """The columns of a table, from the names in its header and a sample of its rows.

    Columns a person has `given` stay, except that a subject becomes the text where no column is
    one. Names count before contents. By contents, `text` is the column with the most words, `at`
    the first of times, `author` the first of author words.
    """
    chosen = (given or Columns()).to_dict()
    _match_by_name(header, chosen)
    customer_named = given is not None and given.customer is not None
    cells = _group_by_column(header, sample)
    _match_by_contents(cells, chosen, timezone)
    if not customer_named:
        _choose_customer_column(cells, chosen)
    if given is None or given.conversation is None:
        _choose_conversation_column(cells, chosen)
    return replace(Columns(), **chosen)


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row holds the names of the columns, not data."""
    first = [cell.strip() for cell in rows[0]]
    known = frozenset[str]().union(*_COLUMN_NAME_SETS.values())
    if any(_normalise_name(cell) in known for cell in first):
        return True
    if len(first) < 2 or not all(first) or len(set(first)) < len(first):
        return False
    return all(
        len(cell) <= 40 and not _is_time(cell, "UTC") and not _is_number(cell) for cell in first
    )


def make_names_unique(header: Sequence[str]) -> tuple[str, ...]:
    """Column names made unique: "Text", "Text (2)"; "column 3" for an empty one."""
    names: dict[str, None] = {}
    counts: dict[str, int] = {}
    for place, cell in enumerate(header, 1):
        name = base = cell.strip() or f"column {place}"
        while name in names:
            counts[base] = counts.get(base, 1) + 1
            name = f"{base} ({counts[base]})"
        names[name] = None
    return tuple(names)


def _group_by_column(
    header: Sequence[str], sample: Sequence[Sequence[str]]
) -> dict[str, list[str]]:
    cells: dict[str, list[str]] = {name: [] for name in header}
    for row in sample:
        for name, cell in zip(header, row, strict=False):
            if cell.strip():
                cells[name].append(cell)
    return cells


def _match_by_name(header: Sequence[str], chosen: dict[str, str]) -> None:
    taken = set(chosen.values())
    plain = {name: _normalise_name(name) for name in header}
    for field, words in _COLUMN_NAME_SETS.items():
        if field in chosen:
            continue
        ranked = _COLUMN_NAMES[field]
        matching = [name for name in header if plain[name] in words and name not in taken]
        if matching:
            chosen[field] = min(matching, key=lambda name: ranked.index(plain[name]))
            taken.add(chosen[field])
    for field in _FIELDS_BY_ENDING:
        longer = (
            name for name in header if name not in taken and _has_known_ending(plain[name], field)
        )
        if field not in chosen and (found := next(longer, None)) is not None:
            chosen[field] = found
            taken.add(found)


def _has_known_ending(name: str, field: str) -> bool:
    """Whether a longer name ends with a known one, brackets aside ("Review Text", "Created at
    (UTC)"), or for times begins with one ("Дата создания обращения")."""
    known = _LONG_COLUMN_NAMES[field]
    words = re.split(r"[(\[]", name, maxsplit=1)[0].rstrip().split(" ")
    lengths = range(1, min(len(words), _MOST_WORDS) + 1)
    ends = any(" ".join(words[-length:]) in known for length in lengths)
    return ends or (field == "at" and any(" ".join(words[:length]) in known for length in lengths))


def _match_by_contents(cells: dict[str, list[str]], chosen: dict[str, str], timezone: str) -> None:
    free = _list_free_columns(cells, chosen)
    if "text" not in chosen and "html" not in chosen:
        wordy = max(free, key=lambda name: _compute_wordiness(cells[name]), default=None)
        if wordy is not None and _compute_wordiness(cells[wordy]) >= 1.5:
            chosen["text"] = wordy
        elif "subject" in chosen:
            chosen["text"] = chosen.pop("subject")
        elif wordy is not None and len(cells) == 1:
            chosen["text"] = wordy
    free = _list_free_columns(free, chosen)
    if "at" not in chosen:
        times = [
            name for name in free if _is_mostly(cells[name], lambda cell: _is_time(cell, timezone))
        ]
        chosen.update({"at": times[0]} if times else {})
    if "author" in chosen and not _is_mostly(cells[chosen["author"]], is_author_word, 0.2):
        chosen.setdefault("customer_name", chosen.pop("author"))
    elif "author" not in chosen:
        authors = [name for name in free if _is_mostly(cells[name], is_author_word)]
        chosen.update({"author": authors[0]} if authors else {})


def _list_free_columns(names: Iterable[str], chosen: Mapping[str, str]) -> list[str]:
    taken = set(chosen.values())
    return [name for name in names if name not in taken]


def _choose_customer_column(cells: dict[str, list[str]], chosen: dict[str, str]) -> None:
    """Take e-mail addresses, not names, as the customer's id where columns hold both.

    Several people may have the same name.
    """
    named = chosen.get("customer")
    if named is None or not _is_mostly(cells[named], _is_full_name):
        return
    addresses = [
        name
        for name in _list_free_columns(cells, chosen)
        if _normalise_name(name) in _COLUMN_NAME_SETS["customer"]
        and _is_mostly(cells[name], _ADDRESS.fullmatch)
    ]
    if addresses:
        chosen["customer"] = addresses[0]
        chosen.setdefault("customer_name", named)


def _is_full_name(cell: str) -> bool:
    return " " in cell.strip() and not any(sign.isdigit() or sign == "@" for sign in cell)


def _choose_conversation_column(cells: dict[str, list[str]], chosen: dict[str, str]) -> None:
    """Take an `id` with repeated values as the conversation's id, where no column is one."""
    if "conversation" in chosen or "id" not in chosen:
        return
    seen = cells.get(chosen["id"], [])
    if len(set(seen)) < len(seen):
        chosen["conversation"] = chosen.pop("id")


def _normalise_name(name: str) -> str:
    words = re.sub(r"([a-zа-я])([A-ZА-Я])", r"\1 \2", name.strip().lstrip("\ufeff"))
    words = re.sub(r"(?<=\w)\s*[#№]$", " number", words)
    return re.sub(r"[\s_.\-/:]+", " ", words.replace("’", "'")).strip().casefold()


def _compute_wordiness(cells: Sequence[str]) -> float:
    """Mean number of words a cell, times the share of distinct cells.

    Links do not count. Categories repeat, texts do not.
    """
    if not cells:
        return 0.0
    bare = [_LINK.sub("", cell) for cell in cells]
    words = sum(len(re.findall(r"[^\W\d_]{2,}", cell)) for cell in bare) / len(cells)
    return words * len(set(cells)) / len(cells)


def _is_mostly(cells: Sequence[str], test: object, least: float = _MIN_SHARE) -> bool:
    if not cells or not callable(test):
        return False
    misses_left = len(cells) - math.ceil(least * len(cells))
    for cell in cells:
        misses_left -= not test(cell)
        if misses_left < 0:
            return False
    return True


def _is_time(cell: str, timezone: str) -> bool:
    try:
        return bool(parse_time(cell, timezone)) and not cell.strip().isdigit()
    except ValueError:
        return False


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[-+]?[\d\s.,]+%?", cell))
