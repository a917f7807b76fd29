"""Chatra: webhooks with a chat or a part of one."""

from collections.abc import Iterable

from ingest.readers.interface import (
    JsonReader,
    Native,
    Options,
    Record,
    pick,
    pick_fields,
    pick_objects,
    pick_person_names,
    pick_texts,
)

_AUTHORS = {"client": "customer", "agent": "agent", "bot": "bot", "system": "system"}


def _matches(item: Record) -> bool:
    event = item.get("eventName")
    return isinstance(event, str) and event.startswith("chat") and "messages" in item


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    agents = {str(agent.get("id")): agent for agent in pick_objects(item, "agents|agent")}
    client = item.get("client")
    yield pick_fields(client, id="chatId|id", page="info.url") | {
        "channel": "chat",
        "tags": pick_texts(client, "info.tags|tags"),
        "customer": pick_fields(client, id="id")
        | {"name": pick_person_names(client, "displayedName|name|email")},
        "messages": [_build_message(message, agents) for message in pick_objects(item, "messages")],
    }


def _build_message(item: Record, agents: dict[str, Record]) -> Native:
    author = _AUTHORS.get(str(item.get("type")), "system")
    agent_id = item.get("agentId")
    return pick_fields(item, id="id", at="createdAt|created_at", text="message|text") | {
        "author": author,
        "author_id": agent_id,
        "author_name": pick(item, "agentName") or pick_person_names(agents.get(str(agent_id))),
    }


READER = JsonReader("chatra", "Chatra chats", _matches, _read_conversations, is_partial=True)
