"""The live store is looked at row by row: each fault shows as itself, and as nothing else."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from store.check.invariant import Finding
from store.check.live import LIVE, check_live, find_unsafe
from store.check.snapshots import read_published
from store.check.tombstones import read_secrets
from store.files.home import Home
from tests.store.check.conftest import change_live, flip, list_off

BREAKS: dict[str, Sequence[str]] = {
    "meta-names": ("INSERT INTO meta VALUES ('note', '1'), ('note', '2')",),
    "commit-numbers": ("INSERT INTO commits SELECT * FROM commits LIMIT 1",),
    "import-numbers": ("UPDATE imports SET id = 'i-7'",),
    "import-counts": ("UPDATE imports SET read = read + 1",),
    "import-rows": ("INSERT INTO rejected VALUES (9, 0, 'x', 'y')",),
    "conversation-versions": (
        "INSERT INTO conversation_versions SELECT * FROM conversation_versions LIMIT 1",
    ),
    "message-versions": ("INSERT INTO message_versions SELECT * FROM message_versions LIMIT 1",),
    "conversation-names": ("UPDATE conversation_versions SET id = 'c1~2' WHERE key = 'c2'",
                           "UPDATE conversation_versions SET id = 'c1' WHERE key = 'c3'"),
    "message-conversations": (
        "UPDATE message_versions SET conversation_key = 'lost' WHERE conversation_key = 'c1'",
    ),
    "segmented-conversations": ("DELETE FROM segmented WHERE key = 'c1'",),
    "ask-ids": ("INSERT INTO asks SELECT * FROM asks WHERE id = 'a1'",),
    "ask-conversations": ("UPDATE asks SET conversation_key = 'lost' WHERE id = 'a1'",),
    "ask-ledger": ("UPDATE ask_ledger SET language = 'fr' WHERE id = 'a6'",),
    "ask-ledger-spans": (
        "INSERT INTO ask_ledger BY NAME SELECT * REPLACE (1 AS to_revision) FROM ask_ledger "
        "WHERE id = 'a1'",
    ),
    "ask-kinds": ("UPDATE ask_kinds SET kind = 'poem' WHERE ask_id = 'a1'",),
    "theme-ids": ("INSERT INTO themes SELECT * FROM themes WHERE id = 't-2'",),
    "theme-births": ("INSERT INTO lineage SELECT * FROM lineage WHERE theme_id = 't-1'",),
    "theme-names": ("UPDATE areas SET theme_ids = ['t-9']",
                    "INSERT INTO theme_names VALUES ('t-9', NULL)"),
    "theme-versions": (
        "INSERT INTO theme_versions BY NAME SELECT * REPLACE (from_run AS to_run) "
        "FROM theme_versions WHERE theme_id = 't-1'",
    ),
    "theme-versions-open": (
        "UPDATE theme_versions SET to_run = 99 WHERE theme_id = 't-1' AND to_run IS NULL",
    ),
    "area-versions": ("INSERT INTO area_versions VALUES ('ar-1', NULL, NULL, 3, 2)",),
    "run-numbers": ("INSERT INTO runs SELECT * FROM runs WHERE no = 1",),
    "lineage-themes": ("UPDATE lineage SET other_id = 't-9' WHERE theme_id = 't-1'",),
    "grouping": ("INSERT INTO grouped VALUES ('a5', 't-3', 0.5, 1)",
                 "INSERT INTO grouped SELECT 'a9', 't-9', 0.5, 1"),
    "assignment-asks": ("INSERT INTO assignments VALUES ('a9', 't-2', 0.5, 1, NULL)",),
    "assignment-excluded": ("INSERT INTO assignments VALUES ('a7', 't-2', 0.5, 1, NULL)",),
    "assignment-themes": ("INSERT INTO assignments VALUES ('a7', 't-9', 0.5, 1, 2)",),
    "assignment-spans": ("INSERT INTO assignments VALUES ('a7', 't-2', 0.5, 3, 2)",),
    "assignments-follow": ("DELETE FROM assignments WHERE ask_id = 'a5'",),
    "stub-conversations": ("INSERT INTO erased SELECT * FROM erased",),
    "stub-words": (
        "UPDATE conversation_versions SET subject = 'their words' WHERE key = 'c4'",
    ),
    "event-numbers": ("UPDATE events SET no = 9 WHERE no = 5",),
    "decisions": ("UPDATE events SET payload = '{\"into\": \"t-9\"}' WHERE no = 1",),
    "redirects": ("INSERT INTO redirects VALUES ('t-2', 't-3')",),
    "stub-tombstones": (
        "INSERT INTO erased SELECT 'test', 'c6', erased_at FROM erased",
        "DELETE FROM message_versions WHERE conversation_key = 'c6'",
        "UPDATE conversation_versions SET url = NULL, customer = NULL WHERE key = 'c6'",
        "UPDATE asks SET text = 'erased on 2026-03-01', clean_text = '', language = 'und' "
        "WHERE id = 'a6'",
        "UPDATE ask_ledger SET language = 'und' WHERE id = 'a6'",
    ),
    "unfinished": (
        "CREATE TABLE IF NOT EXISTS unfinished (kind VARCHAR, begun_at TIMESTAMP)",
        "INSERT INTO unfinished BY NAME SELECT 'erasure' AS kind, now()::TIMESTAMP AS begun_at",
    ),
    "revision-ahead": (
        "UPDATE meta SET value = value::INTEGER + 1 WHERE name = 'revision'",
        "UPDATE commits SET revision = revision + 1 WHERE revision = (SELECT max(revision) "
        "FROM commits)",
    ),
    "revision-behind": (
        "UPDATE meta SET value = 1 WHERE name = 'revision'",
        "DELETE FROM commits WHERE revision > 1",
    ),
    "live-schema": ("UPDATE meta SET value = 99 WHERE name = 'schema'",),
    "live-tables": ("ALTER TABLE asks DROP COLUMN part",),
    "published-rows": ("UPDATE rejected SET reason = ''",
                       "UPDATE themes SET quotes = [] WHERE id = 't-1'"),
}  # fmt: skip


def look(home: Home) -> list[Finding]:
    published = read_published(home)
    return list(check_live(home, published.manifest, published.is_begun, read_secrets(home)))


def test_a_whole_store_is_well_and_wholly_looked_at(home: Home) -> None:
    before = home.live.read_bytes()
    found = look(home)
    assert [one.slug for one in found] == [invariant.slug for invariant in LIVE]
    assert {one.status for one in found} == {"well"}
    assert home.live.read_bytes() == before


@pytest.mark.parametrize("slug", BREAKS)
def test_a_fault_shows_as_itself_alone(home: Home, slug: str) -> None:
    change_live(home, *BREAKS[slug])
    # What is changed after publishing differs from what is published.
    assert list_off(look(home)) - {"published-rows"} == {slug} - {"published-rows"}
    assert slug in list_off(look(home))


def test_every_invariant_of_the_live_store_is_broken_here() -> None:
    elsewhere = {"live", "live-readable", "key-fits", "restored"}
    assert {invariant.slug for invariant in LIVE} == set(BREAKS) | elsewhere


def test_a_missing_store_is_off_beside_what_was_published(home: Home, tmp_path: Path) -> None:
    home.live.unlink()
    assert list_off(look(home)) == {"live"}
    assert list_off(look(Home.from_path(tmp_path / "new"))) == set()


@pytest.mark.parametrize("share", [0.0, 0.2, 0.4])
def test_a_flipped_block_is_found_and_stops_nothing(home: Home, share: float) -> None:
    flip(home.live, share)
    found = look(home)
    assert len(found) == len(LIVE)
    assert list_off(found) == {"live-readable"}


@pytest.mark.parametrize("content", [b"", b"no database", b"\0" * 20_000])
def test_a_file_that_is_no_database_is_found(home: Home, content: bytes) -> None:
    home.live.write_bytes(content)
    assert list_off(look(home)) in ({"live-readable"}, {"revision-behind"})


def test_a_log_that_cannot_be_replayed_is_found(home: Home) -> None:
    # A header that is whole, of another store: nothing after it can be trusted.
    home.live.with_name("live.duckdb.wal").write_bytes(_make_wal(home))
    assert list_off(look(home)) == {"live-readable"}


def test_another_key_is_found_where_the_store_notes_its_own(home: Home) -> None:
    assert list_off(look(home)) == set()
    (home.secrets / "key").write_text("ab" * 32)
    assert list_off(look(home)) == {"key-fits"}


def test_what_a_restored_backup_brings_back_is_found(home: Home) -> None:
    change_live(home, "DELETE FROM erased")
    assert list_off(look(home)) == {"restored"}


def test_a_missing_column_that_queries_need_is_a_finding(home: Home) -> None:
    change_live(home, "DROP TABLE grouped")
    assert list_off(look(home)) == {"live-tables"}


def test_a_decision_that_is_no_json_is_a_finding(home: Home) -> None:
    change_live(home, "UPDATE events SET payload = '{' WHERE no = 3")
    assert list_off(look(home)) - {"published-rows"} == {"decisions"}


@pytest.mark.parametrize(
    ("number", "payload"),
    [(1, "{}"), (2, "{}"), (3, '{"asks": [1]}'), (4, '{"event": 4}'), (4, '{"event": "x"}'),
     (5, '{"into": [{"id": "t-9", "asks": []}]}'), (5, '[1]'), (5, 'null')],
)  # fmt: skip
def test_a_decision_that_does_not_say_what_its_kind_needs_is_a_finding(
    home: Home, number: int, payload: str
) -> None:
    change_live(home, f"UPDATE events SET payload = '{payload}' WHERE no = {number}")
    assert list_off(look(home)) - {"published-rows"} == {"decisions"}


def test_what_is_off_in_the_rows_keeps_from_publishing_and_what_publishing_mends_does_not(
    home: Home,
) -> None:
    change_live(home, *BREAKS["revision-ahead"])
    assert find_unsafe(look(home)) == []
    change_live(home, *BREAKS["ask-ids"])
    assert [one.slug for one in find_unsafe(look(home))] == ["ask-ids"]


def test_no_words_of_customers_are_told(home: Home) -> None:
    change_live(home, *(one for slug in ("ask-ids", "message-versions", "stub-words", "decisions")
                        for one in BREAKS[slug]))  # fmt: skip
    told = " ".join(one.found for one in look(home))
    assert "text" not in told
    assert "their words" not in told


def _make_wal(home: Home) -> bytes:
    """A log with a change in it, one byte of which is turned."""
    script = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); "
        "c.execute('CREATE TABLE more AS SELECT range AS n FROM range(9)'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(home.live)], check=True)
    content = bytearray(home.live.with_name("live.duckdb.wal").read_bytes())
    content[len(content) // 2] ^= 255
    return bytes(content)
