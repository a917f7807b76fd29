"""Chatra: webhooks, which bring a talk or a stretch of one."""

from collections.abc import Iterable

from ingest.readers.interface import (
    JsonReader,
    Native,
    Options,
    Record,
    listed,
    names,
    person,
    pick,
    told,
)

_AUTHORS = {"client": "customer", "agent": "agent", "bot": "bot", "system": "system"}


def _fits(item: Record) -> bool:
    event = item.get("eventName")
    return isinstance(event, str) and event.startswith("chat") and "messages" in item


def _natives(item: Record, _options: Options) -> Iterable[Native]:
    agents = {str(one.get("id")): one for one in listed(item, "agents|agent")}
    client = item.get("client")
    yield told(client, id="chatId|id", page="info.url") | {
        "channel": "chat",
        "tags": names(client, "info.tags|tags"),
        "customer": told(client, id="id") | {"name": person(client, "displayedName|name|email")},
        "messages": [_message(one, agents) for one in listed(item, "messages")],
    }


def _message(item: Record, agents: dict[str, Record]) -> Native:
    author = _AUTHORS.get(str(item.get("type")), "system")
    who = item.get("agentId")
    return told(item, id="id", at="createdAt|created_at", text="message|text") | {
        "author": author,
        "author_id": who,
        "author_name": pick(item, "agentName") or person(agents.get(str(who))),
    }


READER = JsonReader("chatra", "Chatra chats", _fits, _natives, joins=True)
