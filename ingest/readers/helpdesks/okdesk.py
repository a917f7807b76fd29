"""Okdesk: requests, with their comments or beside comment events."""

from collections.abc import Iterable
from typing import Any

from ingest.readers.interface import (
    JsonReader,
    Native,
    Options,
    Record,
    is_object,
    pick,
    pick_fields,
    pick_object,
    pick_objects,
    pick_person_names,
    pick_texts,
    to_body,
)

_AUTHORS = {"contact": "customer", "client": "customer", "employee": "agent", "bot": "bot"}
_NAMES = "name|first_name|last_name|email"


def _matches(item: Record) -> bool:
    if is_object(item.get("issue")):
        return _is_issue(item["issue"]) or "comment" in item or is_object(item.get("event"))
    return _is_issue(item)


def _is_issue(item: Record) -> bool:
    client = item.get("client")
    coded = "code" in pick_object(item, "status")
    return {"id", "title"} <= item.keys() and (
        coded or (is_object(client) and ("company" in client or "contact" in client))
    )


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    issue = item["issue"] if is_object(item.get("issue")) else item
    event = item["event"] if is_object(item.get("event")) else item
    comments = list(pick_objects(issue, "comments"))
    comment = event.get("comment") or item.get("comment")
    if is_object(comment):
        beside = pick_fields(event, author="author", is_public="is_public", at="at")
        comments.append({**beside, **comment})
    contact = pick(issue, "client.contact|contact|author")
    asker = pick(issue, "client.contact.id|contact.id|contact_id|author.id")
    yield pick_fields(
        issue,
        id="id",
        subject="title",
        created_at="created_at",
        closed_at="completed_at",
        status="status.code|status.name|status",
        channel="source",
    ) | {
        "tags": pick_texts(issue, "tags.name|tags"),
        "customer": {"id": asker, "name": pick_person_names(contact, _NAMES)},
        "messages": [*_build_opening(issue, asker), *map(_build_comment, comments)],
    }


def _build_opening(issue: Record, asker: Any) -> list[Native]:
    author = _AUTHORS.get(str(pick(issue, "author.type")), "customer")
    if not issue.get("description"):
        return []
    placed = {"id": "opening", "author": author, "author_id": asker, "at": issue.get("created_at")}
    return [to_body(issue["description"]) | placed]


def _build_comment(item: Record) -> Native:
    public = item.get("is_public", item.get("public"))
    return to_body(item.get("content")) | {
        "id": item.get("id"),
        "at": pick(item, "published_at|created_at|at"),
        "author": _AUTHORS.get(str(pick(item, "author.type")), "agent"),
        "author_id": pick(item, "author.id"),
        "author_name": pick_person_names(item.get("author"), _NAMES),
        "public": public is not False,
    }


READER = JsonReader("okdesk", "Okdesk requests", _matches, _read_conversations, is_partial=True)
