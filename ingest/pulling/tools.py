"""Paging of each tool's API, with a cursor for the next pull."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from domain.conversations import Conversation, Rejected
from ingest.parsing.fields import Context
from ingest.pulling.client import Client
from ingest.readers.helpdesks import chatwoot, intercom, zendesk
from ingest.readers.interface import JsonReader, Options, pick, pick_object, pick_objects
from ingest.records.build import read_with_reader

Cursor = dict[str, Any]
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a tool's conversations."""

    records: tuple[dict[str, Any], ...]
    cursor: Cursor
    """Where the next pull continues once these records are stored."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool whose API can be pulled."""

    reader: JsonReader
    token: str
    """Environment variable of the token."""
    base: str | None
    """Address of the API; None where every account has its own."""
    headers: Callable[[str], dict[str, str]]
    """HTTP headers for a token."""
    pages: Callable[[Client, Cursor], Iterator[Page]]
    """Pages from the cursor of an earlier page, or from {"since": unix seconds}."""


def convert_page(
    tool: Tool, page: Page, source: str, timezone: str
) -> Iterator[Conversation | Rejected]:
    """The conversations of a page, and its rejected records."""
    placed = ((f"{tool.reader.name} {record.get('id', '')}", record) for record in page.records)
    context = Context(source=source, forced=True, timezone=timezone)
    return read_with_reader(tool.reader, placed, context, Options(timezone))


def _build_bearer_headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Accept": "application/json"}


def _build_zendesk_headers(token: str) -> dict[str, str]:
    """Headers for an API token ("address:token") or an OAuth token (alone)."""
    if ":" not in token:
        return _build_bearer_headers(token)
    address, secret = token.split(":", 1)
    basic = base64.b64encode(f"{address}/token:{secret}".encode()).decode()
    return {"Authorization": f"Basic {basic}", "Accept": "application/json"}


def _iter_intercom_pages(client: Client, cursor: Cursor) -> Iterator[Page]:
    """Conversations in the order of their last change, each fetched with its parts."""
    since, after = int(cursor.get("since", 0)), None
    newest = since
    while True:
        paging = {"per_page": _PAGE} | ({"starting_after": after} if after else {})
        changed = {"field": "updated_at", "operator": ">", "value": since - 1}
        answer = client.post(
            "/conversations/search",
            {
                "query": changed,
                "sort": {"field": "updated_at", "order": "ascending"},
                "pagination": paging,
            },
        )
        found = pick_objects(answer, "conversations")
        newest = max([newest, *(int(listed.get("updated_at") or 0) for listed in found)])
        fetched = tuple(
            client.get(f"/conversations/{listed['id']}") for listed in found if "id" in listed
        )
        yield Page(fetched, {"since": newest})
        after = pick(answer, "pages.next.starting_after")
        if not after:
            return


def _iter_zendesk_pages(client: Client, cursor: Cursor) -> Iterator[Page]:
    """Tickets of the incremental export; comments are fetched ticket by ticket."""
    asked = {"cursor": cursor["cursor"]} if "cursor" in cursor else {"start_time": cursor["since"]}
    while True:
        answer = client.get("/api/v2/incremental/tickets/cursor.json", include="users", **asked)
        users = pick_objects(answer, "users")
        tickets = tuple(
            _add_comments(client, ticket, users) for ticket in pick_objects(answer, "tickets")
        )
        after = answer.get("after_cursor") or cursor.get("cursor")
        yield Page(tickets, {"cursor": after} if after else cursor)
        if answer.get("end_of_stream", True) or not after:
            return
        asked = {"cursor": after}


def _add_comments(client: Client, ticket: Any, users: list[Any]) -> dict[str, Any]:
    if ticket.get("status") == "deleted":
        return {**ticket, "users": users}
    comments: list[Any] = []
    path: str | None = f"/api/v2/tickets/{ticket.get('id')}/comments.json"
    params: dict[str, Any] = {"include": "users", "page[size]": 100}
    while path:
        answer = client.get(path, **params)
        comments += pick_objects(answer, "comments")
        users = users + pick_objects(answer, "users")
        more = pick_object(answer, "meta").get("has_more") is True
        params["page[after]"] = pick(answer, "meta.after_cursor")
        path = path if more and params["page[after]"] else None
    return {**ticket, "comments": comments, "users": users}


def _iter_chatwoot_pages(client: Client, cursor: Cursor) -> Iterator[Page]:
    """Conversations by last activity, the newest first, down to the time of the last pull."""
    since = int(cursor.get("since", 0))
    number, newest = int(cursor.get("page", 1)), int(cursor.get("newest", since))
    while True:
        answer = client.get("/conversations", status="all", assignee_type="all", page=number)
        found = pick_objects(answer, "data.payload")
        active = [int(float(listed.get("last_activity_at") or 0)) for listed in found]
        newest = max([newest, *active])
        fresh = [listed for listed, at in zip(found, active, strict=True) if at >= since]
        fetched = tuple(_add_messages(client, listed) for listed in fresh)
        if len(fresh) < len(found) or not found:
            yield Page(fetched, {"since": newest})
            return
        number += 1
        yield Page(fetched, {"since": since, "page": number, "newest": newest})


def _add_messages(client: Client, conversation: Any) -> dict[str, Any]:
    messages: dict[str, Any] = {}
    params: dict[str, Any] = {}
    while True:
        answer = client.get(f"/conversations/{conversation.get('id')}/messages", **params)
        found = [
            message
            for message in pick_objects(answer, "payload")
            if str(message.get("id")) not in messages
        ]
        messages |= {str(message.get("id")): message for message in found}
        if not found:
            return {**conversation, "messages": list(messages.values())}
        params = {"before": min(int(message.get("id") or 0) for message in found)}


TOOLS: dict[str, Tool] = {
    "intercom": Tool(
        intercom.READER,
        "EARSHOT_INTERCOM_TOKEN",
        "https://api.intercom.io",
        _build_bearer_headers,
        _iter_intercom_pages,
    ),
    "zendesk": Tool(
        zendesk.READER, "EARSHOT_ZENDESK_TOKEN", None, _build_zendesk_headers, _iter_zendesk_pages
    ),
    "chatwoot": Tool(
        chatwoot.READER,
        "EARSHOT_CHATWOOT_TOKEN",
        None,
        lambda token: {"api_access_token": token, "Accept": "application/json"},
        _iter_chatwoot_pages,
    ),
}
