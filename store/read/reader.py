"""Readers: one immutable snapshot each, opened read-only and locked down."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from domain.asks import Ask
from domain.counts import HonestTotals, Ranking, SnapshotInfo
from domain.errors import NotFound, NothingYet
from domain.periods import Period
from domain.themes import Area, LineageEvent, Theme
from store.files.connection import connect, rows, sql
from store.files.home import Home
from store.files.snapshots import PARTS, Manifest, read_manifest
from store.migrations.older import bring_up
from store.tables.kinds import show_kinds
from store.tables.labels import area_count, area_from, show_names
from store.tables.rows import Position, ask_from, aware, bounds, naive
from store.tables.theme_rows import lineage_from, theme_count, theme_from
from store.write.theme_tables import unpack

_ATTEMPTS = 20
THEMES_ARE_LISTED = "`earshot rank` and GET /v1/themes list them."
"""What to do about a theme id that nothing has."""


@contextmanager
def open_reader(home: Home) -> Iterator["Reader"]:
    """A reader on the newest snapshot. Raises `NothingYet` before the first import."""
    connection, manifest = _attach_newest(home)
    try:
        yield Reader(connection, manifest, home)
    finally:
        connection.close()


def _attach_newest(home: Home) -> tuple[duckdb.DuckDBPyConnection, Manifest]:
    # Between reading the manifest and opening its files, three newer snapshots may come and the
    # files go: then the next look at the manifest names newer ones.
    for attempt in range(_ATTEMPTS):
        manifest = read_manifest(home.current)
        if manifest is None:
            raise NothingYet(
                "Nothing has been read into this workspace yet. "
                "Start with: earshot ingest conversations.jsonl"
            )
        connection = connect(None)
        try:
            for part in (part for part in PARTS if part in manifest.parts):
                path = home.snapshots / manifest.parts[part]
                connection.execute(f"ATTACH '{path}' AS {part} (READ_ONLY)")
            bring_up(connection, str(home.snapshots / manifest.parts["themes"]))
        except duckdb.IOException:
            connection.close()
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.05)
        else:
            show_names(connection)
            show_kinds(connection)
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            return connection, manifest
    raise AssertionError("the loop above returns or raises")


class Reader:
    """What can be asked of a snapshot."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        manifest: Manifest,
        home: Home | None = None,
    ) -> None:
        self._connection = connection
        self._home = home
        self.manifest = manifest

    def path_of(self, part: str) -> Path:
        """The file that a part of this snapshot lies in."""
        if self._home is None:
            raise NothingYet("This is no published snapshot: it was put together from history.")
        return self._home.snapshots / self.manifest.parts[part]

    @cached_property
    def snapshot(self) -> SnapshotInfo:
        """Which copy this is, and how far its data go."""
        newest = self._rows("SELECT max(asked_at) AS newest FROM voice.asks")[0]["newest"]
        return SnapshotInfo(self.manifest.number, self.manifest.published_at, aware(newest))

    @property
    def oldest_ask(self) -> datetime | None:
        """Time of the oldest ask, UTC and aware; None when no ask has a time."""
        return aware(self._rows("SELECT min(asked_at) AS oldest FROM voice.asks")[0]["oldest"])

    def ranking(self, period: Period) -> Ranking:
        """Themes of the period by frequency, and where all other asks went."""
        totals = self.totals(period)
        found = self.read("ranking/theme_counts", **bounds(period), before=_start_before(period))
        themes = tuple(theme_count(row, totals.conversations, period) for row in found)
        areas = tuple(
            area_count(row, totals.conversations)
            for row in self.read("ranking/area_counts", **bounds(period))
        )
        return Ranking(period, self.snapshot, totals, themes, areas)

    def totals(self, period: Period) -> HonestTotals:
        """themed + unthemed + excluded = asks."""
        return HonestTotals(**self.read("ranking/totals", **bounds(period))[0])

    def theme_id(self, given: str) -> str:
        """The theme that `given` (an id, or an unambiguous beginning of one) names; where it was
        merged away, the theme its asks count in now. Live themes come first: a beginning that
        fits only one of them names it. Raises `NotFound`."""
        found = self._rows(
            "SELECT id, retired_run IS NULL AS lives FROM themes.every_theme "
            "WHERE starts_with(id, $given) ORDER BY id",
            given=given,
        )
        exact = [row["id"] for row in found if row["id"] == given]
        alive = [row["id"] for row in found if row["lives"]]
        fitting = exact or alive or [row["id"] for row in found]
        if len(fitting) != 1:
            raise NotFound("theme", given, THEMES_ARE_LISTED)
        return self.final_id(str(fitting[0]))

    def final_id(self, theme_id: str) -> str:
        """Where the asks of a theme count now: itself while it lives; else where people, or else
        the grouping, merged it; itself again where neither did."""
        at, seen = theme_id, {theme_id}
        while following := self._next_id(at):
            if following in seen:
                break
            seen.add(following)
            at = following
        return at

    def _next_id(self, theme_id: str) -> str | None:
        found = self.read("themes/next_theme", theme=theme_id)
        return str(found[0]["id"]) if found and found[0]["id"] else None

    def theme(self, theme_id: str) -> Theme:
        """The theme with exactly this id, also one that no ask is in any more. Raises
        `NotFound`."""
        found = self._rows(
            "SELECT * FROM themes.every_theme LEFT JOIN theme_names ON theme_id = id "
            "WHERE id = $id",
            id=theme_id,
        )
        if not found:
            raise NotFound("theme", theme_id, THEMES_ARE_LISTED)
        return theme_from(found[0])

    def theme_conversations(
        self,
        theme_id: str | None,
        period: Period,
        limit: int | None = None,
        offset: int = 0,
        after: Position | None = None,
    ) -> list[dict[str, Any]]:
        """The conversations behind a theme's count, newest first, each with its first ask there;
        `total` in each row is how many there are in all. Without a theme those of every theme,
        theme by theme; with a position those that come after it."""
        found = self.read(
            "conversations/theme_conversations",
            theme=theme_id,
            limit=2**62 if limit is None else limit,
            offset=offset,
            is_first=after is None,
            after_at=naive(after.asked_at) if after else None,
            after_source=after.source if after else "",
            after_conversation=after.conversation_id if after else "",
            after_ask=after.ask_id if after else "",
            **bounds(period),
        )
        return [{**row, "asked_at": aware(row["asked_at"])} for row in found]

    def asks(self) -> list[Ask]:
        """Every ask that is not excluded, in an order that no import order changes."""
        found = self._rows(
            "SELECT id, source, conversation_key, conversation_id, part, asked_at, text, heard, "
            "language, excluded FROM voice.asks "
            "WHERE excluded IS NULL AND heard <> '' ORDER BY heard, asked_at, id"
        )
        return [ask_from(row) for row in found]

    def asks_by_id(self, ids: Sequence[str]) -> dict[str, Ask]:
        """These asks by id; unknown ids are left out."""
        found = self._rows(
            "SELECT id, source, conversation_key, conversation_id, part, asked_at, text, heard, "
            "language, excluded FROM voice.asks WHERE id IN (SELECT unnest($ids))",
            ids=list(ids),
        )
        return {row["id"]: ask_from(row) for row in found}

    def members(self) -> dict[str, frozenset[str]]:
        """Theme id -> ids of its asks."""
        found = self._rows(
            "SELECT theme_id, list(ask_id) AS asks FROM themes.assignments GROUP BY theme_id"
        )
        return {row["theme_id"]: frozenset(row["asks"]) for row in found}

    def theme_of(self, ask_ids: Sequence[str]) -> dict[str, str]:
        """Ask id -> theme id, for those that have one."""
        found = self._rows(
            "SELECT ask_id, theme_id FROM themes.assignments WHERE ask_id IN (SELECT unnest($ids))",
            ids=list(ask_ids),
        )
        return {row["ask_id"]: row["theme_id"] for row in found}

    def themes(self) -> list[Theme]:
        """Live themes with centroids, by id."""
        found = self._rows(
            "SELECT * FROM themes.themes LEFT JOIN theme_names ON theme_id = id ORDER BY id"
        )
        return [theme_from(row) for row in found]

    def count_themes(self) -> int:
        """How many live themes there are, whatever the period."""
        return int(self._rows("SELECT count(*) AS themes FROM themes.themes")[0]["themes"])

    def areas(self) -> list[Area]:
        """The areas of the newest grouping, by id, before people put themes elsewhere."""
        return [area_from(row) for row in self._rows("SELECT * FROM grouped_areas ORDER BY id")]

    def labels(self) -> dict[str, str]:
        """What every theme ever is called, by id."""
        return {
            row["id"]: row["label"] for row in self._rows("FROM themes.every_theme ORDER BY id")
        }

    def used_theme_ids(self) -> frozenset[str]:
        """Every id ever given, so that none is given twice."""
        found = self._rows("SELECT id FROM themes.every_theme")
        return frozenset(row["id"] for row in found)

    def newest_run(self) -> dict[str, Any] | None:
        """Model, fingerprint, settings and space of the newest grouping; None before any."""
        found = self._rows(
            "SELECT * FROM themes.runs WHERE space IS NOT NULL ORDER BY no DESC LIMIT 1"
        )
        if not found:
            return None
        run = found[0]
        return {
            **run,
            "space": unpack(run["space"]),
            "run_at": aware(run["run_at"]),
            "detail": json.loads(run["settings"]).get("detail"),
        }

    def lineage(self) -> list[LineageEvent]:
        """The history of all themes, the oldest first."""
        found = self._rows(
            "SELECT * FROM themes.lineage ORDER BY run, noted_at, theme_id, other_id"
        )
        return [lineage_from(row) for row in found]

    def imports(self) -> list[dict[str, Any]]:
        """What was read, oldest first."""
        found = self._rows("SELECT * EXCLUDE (no) FROM voice.imports ORDER BY no")
        return [
            {
                **row,
                "imported_at": aware(row["imported_at"]),
                "removed_at": aware(row["removed_at"]),
            }
            for row in found
        ]

    def rejected(self, import_id: str) -> list[dict[str, Any]]:
        """Rows of an import that could not be read, with place and reason. Raises `NotFound`."""
        if import_id not in {told["id"] for told in self.imports()}:
            raise NotFound("import", import_id, "`earshot imports` lists them.")
        return self._rows(
            "SELECT place, reason FROM voice.rejected JOIN voice.imports ON no = import_no "
            "WHERE id = $id ORDER BY seq",
            id=import_id,
        )

    def read(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of a named .sql file, for the other readers of this room; times are naive."""
        return self._rows(sql(name), **parameters)

    def _rows(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        return rows(self._connection, query, parameters)


def _start_before(period: Period) -> datetime | None:
    """Where the span begins that a period is compared with."""
    earlier = period.before()
    return bounds(earlier)["start"] if earlier else None
