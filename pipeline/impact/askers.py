"""Who asked for this: the conversations of a theme that is shipped, with a line to send."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path

from domain.counts import SnapshotInfo
from domain.errors import BadInput
from domain.periods import Period
from domain.themes import Theme
from pipeline.settings import Settings, read_period
from reports.csv_ import render_table_csv
from store.files.atomic import replace_file
from store.read.audits import forget_told, load_told, save_told
from store.read.reader import open_reader

COLUMNS = ("conversation_id", "source", "url", "language", "asked_at", "told_at", "line")
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Asker:
    """A conversation whose customer may be told."""

    ask_id: str
    source: str
    conversation_id: str
    url: str | None
    language: str
    asked_at: datetime | None
    told_at: datetime | None
    """When people marked it as told; None before."""
    line: str
    """What may be sent, in the customer's language, or in English where there is no line in it."""


@dataclass(frozen=True, slots=True)
class AskerReport:
    """Who asked for one theme."""

    period: Period
    snapshot: SnapshotInfo
    theme_id: str
    label: str
    status: str | None
    """What people decided of the theme; None for nothing."""
    rows: tuple[Asker, ...]
    """The newest first; without those told before, unless asked for."""
    told_before: int


def read_askers(
    settings: Settings,
    given: str,
    words: str,
    now: datetime,
    everyone: bool = False,
    lines_file: Path | None = None,
) -> AskerReport:
    """The conversations of the theme `given`, by its id or the beginning of it. Raises `NotFound`,
    `BadInput` for a file of lines that cannot be read."""
    period, lines = read_period(settings, words, now), load_lines(lines_file)
    with open_reader(settings.store) as reader:
        theme_id = reader.resolve_theme_id(given)
        theme = reader.read_theme(theme_id)
        found = reader.read_theme_conversations(theme_id, period)
        snapshot = reader.snapshot
    told = load_told(settings.store, theme_id)
    rows = [
        Asker(
            row["ask_id"], row["source"], row["conversation_id"], row["url"], row["language"],
            row["asked_at"], told.get(row["ask_id"]), _draft_line(lines, theme, row["language"]),
        )
        for row in found
    ]  # fmt: skip
    kept = tuple(row for row in rows if everyone or row.told_at is None)
    before = sum(row.told_at is not None for row in rows)
    return AskerReport(period, snapshot, theme_id, theme.label, theme.overrule.status, kept, before)


def mark_told(settings: Settings, report: AskerReport, who: str, now: datetime) -> int:
    """Mark the rows that were not told yet as told at `now`; how many."""
    fresh = [row.ask_id for row in report.rows if row.told_at is None]
    save_told(settings.store, report.theme_id, fresh, who, now)
    return len(fresh)


def take_back_told(settings: Settings, given: str) -> int:
    """Take every mark of a theme back; how many there were. Raises `NotFound`."""
    with open_reader(settings.store) as reader:
        theme_id = reader.resolve_theme_id(given)
    return forget_told(settings.store, theme_id)


def write_askers_csv(report: AskerReport, path: Path) -> None:
    """All rows, in UTF-8 with a mark for spreadsheets; no cell can become a formula."""
    rows = [
        (
            row.conversation_id, row.source, row.url or "", row.language,
            *(at.isoformat() if at else "" for at in (row.asked_at, row.told_at)), row.line,
        )
        for row in report.rows
    ]  # fmt: skip
    replace_file(path, render_table_csv(COLUMNS, rows))


def load_lines(path: Path | None) -> dict[str, str]:
    """Language -> line, from a file of people's or the one that is installed. Raises `BadInput`."""
    if path is None:
        shipped = resources.files("pipeline.impact").joinpath("shipped_lines.toml")
        return dict(tomllib.loads(shipped.read_text(encoding="utf-8")))
    try:
        lines = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f'{path}: {error}. Lines look so: en = "This is done: {{theme}}"') from None
    wrong = sorted(name for name, line in lines.items() if not isinstance(line, str))
    if wrong or not lines:
        place = f"{path}: {wrong[0]}" if wrong else str(path)
        raise BadInput(f'{place} holds no line. Lines look so: en = "This is done: {{theme}}"')
    return lines


def _draft_line(lines: Mapping[str, str], theme: Theme, language: str) -> str:
    """The line in the customer's language, in English, or the first there is."""
    spoken = next((name for name in (language, _FALLBACK) if name in lines), next(iter(lines)))
    names = {name.language: name.label for name in theme.names}
    return lines[spoken].replace("{theme}", names.get(spoken, theme.label))
