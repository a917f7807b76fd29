"""Taking a person's words out of the live store, and the bytes out of its files."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np

from store.files.connection import connect, fetch_rows, run_sql_file
from store.files.home import Home
from store.tables.rows import to_naive_utc
from store.write.decisions import parse_overrides
from store.write.theme_tables import pack_arrays, unpack_arrays
from store.write.tombstones import Tombstones, hash_conversation

ConversationKey = tuple[str, str]
"""Source and key of a conversation."""


def create_erased_table(connection: duckdb.DuckDBPyConnection) -> None:
    """The table of what was erased; older stores do not have it."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS erased (source VARCHAR, key VARCHAR, erased_at TIMESTAMP)"
    )


def find_conversations(connection: duckdb.DuckDBPyConnection, given: str) -> list[ConversationKey]:
    """The conversations that `given` names: what people see, or the tool's own id."""
    found = fetch_rows(
        connection,
        "SELECT source, key FROM conversation_named WHERE id = $given OR key = $given ORDER BY ALL",
        {"given": given},
    )
    return [(row["source"], row["key"]) for row in found]


def find_customer_conversations(
    connection: duckdb.DuckDBPyConnection, secret: bytes, given: str
) -> tuple[list[ConversationKey], list[ConversationKey]]:
    """The conversations of a customer, and (source, hashed id) for every source there is; `given`
    is the tool's id, or the hashed one that exports show."""
    sources = [row["source"] for row in fetch_rows(connection, _SOURCES)]
    people = [(source, _hash_identity(secret, source, given)) for source in sources]
    people += [(source, given) for source in sources]
    found = {
        (row["source"], row["key"])
        for source, customer in people
        for row in fetch_rows(
            connection,
            "SELECT DISTINCT source, key FROM conversation_versions "
            "WHERE source = $source AND customer = $customer",
            {"source": source, "customer": customer},
        )
    }
    return sorted(found), people


_SOURCES = "SELECT DISTINCT source FROM conversation_versions ORDER BY source"


def find_inactive_since(
    connection: duckdb.DuckDBPyConnection, before: datetime
) -> list[ConversationKey]:
    """Conversations in which nothing happened since `before`, and that are not erased yet; those
    without any time stay."""
    found = fetch_rows(connection, _INACTIVE_SINCE, {"before": to_naive_utc(before)})
    return [(row["source"], row["key"]) for row in found]


_INACTIVE_SINCE = """
WITH spoken AS (
    SELECT source, conversation_key AS key, max(written_at) AS last_at
    FROM message_versions GROUP BY ALL
)
SELECT source, key FROM conversation_now LEFT JOIN spoken USING (source, key)
WHERE greatest(created_at, closed_at, last_at) < $before
ORDER BY source, key
"""


def find_restored(
    connection: duckdb.DuckDBPyConnection, tombstones: Tombstones
) -> list[ConversationKey]:
    """Conversations that were forgotten and are here again: a backup was restored."""
    if not tombstones.conversations:
        return []
    known = fetch_rows(
        connection,
        "SELECT DISTINCT source, key FROM conversation_versions "
        "ANTI JOIN erased USING (source, key) ORDER BY ALL",
    )
    return [
        (row["source"], row["key"])
        for row in known
        if tombstones.is_key_forgotten(row["source"], row["key"])
    ]


def erase_conversations(
    connection: duckdb.DuckDBPyConnection,
    secret: bytes,
    doomed: Sequence[ConversationKey],
    now: datetime,
) -> list[str]:
    """Leave stubs of these conversations; the texts that were embedded and nobody else said."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE doomed (source VARCHAR, key VARCHAR, stub VARCHAR)"
    )
    stubs = _build_customer_stubs(connection, secret, doomed)
    connection.executemany(
        "INSERT INTO doomed VALUES (?, ?, ?)", [(*one, stubs.get(one)) for one in doomed]
    )
    heard = _find_texts_of_doomed_alone(connection)
    _clean_themes(connection)
    said = f"erased on {now:%Y-%m-%d}"
    run_sql_file(connection, "erase/erase", said=said, now=to_naive_utc(now))
    _strip_anchors(connection)
    return heard


def rewrite_database(home: Home) -> None:
    """Write the live database anew, without the pages that deleted rows leave behind."""
    fresh = home.live.with_name("live.rewritten.duckdb")
    _remove_database(fresh)
    connection = connect(home.live)
    try:
        connection.execute("CHECKPOINT")
        connection.execute(f"ATTACH '{fresh}' AS fresh")
        name = fetch_rows(connection, "SELECT current_database() AS name")[0]["name"]
        connection.execute(f'COPY FROM DATABASE "{name}" TO fresh')
        connection.execute("DETACH fresh")
    finally:
        connection.close()
    fresh.replace(home.live)
    _remove_database(home.live.with_name(home.live.name + ".wal"))


def _remove_database(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)


def _hash_identity(secret: bytes, *parts: str) -> str:
    """A person's id as `ingest` hashes it."""
    return hmac.new(
        secret, "\0".join(parts).encode("utf-8", "replace"), hashlib.sha256
    ).hexdigest()[:32]


