"""A workspace as it lay on disk before people could decide about themes."""

from dataclasses import replace
from pathlib import Path

import duckdb

from store.files.home import Home
from store.files.shared import close_idle
from store.files.snapshots import read_manifest

_LIVE = """
DROP TABLE unfinished; DROP TABLE tombstones; DELETE FROM meta WHERE name = 'key_check';
ALTER TABLE segmented RENAME TO cut; ALTER TABLE asks RENAME clean_text TO heard;
ALTER TABLE themes RENAME min_similarity TO floor;
ALTER TABLE assignments RENAME confidence TO strength;
UPDATE meta SET value = '1' WHERE name = 'schema';
DROP TABLE grouped; DROP TABLE events; DROP TABLE redirects; DROP TABLE theme_versions;
DROP TABLE commits; DROP TABLE ask_ledger;
ALTER TABLE runs DROP kind; ALTER TABLE runs DROP who; ALTER TABLE runs DROP revision;
ALTER TABLE themes DROP born_at; ALTER TABLE themes DROP state; ALTER TABLE themes DROP since;
ALTER TABLE themes DROP overrule; ALTER TABLE themes DROP named; ALTER TABLE themes DROP pinned;
ALTER TABLE lineage DROP who;
"""
_THEMES = """
ALTER TABLE themes RENAME min_similarity TO floor;
ALTER TABLE assignments RENAME confidence TO strength;
DROP TABLE every_theme; DROP TABLE grouped; DROP TABLE events; DROP TABLE redirects;
DROP TABLE assignment_history; DROP TABLE theme_versions; DROP TABLE commits;
ALTER TABLE runs DROP kind; ALTER TABLE runs DROP who; ALTER TABLE runs DROP revision;
ALTER TABLE themes DROP born_at; ALTER TABLE themes DROP state; ALTER TABLE themes DROP since;
ALTER TABLE themes DROP overrule; ALTER TABLE themes DROP named; ALTER TABLE themes DROP pinned;
ALTER TABLE themes DROP grouped_label; ALTER TABLE lineage DROP who;
"""
_CONVERSATIONS = """
ALTER TABLE asks RENAME clean_text TO heard;
DROP TABLE ask_ledger; DROP TABLE commits;
"""


def downgrade_home(home: Home) -> None:
    """Take out of a workspace all that came with people's decisions."""
    manifest = read_manifest(home.current)
    assert manifest is not None
    _run_statements(home.live, _LIVE)
    _run_statements(home.snapshots / manifest.parts["themes"], _THEMES)
    _run_statements(home.snapshots / manifest.parts["conversations"], _CONVERSATIONS)
    parts = {
        "voice" if part == "conversations" else part: file for part, file in manifest.parts.items()
    }
    home.current.write_text(replace(manifest, schema=1, parts=parts, digests={}, sizes={}).dump())


def _run_statements(path: Path, statements: str) -> None:
    close_idle()  # a reader of this process may have it open
    path.chmod(0o600)
    with duckdb.connect(str(path)) as connection:
        connection.execute(statements)
        connection.execute("CHECKPOINT")
