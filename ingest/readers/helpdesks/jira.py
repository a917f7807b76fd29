"""Jira Service Management: requests with comments, pages of comments, and plain Jira issues."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.readers.interface import (
    JsonReader,
    Native,
    NoConversation,
    Options,
    Record,
    is_object,
    pick,
    pick_fields,
    pick_object,
    pick_objects,
    pick_person_names,
)

_REQUEST = re.compile(r"/(?:request|issue)/([^/]+)/comment")
_WHO = "accountId|key|name|emailAddress"
_NAMES = "displayName|name|emailAddress"
_BLOCKS = {"paragraph", "heading", "listItem", "codeBlock", "blockquote", "tableRow"}
_DEPTH = 100


def _matches(item: Record) -> bool:
    inside = item.get("values")
    if isinstance(inside, list) and "isLastPage" in item:
        return all(
            is_object(entry) and (_is_comment(entry) or _is_request(entry)) for entry in inside[:20]
        )
    if isinstance(item.get("issues"), list):
        return all(is_object(entry) and "fields" in entry for entry in item["issues"][:20])
    return _is_request(item) or _is_comment(item) or _is_issue(item)


def _is_request(item: Record) -> bool:
    return "issueKey" in item or {"issueId", "requestTypeId"} <= item.keys()


def _is_issue(item: Record) -> bool:
    return "key" in item and "summary" in pick_object(item, "fields")


def _is_comment(item: Record) -> bool:
    return {"body", "public", "author"} <= item.keys() and is_object(item.get("created"))


def _read_conversations(item: Record, options: Options) -> Iterable[Native]:
    if _is_comment(item):
        return _build_comments([item], options)
    inside = pick_objects(item, "values|issues")
    if inside or isinstance(item.get("values"), list):
        comments = [entry for entry in inside if _is_comment(entry)]
        whole = [entry for entry in inside if not _is_comment(entry)]
        return [
            *(_build_request(entry, options) for entry in whole),
            *_build_comments(comments, options),
        ]
    return [_build_request(item, options)]


def _build_request(item: Record, options: Options) -> Native:
    fields = pick_object(item, "fields") or _read_field_values(item)
    asker = pick(item, "reporter|fields.reporter|fields.creator")
    comments = pick_objects(
        item, "comments.values|comments|fields.comment.comments|comment.comments"
    )
    made = pick(item, "createdDate.epochMillis|createdDate.iso8601|fields.created")
    opening = {
        "id": "opening",
        "at": made,
        "author": "customer",
        "author_id": pick(asker, _WHO),
        "text": extract_text(fields.get("description")),
    }
    return {
        "id": pick(item, "issueKey|key|issueId|id"),
        "created_at": made,
        "subject": fields.get("summary"),
        "status": pick(item, "currentStatus.status|fields.status.name"),
        "url": pick(item, "_links.agent|_links.web"),
        "tags": pick(item, "fields.labels"),
        "customer": {"id": pick(asker, _WHO), "name": pick_person_names(asker, _NAMES)},
        "messages": [
            opening,
            *(_build_comment(comment, pick(asker, _WHO), options) for comment in comments),
        ],
    }


def _read_field_values(item: Record) -> dict[str, Any]:
    return {
        str(value.get("fieldId")): value.get("value")
        for value in pick_objects(item, "requestFieldValues")
    }


def _build_comments(comments: list[Record], options: Options) -> Iterator[Native]:
    """Conversations of a page of comments; the first public author is taken for the customer."""
    public = [comment for comment in comments if comment.get("public")]
    asker = pick(min(public, key=_get_created).get("author"), _WHO) if public else None
    for comment in comments:
        request = _REQUEST.search(str(pick(comment, "_links.self") or ""))
        number = pick(comment, "issueKey|requestKey|issueId") or (request and request[1])
        if not number:
            raise NoConversation(
                "The comments do not say which request they belong to (_links.self)."
            )
        yield {"id": number, "messages": [_build_comment(comment, asker, options)]}


def _get_created(comment: Record) -> str:
    return str(pick(comment, "created.epochMillis|created.iso8601"))


def _build_comment(item: Record, asker: Any, options: Options) -> Native:
    writer = item.get("author")
    names = [pick(writer, path) for path in (*_WHO.split("|"), "displayName")]
    customer = pick(writer, "accountType") == "customer" or (
        asker is not None and pick(writer, _WHO) == asker
    )
    created = item.get("created")
    return pick_fields(item, id="id") | {
        "at": pick(created, "epochMillis|iso8601") if is_object(created) else created,
        "author": "customer" if customer and not options.is_agent(*names) else "agent",
        "author_id": pick(writer, _WHO),
        "author_name": pick_person_names(writer, _NAMES),
        "public": item.get("public", item.get("jsdPublic")) is not False,
        "text": extract_text(item.get("body")),
    }


def extract_text(document: Any) -> Any:
    """Plain text of Jira's document format; a plain text stays as it is."""
    return "".join(_iter_pieces(document, 0)).strip() if is_object(document) else document


def _iter_pieces(node: Any, depth: int) -> Iterator[str]:
    if not is_object(node) or depth > _DEPTH:
        return
    if node.get("type") == "hardBreak":
        yield "\n"
    if isinstance(node.get("text"), str):
        yield node["text"]
    for part in pick_objects(node, "content"):
        yield from _iter_pieces(part, depth + 1)
    if node.get("type") in _BLOCKS:
        yield "\n"


READER = JsonReader(
    "jira", "Jira Service Management requests", _matches, _read_conversations, is_partial=True
)