def _build_customer_stubs(
    connection: duckdb.DuckDBPyConnection, secret: bytes, doomed: Sequence[ConversationKey]
) -> dict[ConversationKey, str]:
    """What stands for the customer of each conversation: told apart still, traced no more."""
    wanted = set(doomed)
    return {
        (row["source"], row["key"]): "erased-"
        + hash_conversation(secret, row["source"], row["customer"])[:16]
        for row in fetch_rows(connection, "SELECT source, key, customer FROM conversation_now")
        if row["customer"] and (row["source"], row["key"]) in wanted
    }


def _find_texts_of_doomed_alone(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = fetch_rows(
        connection,
        "SELECT DISTINCT heard FROM asks SEMI JOIN doomed "
        "ON doomed.source = asks.source AND doomed.key = asks.conversation_key "
        "WHERE heard <> '' EXCEPT SELECT heard FROM asks ANTI JOIN doomed "
        "ON doomed.source = asks.source AND doomed.key = asks.conversation_key ORDER BY ALL",
    )
    return [row["heard"] for row in found]


def _clean_themes(connection: duckdb.DuckDBPyConnection) -> None:
    """Labels and keywords that only the erased said, in living and retired themes."""
    doomed: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for row in fetch_rows(connection, _THEME_TEXTS):
        side = doomed if row["doomed"] else others
        side.setdefault(row["theme_id"], []).append(f"{row['text']}\n{row['heard']}".casefold())
    for theme in fetch_rows(connection, "SELECT id, label, keywords FROM themes ORDER BY id"):
        gone = "\n".join(doomed.get(theme["id"], ()))
        left = "\n".join(others.get(theme["id"], ()))
        if not gone:
            continue
        keywords = [
            word for word in theme["keywords"] or [] if not _is_erased_only(word, gone, left)
        ]
        label = theme["id"] if _is_erased_only(theme["label"], gone, left) else theme["label"]
        connection.execute(
            "UPDATE themes SET label = ?, keywords = ? WHERE id = ?",
            [label, keywords, theme["id"]],
        )
        _clean_versions(connection, theme["id"], gone, left)
        _clean_splits(connection, theme["id"], gone, left)


def _clean_versions(
    connection: duckdb.DuckDBPyConnection, theme_id: str, gone: str, left: str
) -> None:
    """The same in how a theme was shown before; a name that a person gave it then is theirs."""
    shown = fetch_rows(connection, _VERSIONS, {"theme": theme_id})
    for version in shown:
        keywords = [
            word for word in version["keywords"] or [] if not _is_erased_only(word, gone, left)
        ]
        given = parse_overrides(version["overrule"]).label == version["label"]
        is_gone = not given and _is_erased_only(version["label"], gone, left)
        connection.execute(
            "UPDATE theme_versions SET label = ?, keywords = ? WHERE theme_id = ? AND from_run = ?",
            [
                theme_id if is_gone else version["label"],
                keywords,
                theme_id,
                version["from_run"],
            ],
        )


_VERSIONS = """
SELECT from_run, label, keywords, overrule FROM theme_versions
WHERE theme_id = $theme ORDER BY from_run
"""


def _clean_splits(
    connection: duckdb.DuckDBPyConnection, theme_id: str, gone: str, left: str
) -> None:
    """The same in the decisions that made a theme: a part that was split off is named by its asks,
    unless a person named it."""
    for event in fetch_rows(
        connection, "SELECT no, told FROM events WHERE kind = 'split' ORDER BY no"
    ):
        told = json.loads(event["told"])
        parts = [
            {**part, "label": theme_id}
            if part["id"] == theme_id and _is_erased_only(part.get("label") or "", gone, left)
            else part
            for part in told["into"]
        ]
        if parts != told["into"]:
            kept = json.dumps({**told, "into": parts}, ensure_ascii=False, sort_keys=True)
            connection.execute("UPDATE events SET told = ? WHERE no = ?", [kept, event["no"]])


_THEME_TEXTS = """
WITH held AS (
    SELECT ask_id, theme_id FROM assignments UNION SELECT ask_id, theme_id FROM grouped
)
SELECT DISTINCT theme_id, text, heard, doomed.key IS NOT NULL AS doomed
FROM held JOIN asks ON asks.id = held.ask_id
LEFT JOIN doomed ON doomed.source = asks.source AND doomed.key = asks.conversation_key
"""


def _is_erased_only(words: str, gone: str, left: str) -> bool:
    """Whether these words, in this order, are said by the erased and by nobody else."""
    told = words.casefold().strip("…. ")
    return bool(told) and told in gone and told not in left


def _strip_anchors(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the anchors out of every kept space: each carries a part of the ask it came from. What
    is left (means, directions) is of all asks together."""
    for row in fetch_rows(connection, "SELECT no, space FROM runs ORDER BY no"):
        if row["space"] is None:  # an assignment works in the space of the grouping before it
            continue
        space = unpack_arrays(row["space"])
        if "anchors" in space:
            space["anchors"] = np.zeros((0, *space["anchors"].shape[1:]), dtype=np.float32)
            connection.execute(
                "UPDATE runs SET space = ? WHERE no = ?", [pack_arrays(space), row["no"]]
            )


def find_erased_asks(connection: duckdb.DuckDBPyConnection, ask_ids: Sequence[str]) -> set[str]:
    """Which of these asks are stubs."""
    met = fetch_rows(
        connection,
        "SELECT id FROM asks SEMI JOIN erased ON erased.source = asks.source "
        "AND erased.key = asks.conversation_key WHERE id IN (SELECT unnest($ids))",
        {"ids": list(ask_ids)},
    )
    return {row["id"] for row in met}
