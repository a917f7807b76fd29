"""Readers: what can be asked of one immutable snapshot."""

import json
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

import duckdb

from domain.asks import Ask
from domain.counts import AreaCount, Ranking, SnapshotInfo, ThemeCount, Totals
from domain.errors import NotFound, NothingYet
from domain.periods import Period
from domain.themes import Area, LineageEvent, Theme
from store.files.connection import fetch_rows, load_statement
from store.files.faults import explain_faults
from store.files.home import Home
from store.files.shared import share
from store.files.snapshots import Manifest
from store.read.answers import Answers
from store.read.attach import describe_damaged_snapshot, open_newest
from store.tables.arrays import unpack_arrays
from store.tables.labels import count_area, parse_area_row
from store.tables.rows import PageCursor, parse_ask_row, to_aware_utc, to_naive_utc, to_query_bounds
from store.tables.theme_rows import (
    add_theme_counts,
    parse_lineage_row,
    parse_theme_facts,
    parse_theme_row,
    sum_totals,
)

T = TypeVar("T")
HOW_TO_LIST_THEMES = "`earshot rank` and GET /v1/themes list them."
"""The advice that goes with an unknown theme id."""


@contextmanager
def open_reader(home: Home) -> Iterator["Reader"]:
    """A reader on the newest snapshot, whose files all readers of this process share. Raises
    `NothingYet` before the first import, `DamagedStore` where it cannot be read, `ErasurePending`
    where it holds somebody who was forgotten."""
    with share(home, open_newest) as snapshot, closing(snapshot.connection.cursor()) as cursor:
        manifest = snapshot.manifest
        with explain_faults(home, describe_damaged_snapshot(manifest)):
            yield Reader(cursor, manifest, home, snapshot.facts, snapshot.answers)


