"""The one writer: opens the live database late and briefly, commits, publishes, lets go."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any, Literal

import duckdb

from domain.asks import Ask, Kind
from domain.conversations import Conversation
from domain.decisions import ThemeEvent
from domain.errors import NotFound
from domain.themes import Area, Assignment, LineageEvent, Theme
from store.files.connection import connect, create_schema, fetch_int, fetch_rows, run_sql_file
from store.files.home import Home
from store.files.lock import hold_writer_lock
from store.files.snapshots import KEPT_SNAPSHOTS, Manifest, publish_snapshot, read_manifest
from store.tables.kinds import create_kind_table, save_kinds
from store.tables.labels import create_name_tables, save_areas, save_names
from store.tables.rows import (
    parse_conversation_row,
    to_ask_table,
    to_key_table,
    to_naive_utc,
    to_rejected_table,
)
from store.write.erasure import (
    ConversationKey,
    create_erased_table,
    erase_conversations,
    find_conversations,
    find_customer_conversations,
    find_erased_asks,
    find_inactive_since,
    find_restored,
    rewrite_database,
)
from store.write.staging import Staging
from store.write.theme_tables import GroupingRun, save_decision, save_grouping
from store.write.tombstones import add_tombstones, read_tombstones
from store.write.vector_cache import drop_vectors

_BATCH = 2_000
_COUNT_JUDGED = "SELECT count(*) FROM judged_conversations WHERE"

Part = Literal["voice", "themes"]


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What became of one import: read = new + updated + unchanged + rejected."""

    id: str
    read: int
    new: int
    updated: int
    unchanged: int
    rejected: int


@contextmanager
def open_writer(home: Home, who: str, now: datetime, wait: float = 60.0) -> Iterator["Writer"]:
    """Hold the store for one writing: everything done inside is committed together and published,
    or nothing is. Raises `StoreBusy` when another writer keeps it longer than `wait` seconds."""
    home.create()
    with hold_writer_lock(home.lock, who, now, wait):
        connection = connect(home.live)
        try:
            create_name_tables(connection)
            is_upgraded = create_schema(connection)
            create_erased_table(connection)
            create_kind_table(connection)
            run_sql_file(connection, "ingest/now")
            connection.execute("BEGIN")
            writer = Writer(connection, home, now)
            if is_upgraded and home.current.exists():
                writer._changed |= {"voice", "themes"}  # readers look for what was added
            writer.forget_restored()
            yield writer
            writer.commit()
        finally:
            connection.close()
        if writer.erased_texts is not None:
            rewrite_database(home)
            drop_vectors(home, writer.erased_texts)


