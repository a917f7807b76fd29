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
from store.files.connection import (
    check_path,
    fetch_int,
    fetch_sql_file,
    run_sql_file,
    spell_pattern,
)
from store.files.faults import explain_faults
from store.files.home import Home
from store.files.lock import hold_writer_lock
from store.files.snapshots import Manifest
from store.files.tombstones import add_tombstones, hash_customer, read_tombstones
from store.migrations.run import remove_copies
from store.tables.kinds import save_kinds
from store.tables.labels import save_areas, save_names
from store.tables.rows import (
    parse_conversation_row,
    to_ask_table,
    to_aware_utc,
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
    find_stubs,
)
from store.write.opening import clean_files, describe_damage, open_store
from store.write.publication import commit_changes, publish_changes
from store.write.staging import Staging
from store.write.theme_tables import (
    GroupingRun,
    note_answers,
    save_decision,
    save_grouping,
)
from store.write.unfinished import mark_finished, read_unfinished

_BATCH = 2_000
_HOW_TO_NAME = "Give the id that the tool it came from shows."

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
    or nothing is. First whatever a killed process left is put right (`open_store`), and an older
    store is migrated. Raises `StoreBusy` when another writer keeps it longer than `wait` seconds,
    `DamagedStore`, `DiskFull` and `NewerSchema`."""
    check_path(home.live)
    home.create()
    home.make_private()
    with hold_writer_lock(home.lock, who, now, wait):
        connection = open_store(home, now)
        try:
            with explain_faults(home, describe_damage(home)):
                connection.execute("BEGIN")
                writer = Writer(connection, home, now)
                yield writer
                writer.commit()
                connection = clean_files(connection, home, now)
        finally:
            connection.close()


class Writer:
    """What may be written. Got from `open_writer`; every method is one change of the live store."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, home: Home, now: datetime) -> None:
        self._connection = connection
        self._home = home
        self._now = now
        self._changed: set[Part] = set()
        self._forgotten: list[ConversationKey] = []
        self._people: list[ConversationKey] = []
        self.published: Manifest | None = None

    def merge(self, staging: Staging, source: str, file: str, understood: str) -> ImportCounts:
        """Lay the rows of one import over what is known."""
        conversations, messages = staging.finish()
        number = self._fetch_int("SELECT coalesce(max(no), 0) + 1 FROM imports")
        for name, path in (("conversations", conversations), ("messages", messages)):
            relation = self._connection.read_parquet(spell_pattern(path))
            self._connection.register(f"incoming_{name}", relation)
        self._run_sql_file("ingest/stage")
        dropped = self._drop_forgotten()
        self._run_sql_file("ingest/judge", import_no=number)
        judged = self._fetch_sql_file("ingest/judged_counts")[0]
        counts = ImportCounts(
            f"i-{number}",
            staging.read - dropped,
            judged["new"],
            judged["updated"],
            judged["unchanged"],
            len(staging.rejected),
        )
        self._record_import(number, counts, staging, source, file, understood)
        return counts

    def _drop_forgotten(self) -> int:
        """Leave out what was forgotten while it was on its way in; how many conversations."""
        tombstones = read_tombstones(self._home)
        if not len(tombstones):
            return 0
        forgotten = [
            row["seq"]
            for row in self._fetch_sql_file("ingest/staged_identities")
            if tombstones.is_telling_forgotten(
                row["source"], row["key"], row["customer"], to_aware_utc(row["first_at"])
            )
        ]
        self._run_sql_file("ingest/drop_staged", seqs=forgotten)
        return len(forgotten)

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

    def remove_import(self, import_id: str) -> bool:
        """Take an import back: what only it said is gone. False where that was done before.
        Raises `NotFound`."""
        found = self._fetch_sql_file("ingest/find_import", id=import_id)
        if not found:
            raise NotFound("import", import_id, "`earshot imports` lists them.")
        if found[0]["removed_at"] is not None:
            return False
        number = found[0]["no"]
        self._run_sql_file("ingest/remove_import", import_no=number)
        self._run_sql_file("ingest/mark_removed", import_no=number, now=to_naive_utc(self._now))
        self._changed.add("conversations")
        return True

    def get_meta(self, name: str) -> str | None:
        """What was last noted under a name, such as where a fetch ended."""
        found = self._fetch_sql_file("ingest/get_meta", name=name)
        return found[0]["value"] if found else None

    def set_meta(self, name: str, value: str) -> None:
        """Note something small, in place of what was noted under this name; it is committed with
        whatever else is changed."""
        self._run_sql_file("ingest/set_meta", name=name, value=value)

    def forget_conversation(self, given: str) -> int:
        """Erase what `given` names; how many conversations, 0 where it was erased before. Raises
        `NotFound`."""
        found = find_conversations(self._connection, given)
        if not found:
            raise NotFound("conversation", given, _HOW_TO_NAME)
        stubs = set(find_stubs(self._connection))
        return self._erase([one for one in found if one not in stubs], [])

    def forget_customer(self, given: str) -> int:
        """Erase every conversation of a customer; how many, 0 where they were forgotten before.
        Raises `NotFound`."""
        key = self._home.load_key()
        found, people = find_customer_conversations(self._connection, key, given)
        known = read_tombstones(self._home).customers
        if not found and not any(hash_customer(key, *person) in known for person in people):
            raise NotFound("customer", given, _HOW_TO_NAME)
        return self._erase(found, people)

    def forget_older(self, before: datetime) -> int:
        """Erase the conversations in which nothing happened since `before`; how many."""
        return self._erase(find_inactive_since(self._connection, before), [])

    def _erase(self, found: list[ConversationKey], people: list[ConversationKey]) -> int:
        if not found:
            return 0
        self._forgotten += found
        self._people += people
        erase_conversations(self._connection, self._home.load_key(), found, self._now)
        self._changed |= {"conversations", "themes"}
        return len(found)

    def read_lost_reports(self) -> dict[str, str | None] | None:
        """Reports that went with an erasure and are to be made anew, as are the themes: file name
        -> the language an HTML report was in. None where no erasure waits for that."""
        found = read_unfinished(self._connection, "reports")
        if not found:
            return None
        return {name: spoken for detail in found for name, spoken in detail["files"].items()}

    def mark_reports_made(self) -> None:
        """Themes and reports were made anew."""
        mark_finished(self._connection, "reports")

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

    def note_answers(self, answers: Mapping[str, str]) -> None:
        """Remember which answers (ask id -> text) were embedded: an erasure drops their vectors."""
        note_answers(self._connection, self._home.load_key(), answers)

    def save_decision(
        self, event: ThemeEvent, themes: Sequence[Theme] = (), lineage: Sequence[LineageEvent] = ()
    ) -> int:
        """Keep a person's decision and lay it over the grouping; its number. `themes` are those it
        makes."""
        save_names(self._connection, themes)
        number = save_decision(self._connection, self._now, event, themes, lineage)
        self._changed.add("themes")
        return number

    def republish(self) -> None:
        """Publish every part anew, whatever changed."""
        self._changed |= {"conversations", "themes"}

    def commit(self) -> None:
        """Commit, and publish a snapshot when anything changed."""
        if not self._changed:
            self._connection.execute("COMMIT")
            return
        # The tombstones come first: a kill in between loses nothing, the next writer goes on.
        add_tombstones(self._home, self._forgotten, self._people, self._now)
        commit_changes(self._connection, self._home, self._changed, self._now)
        self.published = publish_changes(self._connection, self._home, self._changed, self._now)
        remove_copies(self._home.live)

    def _run_sql_file(self, file: str, /, **parameters: object) -> None:
        run_sql_file(self._connection, file, **parameters)

    def _fetch_int(self, query: str) -> int:
        return fetch_int(self._connection, query)

    def _fetch_sql_file(self, file: str, /, **parameters: Any) -> list[dict[str, Any]]:
        return fetch_sql_file(self._connection, file, **parameters)