class Reader:
    """One snapshot: its counts, themes, asks and imports."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        manifest: Manifest,
        home: Home | None = None,
        facts: dict[str, Any] | None = None,
        answers: Answers | None = None,
    ) -> None:
        self._connection = connection
        self._home = home
        self._facts = {} if facts is None else facts
        self._answers = Answers() if answers is None else answers
        self.manifest = manifest

    @property
    def snapshot_folder(self) -> Path:
        """The folder that the parts of this snapshot lie in."""
        if self._home is None:
            raise NothingYet("This is no published snapshot: it was put together from history.")
        return self._home.snapshots

    @cached_property
    def snapshot(self) -> SnapshotInfo:
        """Which copy this is, and how far its data go."""
        newest = self._read_ask_times()["newest"]
        return SnapshotInfo(self.manifest.number, self.manifest.published_at, to_aware_utc(newest))

    @property
    def oldest_ask(self) -> datetime | None:
        """Time of the oldest ask, UTC and aware; None when no ask has a time."""
        return to_aware_utc(self._read_ask_times()["oldest"])

    def _read_ask_times(self) -> dict[str, Any]:
        return self.remember("ask times", lambda: self.run_query("counts/ask_times")[0])

    def compute_ranking(self, period: Period, with_areas: bool = True) -> Ranking:
        """Themes of the period by frequency, and where all other asks went; the areas, which cost
        as much again, where they are wanted."""
        return self.recall(
            ("ranking", period, with_areas),
            lambda: self._compute_ranking(period, with_areas),
            lambda ranking: len(ranking.themes) + len(ranking.areas),
        )

    def _compute_ranking(self, period: Period, with_areas: bool) -> Ranking:
        bounds = to_query_bounds(period)
        grouped = self.run_query("ranking/asks_by_theme", **bounds)
        (spoken,) = self.run_query("ranking/conversations", **bounds)
        totals = sum_totals(grouped, spoken["conversations"])
        asks: dict[str, list[dict[str, Any]]] = {}
        for row in grouped:
            if row["theme_id"] is not None and not row["is_excluded"]:
                asks.setdefault(row["theme_id"], []).append(row)
        found = self.run_query(
            "ranking/conversations_by_theme", **bounds, before=_find_start_before(period)
        )
        counted = {row["theme_id"]: row for row in found}
        rows = (
            add_theme_counts(
                theme, asks.get(name, ()), counted.get(name), totals.conversations, period
            )
            for name, theme in self.read_theme_facts().items()
            if name in asks or name in counted
        )
        themes = sorted((row for row in rows if row.asks or row.conversations), key=_rank_theme)
        areas = self._count_areas(period, asks, totals.conversations) if with_areas else ()
        return Ranking(period, self.snapshot, totals, tuple(themes), areas)

    def _count_areas(
        self, period: Period, asks: Mapping[str, list[dict[str, Any]]], conversations: int
    ) -> tuple[AreaCount, ...]:
        found = self.run_query("ranking/areas_by_frequency", **to_query_bounds(period))
        counted = {row["area"]: row["conversations"] for row in found}
        areas = self.remember(
            "areas", lambda: [parse_area_row(row) for row in self.run_query("counts/areas")]
        )
        rows = []
        for area in areas:
            told = sum(row["asks"] for theme in area.theme_ids for row in asks.get(theme, ()))
            rows.append(count_area(area, told, counted.get(area.id, 0), conversations))
        kept = [row for row in rows if row.asks or row.conversations]
        return tuple(sorted(kept, key=lambda row: (-row.conversations, -row.asks, row.id)))

    def read_theme_facts(self) -> dict[str, ThemeCount]:
        """Live themes by id with names, area and what people say of them; nothing is counted."""
        return self.remember(
            "theme facts",
            self._read_theme_facts,
        )

    def _read_theme_facts(self) -> dict[str, ThemeCount]:
        runs = self.run_query("history/placed_by_answer")
        by_answer = json.loads(runs[0]["settings"]).get("by_answer", {}) if runs else {}
        rows = self.run_query("ranking/theme_facts")
        return {row["id"]: parse_theme_facts(row, by_answer) for row in rows}

    def count_totals(self, period: Period) -> Totals:
        """themed + unthemed + excluded = asks."""
        return self.recall(
            ("totals", period),
            lambda: Totals(**self.run_query("ranking/totals", **to_query_bounds(period))[0]),
            lambda _: 1,
        )

    def resolve_theme_id(self, given: str) -> str:
        """The theme that `given` (an id, or an unambiguous beginning of one) names; where it was
        merged away, the theme its asks count in now. Live themes come first: a beginning that
        fits only one of them names it. Raises `NotFound`."""
        found = self.run_query("themes/ids_with_prefix", prefix=given)
        exact = [row["id"] for row in found if row["id"] == given]
        alive = [row["id"] for row in found if row["lives"]]
        fitting = exact or alive or [row["id"] for row in found]
        if len(fitting) != 1:
            raise NotFound("theme", given, HOW_TO_LIST_THEMES)
        return self.follow_mergers(str(fitting[0]))

    def follow_mergers(self, theme_id: str) -> str:
        """Where the asks of a theme count now: itself while it lives; else where people, or else
        the grouping, merged it; itself again where neither did."""
        at, seen = theme_id, {theme_id}
        while following := self._find_next_id(at):
            if following in seen:
                break
            seen.add(following)
            at = following
        return at

    def _find_next_id(self, theme_id: str) -> str | None:
        found = self.run_query("themes/next_theme", theme=theme_id)
        return str(found[0]["id"]) if found and found[0]["id"] else None

    def read_theme(self, theme_id: str) -> Theme:
        """The theme with exactly this id, also one that no ask is in any more. Raises
        `NotFound`."""
        found = self.run_query("themes/theme_by_id", id=theme_id)
        if not found:
            raise NotFound("theme", theme_id, HOW_TO_LIST_THEMES)
        return parse_theme_row(found[0])

    def read_theme_conversations(
        self,
        theme_id: str | None,
        period: Period,
        limit: int | None = None,
        offset: int = 0,
        after: PageCursor | None = None,
    ) -> list[dict[str, Any]]:
        """The conversations behind a theme's count, newest first, each with its first ask there;
        `total` in each row is how many there are in all. Without a theme those of every theme,
        theme by theme; with a position those that come after it."""
        found = self.run_query(
            "conversations/theme_conversations",
            theme=theme_id,
            limit=2**62 if limit is None else limit,
            offset=offset,
            is_first=after is None,
            after_at=to_naive_utc(after.asked_at) if after else None,
            after_source=after.source if after else "",
            after_conversation=after.conversation_id if after else "",
            after_ask=after.ask_id if after else "",
            **to_query_bounds(period),
        )
        return [{**row, "asked_at": to_aware_utc(row["asked_at"])} for row in found]

    def read_asks(self) -> list[Ask]:
        """Every ask that is not excluded, in an order that no import order changes."""
        return [parse_ask_row(row) for row in self.run_query("conversations/asks_to_group")]

    def read_asks_by_id(self, ids: Sequence[str]) -> dict[str, Ask]:
        """These asks by id; unknown ids are left out."""
        found = self.run_query("conversations/asks_by_id", ids=list(ids))
        return {row["id"]: parse_ask_row(row) for row in found}

    def read_members(self) -> dict[str, frozenset[str]]:
        """Theme id -> ids of its asks."""
        found = self.run_query("themes/members")
        return {row["theme_id"]: frozenset(row["asks"]) for row in found}

    def read_theme_by_ask(self, ask_ids: Sequence[str]) -> dict[str, str]:
        """Ask id -> theme id, for those that have one."""
        found = self.run_query("themes/theme_by_ask", ids=list(ask_ids))
        return {row["ask_id"]: row["theme_id"] for row in found}

    def read_themes(self) -> list[Theme]:
        """Live themes with centroids, by id."""
        return [parse_theme_row(row) for row in self.run_query("themes/live_themes")]

    def count_themes(self) -> int:
        """How many live themes there are, whatever the period."""
        return int(self.run_query("counts/themes")[0]["themes"])

    def read_areas(self) -> list[Area]:
        """The areas of the newest grouping, by id, before people put themes elsewhere."""
        return [parse_area_row(row) for row in self.run_query("themes/grouped_areas")]

    def read_labels(self) -> dict[str, str]:
        """What every theme ever is called, by id."""
        return {row["id"]: row["label"] for row in self.run_query("themes/labels")}

    def read_used_theme_ids(self) -> frozenset[str]:
        """Every id ever given, so that none is given twice."""
        return frozenset(self.read_labels())

    def read_newest_run(self) -> dict[str, Any] | None:
        """Model, fingerprint, settings and space of the newest grouping; None before any."""
        found = self.run_query("history/newest_grouping")
        if not found:
            return None
        run = found[0]
        settings = json.loads(run["settings"])
        return {
            **run,
            "space": unpack_arrays(run["space"]),
            "run_at": to_aware_utc(run["run_at"]),
            "detail": settings.get("detail"),
            "answers": settings.get("answers"),
        }

    def read_lineage(self) -> list[LineageEvent]:
        """The history of all themes, the oldest first."""
        return [parse_lineage_row(row) for row in self.run_query("history/lineage")]

    def read_imports(self) -> list[dict[str, Any]]:
        """What was read, oldest first."""
        found = self.run_query("conversations/imports")
        return [
            {
                **row,
                "imported_at": to_aware_utc(row["imported_at"]),
                "removed_at": to_aware_utc(row["removed_at"]),
            }
            for row in found
        ]

    def read_sources(self) -> list[str]:
        """The sources that conversations came from."""
        return [row["source"] for row in self.run_query("conversations/sources")]

    def read_rejected(self, import_id: str) -> list[dict[str, Any]]:
        """Rows of an import that could not be read, with place and reason. Raises `NotFound`."""
        if import_id not in {row["id"] for row in self.read_imports()}:
            raise NotFound("import", import_id, "`earshot imports` lists them.")
        return self.run_query("conversations/rejected", id=import_id)

    def run_query(self, name: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of `store/sql/<name>.sql`, for the other modules of `store.read`; times are
        naive, in UTC."""
        statement = load_statement(self._connection, name)
        return fetch_rows(self._connection, statement, parameters or None)

    def remember(self, name: str, work: Callable[[], T]) -> T:
        """What `work` finds out of this snapshot, worked out once while its files are open. Only
        for what no question changes: there are as many names as places in the code that call it."""
        if name not in self._facts:
            self._facts[name] = work()
        return cast(T, self._facts[name])

    def recall(
        self, question: Hashable, work: Callable[[], T], count_rows: Callable[[T], int]
    ) -> T:
        """What `work` answers to `question`, which names it and everything that it depends on but
        the snapshot; kept for whoever asks again, as long as there is room (`Answers.recall`)."""
        return self._answers.recall(question, work, count_rows)


def _rank_theme(row: ThemeCount) -> tuple[int, int, str, str]:
    return -row.conversations, -row.asks, row.label, row.id


def _find_start_before(period: Period) -> datetime | None:
    """Where the span begins that a period is compared with."""
    earlier = period.find_previous()
    return to_query_bounds(earlier)["start"] if earlier else None