class Writer:
    """What may be written. Got from `open_writer`; every method is one change of the live store."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, home: Home, now: datetime) -> None:
        self._connection = connection
        self._home = home
        self._now = now
        self._changed: set[Part] = set()
        self.published: Manifest | None = None
        self.erased_texts: list[str] | None = None
        """Embedded texts that went with what was erased; None when nothing was."""

    def merge(self, staging: Staging, source: str, file: str, understood: str) -> ImportCounts:
        """Lay the rows of one import over what is known."""
        conversations, messages = staging.finish()
        number = self._fetch_int("SELECT coalesce(max(no), 0) + 1 FROM imports")
        for name, path in (("conversations", conversations), ("messages", messages)):
            relation = self._connection.read_parquet(str(path))
            relation.create_view(f"incoming_{name}", replace=True)
        self._run_sql_file("ingest/stage")
        new = updated = unchanged = 0
        rounds = self._fetch_int("SELECT coalesce(max(round), 0) FROM staged_conversations")
        for number_of_round in range(1, rounds + 1):
            self._run_sql_file("ingest/merge_round", round=number_of_round, import_no=number)
            new += self._fetch_int(f"{_COUNT_JUDGED} is_new")
            updated += self._fetch_int(f"{_COUNT_JUDGED} NOT is_new AND (is_changed OR speaks)")
            unchanged += self._fetch_int(f"{_COUNT_JUDGED} NOT (is_new OR is_changed OR speaks)")
        counts = ImportCounts(
            f"i-{number}", staging.read, new, updated, unchanged, len(staging.rejected)
        )
        self._record_import(number, counts, staging, source, file, understood)
        return counts

    def _record_import(
        self,
        number: int,
        counts: ImportCounts,
        staging: Staging,
        source: str,
        file: str,
        understood: str,
    ) -> None:
        self._connection.execute(
            "INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            [
                number,
                counts.id,
                source,
                file,
                to_naive_utc(self._now),
                understood,
                *astuple(counts)[1:],
            ],
        )
        table = to_rejected_table(number, staging.rejected)
        self._connection.register("new_rejected", table)
        self._connection.execute("INSERT INTO rejected BY NAME SELECT * FROM new_rejected")
        self._connection.unregister("new_rejected")
        self._changed.add("voice")

    def remove_import(self, import_id: str) -> None:
        """Take an import back: what only it said is gone. Raises `NotFound`."""
        found = self._connection.execute(
            "SELECT no FROM imports WHERE id = ? AND removed_at IS NULL", [import_id]
        ).fetchall()
        if not found:
            raise NotFound("import", import_id, "`earshot imports` lists them.")
        self._run_sql_file("ingest/remove_import", import_no=found[0][0])
        self._connection.execute(
            "UPDATE imports SET removed_at = ? WHERE no = ?", [to_naive_utc(self._now), found[0][0]]
        )
        self._changed.add("voice")

    def get_meta(self, name: str) -> str | None:
        """What was last noted under a name, such as where a fetch ended."""
        found = self._connection.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchall()
        return found[0][0] if found else None

    def set_meta(self, name: str, value: str) -> None:
        """Note something small, in place of what was noted under this name; it is committed with
        whatever else is changed."""
        self._connection.execute("DELETE FROM meta WHERE name = ?", [name])
        self._connection.execute("INSERT INTO meta VALUES (?, ?)", [name, value])

    def forget_conversation(self, given: str) -> int:
        """Erase what `given` names; how many conversations. Raises `NotFound`."""
        return self._forget(find_conversations(self._connection, given), [], "conversation", given)

    def forget_customer(self, given: str) -> int:
        """Erase every conversation of a customer; how many. Raises `NotFound`."""
        found, people = find_customer_conversations(self._connection, self._home.load_key(), given)
        return self._forget(found, people, "customer", given)

    def forget_older(self, before: datetime) -> int:
        """Erase the conversations in which nothing happened since `before`; how many."""
        found = find_inactive_since(self._connection, before)
        done = {(row["source"], row["key"]) for row in self._fetch_rows("SELECT * FROM erased")}
        return self._erase([one for one in found if one not in done], [])

    def forget_restored(self) -> int:
        """Erase again what a restored backup brought back; how many conversations."""
        return self._erase(find_restored(self._connection, read_tombstones(self._home)), [])

    def _forget(
        self, found: list[ConversationKey], people: list[ConversationKey], what: str, given: str
    ) -> int:
        if not found:
            raise NotFound(what, given, "Give the id that the tool it came from shows.")
        return self._erase(found, people)

    def _erase(self, found: list[ConversationKey], people: list[ConversationKey]) -> int:
        if not found:
            return 0
        # The tombstones come first: a kill in between loses nothing, the next writer goes on.
        add_tombstones(self._home, found, people, self._now)
        heard = erase_conversations(self._connection, self._home.load_key(), found, self._now)
        self.erased_texts = [*(self.erased_texts or ()), *heard]
        self._changed |= {"voice", "themes"}
        return len(found)

    def read_pending(self, ingest_version: int) -> Iterator[list[Conversation]]:
        """Merged conversations that this version of ingest has not cut into asks, in batches."""
        self._run_sql_file("ingest/pending", ingest_version=ingest_version)
        total = self._fetch_int("SELECT count(*) FROM pending")
        for first in range(0, total, _BATCH):
            yield self._read_batch(first + 1, first + _BATCH)

    def _read_batch(self, first: int, last: int) -> list[Conversation]:
        told = self._fetch_rows(
            "SELECT * FROM pending WHERE number BETWEEN ? AND ? ORDER BY number", first, last
        )
        messages: dict[int, list[dict[str, Any]]] = {}
        for row in self._fetch_rows(
            "SELECT said.*, number FROM message_now AS said JOIN pending "
            "ON pending.source = said.source AND pending.key = said.conversation_key "
            "WHERE number BETWEEN ? AND ? ORDER BY number, written_at, position, said.id",
            first,
            last,
        ):
            messages.setdefault(row["number"], []).append(row)
        return [parse_conversation_row(row, messages.get(row["number"], [])) for row in told]

    def save_asks(
        self, conversations: Sequence[Conversation], asks: Sequence[Ask], ingest_version: int
    ) -> None:
        """Replace the asks of these conversations."""
        self._connection.register("done", to_key_table(conversations))
        self._connection.register("new_asks", to_ask_table(asks))
        self._run_sql_file("ingest/save_asks", ingest_version=ingest_version)
        self._connection.unregister("done")
        self._connection.unregister("new_asks")
        self._changed.add("voice")

    def find_erased_asks(self, ask_ids: Sequence[str]) -> set[str]:
        """Which of these asks were erased since they were read: what was made of their words must
        not be saved."""
        return find_erased_asks(self._connection, ask_ids)

    def save_grouping(
        self,
        run: GroupingRun,
        themes: Sequence[Theme],
        assignments: Sequence[Assignment],
        events: Sequence[LineageEvent],
        areas: Sequence[Area] = (),
    ) -> None:
        """Keep what a run found. Asks that came or went since it began are laid over: gone ones
        are left out, new ones stay as they are; and so is what people decided meanwhile."""
        save_names(self._connection, themes)
        save_areas(self._connection, areas)
        save_grouping(self._connection, self._now, run, themes, assignments, events)
        self._changed.add("themes")

    def save_kinds(self, kinds: Mapping[str, Kind], keep_others: bool = False) -> None:
        """Make these the kinds of the asks (ask id -> kind), beside those of others or alone."""
        save_kinds(self._connection, kinds, keep_others)
        self._changed.add("themes")

    def save_decision(
        self, event: ThemeEvent, themes: Sequence[Theme] = (), lineage: Sequence[LineageEvent] = ()
    ) -> int:
        """Keep a person's decision and lay it over the grouping; its number. `themes` are those it
        makes."""
        save_names(self._connection, themes)
        number = save_decision(self._connection, self._now, event, themes, lineage)
        self._changed.add("themes")
        return number

    def commit(self) -> None:
        """Commit, and publish a snapshot when anything changed."""
        revision = self._fetch_int(
            "SELECT coalesce(max(value::INTEGER), 0) FROM meta WHERE name = 'revision'"
        )
        if not self._changed:
            self._connection.execute("ROLLBACK")
            return
        self._connection.execute("DELETE FROM meta WHERE name = 'revision'")
        self._connection.execute("INSERT INTO meta VALUES ('revision', ?)", [str(revision + 1)])
        self._record_commit(revision + 1)
        self._connection.execute("COMMIT")
        self.published = publish_snapshot(
            self._connection,
            self._home,
            self._changed,
            revision + 1,
            self._now,
            kept=1 if self.erased_texts is not None else KEPT_SNAPSHOTS,
        )

    def _record_commit(self, revision: int) -> None:
        before = read_manifest(self._home.current)
        self._connection.execute(
            "INSERT INTO commits VALUES (?, ?, ?)",
            [revision, to_naive_utc(self._now), before.number + 1 if before else 1],
        )
        if "voice" in self._changed:
            self._run_sql_file("ingest/note_asks", revision=revision)

    def _run_sql_file(self, name: str, **parameters: object) -> None:
        run_sql_file(self._connection, name, **parameters)

    def _fetch_int(self, query: str) -> int:
        return fetch_int(self._connection, query)

    def _fetch_rows(self, query: str, *parameters: Any) -> list[dict[str, Any]]:
        return fetch_rows(self._connection, query, list(parameters))
