"""How each tool's API is paged: what is asked for, and where to go on next time."""

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
    """Where to go on once these are kept."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that can be pulled from."""

    reader: JsonReader
    token: str
    """Name of the environment variable that holds the token."""
    base: str | None
    """Address of the API; None where everybody has their own."""
    headers: Callable[[str], dict[str, str]]
    pages: Callable[[Client, Cursor], Iterator[Page]]
    """From a cursor of an earlier page, or from {"since": unix seconds}."""


def convert_page(
    tool: Tool, page: Page, source: str, timezone: str
) -> Iterator[Conversation | Rejected]:
    """The conversations of a page."""
    placed = ((f"{tool.reader.name} {one.get('id', '')}", one) for one in page.records)
    context = Context(source=source, forced=True, timezone=timezone)
    return read_with_reader(tool.reader, placed, context, Options(timezone))


def _build_bearer_headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Accept": "application/json"}


def _build_zendesk_headers(token: str) -> dict[str, str]:
    """An API token is given as "address:token", an OAuth token alone."""
    if ":" not in token:
        return _build_bearer_headers(token)
    address, secret = token.split(":", 1)
    basic = base64.b64encode(f"{address}/token:{secret}".encode()).decode()
    return {"Authorization": f"Basic {basic}", "Accept": "application/json"}


def _iter_intercom_pages(client: Client, cursor: Cursor) -> Iterator[Page]:
    """Conversations by the time of their last change, each fetched with its parts."""
    since, after = int(cursor.get("since", 0)), None
    newest = since
    while True:
        paging = {"per_page": _PAGE} | ({"starting_after": after} if after else {})
        changed = {"field": "updated_at", "operator": ">", "value": since - 1}
        told = client.post(
            "/conversations/search",
            {
                "query": changed,
                "sort": {"field": "updated_at", "order": "ascending"},
                "pagination": paging,
            },
        )
        found = pick_objects(told, "conversations")
        newest = max([newest, *(int(one.get("updated_at") or 0) for one in found)])
        whole = tuple(client.get(f"/conversations/{one['id']}") for one in found if "id" in one)
        yield Page(whole, {"since": newest})
        after = pick(told, "pages.next.starting_after")
        if not after:
            return


def _iter_zendesk_pages(client: Client, cursor: Cursor) -> Iterator[Page]:
    """The incremental export; comments are fetched ticket by ticket."""
    asked = {"cursor": cursor["cursor"]} if "cursor" in cursor else {"start_time": cursor["since"]}
    while True:
        told = client.get("/api/v2/incremental/tickets/cursor.json", include="users", **asked)
        users = pick_objects(told, "users")
        tickets = tuple(_add_comments(client, one, users) for one in pick_objects(told, "tickets"))
        after = told.get("after_cursor") or cursor.get("cursor")
        yield Page(tickets, {"cursor": after} if after else cursor)
        if told.get("end_of_stream", True) or not after:
            return
        asked = {"cursor": after}


def _add_comments(client: Client, ticket: Any, users: list[Any]) -> dict[str, Any]:
    if ticket.get("status") == "deleted":
        return {**ticket, "users": users}
    comments: list[Any] = []
    path: str | None = f"/api/v2/tickets/{ticket.get('id')}/comments.json"
    params: dict[str, Any] = {"include": "users", "page[size]": 100}
    while path:
        told = client.get(path, **params)
        comments += pick_objects(told, "comments")
        users = users + pick_objects(told, "users")
        more = pick_object(told, "meta").get("has_more") is True
        params["page[after]"] = pick(told, "meta.after_cursor")
        path = path if more and params["page[after]"] else None
    return {**ticket, "comments": comments, "users": users}


def _iter_chatwoot_pages(client: Client, cursor: Cursor) -> Iterator[Page]:
    """Conversations by their last activity, the newest first, until the last fetch is met."""
    since = int(cursor.get("since", 0))
    number, newest = int(cursor.get("page", 1)), int(cursor.get("newest", since))
    while True:
        told = client.get("/conversations", status="all", assignee_type="all", page=number)
        found = pick_objects(told, "data.payload")
        active = [int(float(one.get("last_activity_at") or 0)) for one in found]
        newest = max([newest, *active])
        fresh = [one for one, at in zip(found, active, strict=True) if at >= since]
        whole = tuple(_add_messages(client, one) for one in fresh)
        if len(fresh) < len(found) or not found:
            yield Page(whole, {"since": newest})
            return
        number += 1
        yield Page(whole, {"since": since, "page": number, "newest": newest})


def _add_messages(client: Client, conversation: Any) -> dict[str, Any]:
    messages: dict[str, Any] = {}
    params: dict[str, Any] = {}
    while True:
        told = client.get(f"/conversations/{conversation.get('id')}/messages", **params)
        found = [one for one in pick_objects(told, "payload") if str(one.get("id")) not in messages]
        messages |= {str(one.get("id")): one for one in found}
        if not found:
            return {**conversation, "messages": list(messages.values())}
        params = {"before": min(int(one.get("id") or 0) for one in found)}


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
