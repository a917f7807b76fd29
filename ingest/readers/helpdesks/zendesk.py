"""Zendesk: the incremental export with users and comments, ticket events, tickets alone."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
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
    pick_objects,
    pick_person_names,
    pick_texts,
)

_ROLES = {"end-user": "customer", "end_user": "customer", "agent": "agent", "admin": "agent"}
_MACHINES = {"rule", "system", "trigger", "automation"}
_RATINGS = {"good": 5, "good_with_comment": 5, "bad": 1, "bad_with_comment": 1}
_PAGE_KEYS = {"end_of_stream", "after_cursor", "end_time", "next_page", "users", "meta", "count"}


def _matches(item: Record) -> bool:
    if _is_event(item):
        return True
    if isinstance(item.get("tickets"), list):
        return bool(_PAGE_KEYS & item.keys()) and all(
            map(_is_ticket, pick_objects(item, "tickets"))
        )
    if isinstance(item.get("ticket_events"), list):
        return True
    if is_object(item.get("ticket")):
        return _is_ticket(item["ticket"])
    if isinstance(item.get("comments"), list) and "id" not in item:
        return all(
            "author_id" in entry and "public" in entry for entry in pick_objects(item, "comments")
        )
    return _is_ticket(item) or _is_comment(item)


def _is_ticket(item: Record) -> bool:
    if "id" not in item or {"responder_id", "description_text", "status_id"} & item.keys():
        return False
    asked = "requester_id" in item or pick(item, "requester.id") is not None
    return asked and bool(
        {"submitter_id", "via", "raw_subject", "generated_timestamp", "comments", "description",
         "submitter", "satisfaction_rating"} & item.keys()
    )  # fmt: skip


def _is_event(item: Record) -> bool:
    kind = item.get("type")
    return isinstance(kind, str) and kind.startswith("zen:event-type:")


def _build_event(item: Record) -> Native:
    """The ticket of a webhook event, with the event's comment where it has one."""
    ticket = item.get("detail")
    if not (is_object(ticket) and str(item.get("type")).startswith("zen:event-type:ticket")):
        raise NoConversation("The event is about no ticket.")
    native = _build_ticket({**ticket, "status": str(ticket.get("status")).casefold()}, {}, [])
    comment = pick(item, "event.comment")
    if is_object(comment):
        staff = pick(comment, "author.is_staff")
        native_comment = _build_comment(
            {"created_at": item.get("time"), **comment}, pick(ticket, "requester_id"), {}
        )
        author = native_comment["author"] if staff is None else "agent" if staff else "customer"
        named = {"author": author, "author_name": pick_person_names(comment.get("author"), "name")}
        native["messages"].append(native_comment | named | {"public": comment.get("is_public")})
    return native


def _is_comment(item: Record) -> bool:
    return {"ticket_id", "author_id", "public", "body"} <= item.keys()


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    if _is_event(item):
        return [_build_event(item)]
    users = {str(user.get("id")): user for user in pick_objects(item, "users")}
    tickets = pick_objects(item, "tickets") if "tickets" in item else []
    if is_object(item.get("ticket")):
        tickets = [{**item["ticket"], "comments": item.get("comments") or []}]
    elif _is_ticket(item):
        tickets = [item]
    by_ticket = _group_by_ticket(item)
    natives = [
        _build_ticket(ticket, users, by_ticket.pop(str(ticket.get("id")), [])) for ticket in tickets
    ]
    natives += [_build_comments(ticket, comments, users) for ticket, comments in by_ticket.items()]
    if not natives and pick_objects(item, "comments"):
        raise NoConversation("The comments do not say which ticket they belong to (ticket_id).")
    return natives


