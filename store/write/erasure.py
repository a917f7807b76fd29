"""Taking a person's words out of the live store. What holds them besides is noted as unfinished,
and cleaned by `store/write/erased_files.py`."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

import duckdb
import numpy as np
import pyarrow as pa

from store.files.connection import fetch_rows, fetch_sql_file, run_sql_file
from store.files.tombstones import Tombstones, hash_conversation
from store.tables.arrays import pack_arrays, unpack_arrays
from store.tables.decisions import parse_overrides
from store.tables.rows import to_naive_utc
from store.write.unfinished import note_unfinished
from store.write.vector_cache import hash_texts

ConversationKey = tuple[str, str]
"""Source and key of a conversation."""


def find_conversations(connection: duckdb.DuckDBPyConnection, given: str) -> list[ConversationKey]:
    """The conversations that `given` names: what people see, or the tool's own id."""
    found = fetch_sql_file(connection, "erase/named", given=given)
    return [(row["source"], row["key"]) for row in found]


def find_customer_conversations(
    connection: duckdb.DuckDBPyConnection, secret: bytes, given: str
) -> tuple[list[ConversationKey], list[ConversationKey]]:
    """The conversations of a customer, and (source, hashed id) for every source there is; `given`
    is the tool's id, or the hashed one that exports show."""
    sources = [row["source"] for row in fetch_sql_file(connection, "erase/sources")]
    people = [(source, _hash_identity(secret, source, given)) for source in sources]
    people += [(source, given) for source in sources]
    found = {
        (row["source"], row["key"])
        for source, customer in people
        for row in fetch_sql_file(connection, "erase/of_customer", source=source, customer=customer)
    }
    return sorted(found), people


def find_stubs(connection: duckdb.DuckDBPyConnection) -> list[ConversationKey]:
    """Conversations that are stubs."""
    return [(row["source"], row["key"]) for row in fetch_sql_file(connection, "erase/stubs")]


def find_inactive_since(
    connection: duckdb.DuckDBPyConnection, before: datetime
) -> list[ConversationKey]:
    """Conversations in which nothing happened since `before`, and that are not erased yet; those
    without any time stay."""
    found = fetch_sql_file(connection, "erase/inactive_since", before=to_naive_utc(before))
    return [(row["source"], row["key"]) for row in found]


def find_restored(
    connection: duckdb.DuckDBPyConnection, tombstones: Tombstones
) -> list[ConversationKey]:
    """Conversations that were forgotten and are here again: a backup was restored."""
    if not tombstones.conversations:
        return []
    known = fetch_sql_file(connection, "erase/not_erased")
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
) -> None:
    """Turn these conversations into stubs, and note the embedded texts that no other conversation
    holds: their vectors have still to go."""
    stubs = _build_customer_stubs(connection, secret, doomed)
    connection.register("new_doomed", _to_doomed_table(doomed, stubs))
    run_sql_file(connection, "erase/conversations_to_erase")
    connection.unregister("new_doomed")
    digests = [bytes(one) for one in hash_texts(secret, _find_texts_of_doomed_alone(connection))]
    answers = fetch_sql_file(connection, "erase/answers_of_doomed_alone")
    digests += [bytes(row["digest"]) for row in answers]
    note_unfinished(connection, "erasure", now, {"vectors": [digest.hex() for digest in digests]})
    _clean_themes(connection)
    stub = f"erased on {now:%Y-%m-%d}"
    run_sql_file(connection, "erase/erase", stub=stub, now=to_naive_utc(now))
    _strip_anchors(connection)


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
    found = fetch_sql_file(connection, "erase/texts_of_doomed_alone")
    return [row["clean_text"] for row in found]


def _to_doomed_table(
    doomed: Sequence[ConversationKey], stubs: Mapping[ConversationKey, str]
) -> pa.Table:
    columns = {
        "source": [source for source, _ in doomed],
        "key": [key for _, key in doomed],
        "stub": [stubs.get(conversation) for conversation in doomed],
    }
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _clean_themes(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove labels and keywords that occur in erased texts only, of living and retired themes."""
    doomed: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for row in fetch_sql_file(connection, "erase/theme_texts"):
        side = doomed if row["doomed"] else others
        side.setdefault(row["theme_id"], []).append(
            f"{row['text']}\n{row['clean_text']}".casefold()
        )
    for theme in fetch_rows(connection, "SELECT id, label, keywords FROM themes ORDER BY id"):
        gone = "\n".join(doomed.get(theme["id"], ()))
        left = "\n".join(others.get(theme["id"], ()))
        if not gone:
            continue
        keywords = [
            word for word in theme["keywords"] or [] if not _is_erased_only(word, gone, left)
        ]
        label = theme["id"] if _is_erased_only(theme["label"], gone, left) else theme["label"]
        run_sql_file(
            connection, "erase/clean_theme", theme=theme["id"], label=label, keywords=keywords
        )
        _clean_versions(connection, theme["id"], gone, left)
        _clean_splits(connection, theme["id"], gone, left)


def _clean_versions(
    connection: duckdb.DuckDBPyConnection, theme_id: str, gone: str, left: str
) -> None:
    """The same in how a theme was shown before; a name that a person gave it then is theirs."""
    for version in fetch_sql_file(connection, "erase/theme_versions", theme=theme_id):
        keywords = [
            word for word in version["keywords"] or [] if not _is_erased_only(word, gone, left)
        ]
        given = parse_overrides(version["overrule"]).label == version["label"]
        is_gone = not given and _is_erased_only(version["label"], gone, left)
        run_sql_file(
            connection,
            "erase/clean_version",
            theme=theme_id,
            from_run=version["from_run"],
            label=theme_id if is_gone else version["label"],
            keywords=keywords,
        )


def _clean_splits(
    connection: duckdb.DuckDBPyConnection, theme_id: str, gone: str, left: str
) -> None:
    """The same in the decisions that made a theme: a part that was split off is named by its asks,
    unless a person named it."""
    for event in fetch_rows(
        connection, "SELECT no, payload FROM events WHERE kind = 'split' ORDER BY no"
    ):
        split = json.loads(event["payload"])
        parts = [
            {**part, "label": theme_id}
            if part["id"] == theme_id and _is_erased_only(part.get("label") or "", gone, left)
            else part
            for part in split["into"]
        ]
        if parts != split["into"]:
            kept = json.dumps({**split, "into": parts}, ensure_ascii=False, sort_keys=True)
            connection.execute("UPDATE events SET payload = ? WHERE no = ?", [kept, event["no"]])


def _is_erased_only(words: str, gone: str, left: str) -> bool:
    """Whether this phrase occurs in the erased texts and in no other."""
    phrase = words.casefold().strip("…. ")
    return bool(phrase) and phrase in gone and phrase not in left


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
    met = fetch_sql_file(connection, "erase/erased_among", ids=list(ask_ids))
    return {row["id"] for row in met}
