"""The one writer: opens the live database late and briefly, commits, publishes, lets go."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

import duckdb

from domain.asks import Ask, Kind
from domain.conversations import Conversation
from domain.decisions import ThemeEvent
from domain.errors import NotFound
from domain.themes import Area, Assignment, LineageEvent, Theme
from store.files.connection import fetch_int, fetch_sql_file, load_sql, run_sql_file
from store.files.home import Home
from store.files.lock import hold_writer_lock
from store.files.snapshots import KEPT_SNAPSHOTS, Manifest, publish_snapshot, read_manifest
from store.migrations.run import find_newest_schema, open_migrated, remove_copies
from store.tables.kinds import save_kinds
from store.tables.labels import save_areas, save_names
from store.tables.rows import (
    parse_conversation_row,
    to_ask_table,
    to_key_table,
    to_naive_utc,
    to_rejected_table,
)
from store.write.erasure import (
    ConversationKey,
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

Part = Literal["conversations", "themes"]


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
    or nothing is. An older store is migrated first, and published anew. Raises `StoreBusy` when
    another writer keeps it longer than `wait` seconds, and `NewerSchema`."""
    home.create()
    with hold_writer_lock(home.lock, who, now, wait):
        connection = open_migrated(home.live)
        try:
            run_sql_file(connection, "ingest/now")
            connection.execute("BEGIN")
            writer = Writer(connection, home, now)
            if _is_published_before_migration(home):
                writer._changed |= {"conversations", "themes"}
            writer.forget_restored()
            yield writer
            writer.commit()
        finally:
            connection.close()
        if writer.published is not None:
            remove_copies(home.live)
        if writer.erased_texts is not None:
            rewrite_database(home)
            drop_vectors(home, writer.erased_texts)


def _is_published_before_migration(home: Home) -> bool:
    manifest = read_manifest(home.current)
    return manifest is not None and manifest.schema < find_newest_schema()


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
            self._connection.register(f"incoming_{name}", relation)
        self._run_sql_file("ingest/stage")
        new = updated = unchanged = 0
        rounds = self._fetch_int("SELECT coalesce(max(round), 0) FROM staged_conversations")
        for number_of_round in range(1, rounds + 1):
            self._run_sql_file("ingest/merge_round", round=number_of_round, import_no=number)
            judged = self._fetch_sql_file("ingest/judged_counts")[0]
            new += judged["new"]
            updated += judged["updated"]
            unchanged += judged["unchanged"]
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
        table = to_rejected_table(number, staging.rejected)
        self._connection.register("new_rejected", table)
        self._run_sql_file(
            "ingest/record_import",
            number=number,
            source=source,
            file=file,
            imported_at=to_naive_utc(self._now),
            understood=understood,
            **asdict(counts),
        )
        self._connection.unregister("new_rejected")
        self._changed.add("conversations")

    def remove_import(self, import_id: str) -> None:
        """Take an import back: what only it said is gone. Raises `NotFound`."""
        found = self._fetch_sql_file("ingest/find_import", id=import_id)
        if not found:
            raise NotFound("import", import_id, "`earshot imports` lists them.")
        number = found[0]["no"]
        self._run_sql_file("ingest/remove_import", import_no=number)
        self._run_sql_file("ingest/mark_removed", import_no=number, now=to_naive_utc(self._now))
        self._changed.add("conversations")

    def get_meta(self, name: str) -> str | None:
        """What was last noted under a name, such as where a fetch ended."""
        found = self._fetch_sql_file("ingest/get_meta", name=name)
        return found[0]["value"] if found else None

    def set_meta(self, name: str, value: str) -> None:
        """Note something small, in place of what was noted under this name; it is committed with
        whatever else is changed."""
        self._run_sql_file("ingest/set_meta", name=name, value=value)

    def forget_conversation(self, given: str) -> int:
        """Erase what `given` names; how many conversations. Raises `NotFound`."""
        return self._forget(find_conversations(self._connection, given), [], "conversation", given)

    def forget_customer(self, given: str) -> int:
        """Erase every conversation of a customer; how many. Raises `NotFound`."""
        found, people = find_customer_conversations(self._connection, self._home.load_key(), given)
        return self._forget(found, people, "customer", given)

    def forget_older(self, before: datetime) -> int:
        """Erase the conversations in which nothing happened since `before`; how many."""
        return self._erase(find_inactive_since(self._connection, before), [])

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
        texts = erase_conversations(self._connection, self._home.load_key(), found, self._now)
        self.erased_texts = [*(self.erased_texts or ()), *texts]
        self._changed |= {"conversations", "themes"}
        return len(found)

    def read_pending(self, ingest_version: int) -> Iterator[list[Conversation]]:
        """Merged conversations that this version of ingest has not cut into asks, in batches."""
        self._run_sql_file("ingest/pending", ingest_version=ingest_version)
        total = self._fetch_int("SELECT count(*) FROM pending")
        for first in range(0, total, _BATCH):
            yield self._read_batch(first + 1, first + _BATCH)

    def _read_batch(self, first: int, last: int) -> list[Conversation]:
        batch = self._fetch_sql_file("ingest/pending_batch", first=first, last=last)
        messages: dict[int, list[dict[str, Any]]] = {}
        for row in self._fetch_sql_file("ingest/pending_messages", first=first, last=last):
            messages.setdefault(row["number"], []).append(row)
        return [parse_conversation_row(row, messages.get(row["number"], [])) for row in batch]

    def save_asks(
        self, conversations: Sequence[Conversation], asks: Sequence[Ask], ingest_version: int
    ) -> None:
        """Replace the asks of these conversations."""
        self._connection.register("done", to_key_table(conversations))
        self._connection.register("new_asks", to_ask_table(asks))
        self._run_sql_file("ingest/save_asks", ingest_version=ingest_version)
        self._connection.unregister("done")
        self._connection.unregister("new_asks")
        self._changed.add("conversations")

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
        if not self._changed:
            self._connection.execute("ROLLBACK")
            return
        revision = self._fetch_int(load_sql("publish/next_revision"))
        self.set_meta("revision", str(revision))
        self._record_commit(revision)
        self._connection.execute("COMMIT")
        self.published = publish_snapshot(
            self._connection,
            self._home,
            self._changed,
            revision,
            self._now,
            find_newest_schema(),
            kept=1 if self.erased_texts is not None else KEPT_SNAPSHOTS,
        )

    def _record_commit(self, revision: int) -> None:
        before = read_manifest(self._home.current)
        self._run_sql_file(
            "publish/record_commit",
            revision=revision,
            now=to_naive_utc(self._now),
            snapshot=before.number + 1 if before else 1,
        )
        if "conversations" in self._changed:
            self._run_sql_file("ingest/note_asks", revision=revision)

    def _run_sql_file(self, file: str, /, **parameters: object) -> None:
        run_sql_file(self._connection, file, **parameters)

    def _fetch_int(self, query: str) -> int:
        return fetch_int(self._connection, query)

    def _fetch_sql_file(self, file: str, /, **parameters: Any) -> list[dict[str, Any]]:
        return fetch_sql_file(self._connection, file, **parameters)