def _group_by_ticket(item: Record) -> dict[str, list[Record]]:
    """Comments by ticket id, where they are not inside a ticket: on the page, in events, alone."""
    found: dict[str, list[Record]] = {}
    alone = [item] if _is_comment(item) else []
    beside = [] if _is_ticket(item) or "ticket" in item else pick_objects(item, "comments")
    for comment in [*beside, *alone]:
        if comment.get("ticket_id") is not None:
            found.setdefault(str(comment["ticket_id"]), []).append(comment)
    for event in pick_objects(item, "ticket_events"):
        for child in pick_objects(event, "child_events"):
            if "Comment" in (child.get("event_type"), child.get("type")):
                at = {"created_at": event.get("created_at") or event.get("timestamp")}
                found.setdefault(str(event.get("ticket_id")), []).append({**at, **child})
    return found


def _build_ticket(item: Record, known: dict[str, Record], beside: list[Record]) -> Native:
    asker = pick(item, "requester_id|requester.id")
    inside: dict[str, Record] = {str(user.get("id")): user for user in pick_objects(item, "users")}
    if is_object(item.get("requester")):
        inside[str(asker)] = item["requester"]
    users = ChainMap(inside, known)
    comments = pick_objects(item, "comments") or beside
    native = pick_fields(
        item,
        id="id",
        subject="subject|raw_subject",
        status="status",
        channel="via.channel",
        created_at="created_at",
    )
    deleted = item.get("status") == "deleted"
    messages = [_build_comment(comment, asker, users) for comment in comments]
    if item.get("description") and not comments:  # with comments, the first one repeats it
        messages.insert(0, _build_opening(item, asker, users))
    for message in messages if deleted else []:
        message["deleted"] = True
    tags = pick_texts(item, "tags")
    return native | {
        "tags": tags,
        "spam": True if deleted or "closed_by_merge" in tags else None,
        "rating": _RATINGS.get(str(pick(item, "satisfaction_rating.score"))),
        "url": _build_ticket_url(item.get("url"), item.get("id")),
        "customer": {
            "id": asker,
            "name": pick_person_names(users.get(str(asker)), "name|alias|email"),
        },
        "messages": messages,
    }


def _build_opening(item: Record, asker: Any, users: Mapping[str, Record]) -> Native:
    writer = item.get("submitter_id") if pick(item, "via.channel") != "web" else asker
    author = _detect_author(writer if str(writer) in users else asker, asker, users)
    return {
        "id": "opening",
        "author": author,
        "author_id": asker,
        "at": item.get("created_at"),
        "text": item.get("description"),
    }


def _build_comments(ticket: str, comments: list[Record], users: Mapping[str, Record]) -> Native:
    """A conversation of comments alone; its ticket stands elsewhere."""
    return {
        "id": ticket,
        "messages": [_build_comment(comment, None, users) for comment in comments],
    }


def _build_comment(item: Record, asker: Any, users: Mapping[str, Record]) -> Native:
    writer = pick(item, "author_id|author.id")
    if pick(item, "via.channel") in _MACHINES:
        author = "system" if item.get("public") is False else "bot"
    else:
        author = _detect_author(writer, asker, users)
    if is_object(item.get("author")) and item["author"].get("role") in _ROLES:
        author = _ROLES[item["author"]["role"]]
    body = (
        {"html": item["html_body"]}
        if item.get("html_body")
        else pick_fields(item, text="plain_body|body")
    )
    return body | {
        "id": item.get("id"),
        "at": item.get("created_at"),
        "author": author,
        "author_id": writer,
        "author_name": pick_person_names(users.get(str(writer)), "name|alias|email"),
        "public": item.get("public"),
    }


def _detect_author(writer: Any, asker: Any, users: Mapping[str, Record]) -> str:
    """The author by the users' roles; without them the requester is the customer."""
    role = _ROLES.get(str((users.get(str(writer)) or {}).get("role")))
    if role:
        return role
    return "customer" if asker is not None and str(writer) == str(asker) else "agent"


def _build_ticket_url(url: Any, number: Any) -> str | None:
    """The address of the ticket's page, from that of the API."""
    if not isinstance(url, str) or "/api/" not in url:
        return url if isinstance(url, str) else None
    return f"{url.split('/api/', 1)[0]}/agent/tickets/{number}"


READER = JsonReader("zendesk", "Zendesk tickets", _matches, _read_conversations, is_partial=True)
