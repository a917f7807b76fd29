"""Who wrote a message, in the words of many tools."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.conversations import Author

_AUTHOR_WORDS: dict[Author, str] = {
    "customer": "customer user client end-user enduser contact lead visitor guest requester "
    "reporter buyer subscriber caller consumer incoming inbox in from_client person "
    "клиент покупатель пользователь посетитель гость абонент заказчик заявитель входящее "
    "клієнт покупець користувач відвідувач гість замовник заявник вхідне kunde cliente klient",
    "agent": "agent operator admin administrator helper support supporter staff employee manager "
    "moderator teammate assistant representative rep outgoing outbox out to_client owner "
    "оператор агент поддержка менеджер сотрудник специалист администратор консультант исходящее "
    "підтримка співробітник фахівець адміністратор працівник вихідне",
    "bot": "bot robot chatbot agentbot ai autoresponder бот робот чат-бот чатбот автоответчик "
    "автовідповідач",
    "system": "system event activity service workflow automation notification система системное "
    "системне событие подія",
}
_AUTHOR_BY_WORD: dict[str, Author] = {
    word: who for who, words in _AUTHOR_WORDS.items() for word in words.split()
}


def parse_author(word: str, named: Mapping[str, Author]) -> Author | None:
    """The author a word stands for: first as a mapping named it, then as tools call it."""
    plain = word.strip().casefold()
    return (
        named.get(plain)
        or _AUTHOR_BY_WORD.get(plain)
        or _AUTHOR_BY_WORD.get(plain.replace(" ", "-"))
    )


def is_author_word(word: str) -> bool:
    """Whether a cell looks like it names an author."""
    return word.strip().casefold() in _AUTHOR_BY_WORD


_FIELD_ALIASES = {
    "author": ("role", "sender_type", "author_type", "sender", "from", "type", "direction"),
    "text": ("content", "message", "body"),
    "at": ("created_at", "createdAt", "timestamp", "sent_at", "time", "date"),
}
"""What other programs call who wrote a message, what it says and when, best name first."""


def normalise_message_fields(messages: Sequence[Any]) -> list[Any]:
    """Messages whose fields bear other programs' names, with ours: `{"role": "user", "content":
    ...}`. Only where no message says who wrote it in our word and another field does."""
    told = [one for one in messages if isinstance(one, Mapping)]
    if not told or any("author" in one or one.get("agent") for one in told):
        return list(messages)
    key = next((name for name in _FIELD_ALIASES["author"] if _is_author_field(told, name)), None)
    if key is None:
        return list(messages)
    return [_rename_fields(one, key) if isinstance(one, Mapping) else one for one in messages]


def _is_author_field(messages: Sequence[Mapping[str, Any]], name: str) -> bool:
    words = [one.get(name) for one in messages]
    return all(isinstance(word, str) and is_author_word(word) for word in words)


def _rename_fields(message: Mapping[str, Any], author: str) -> dict[str, Any]:
    found = {"author": message[author]}
    if "html" not in message:
        found |= _pick_field(message, "text")
    return {**message, **found, **_pick_field(message, "at")}


def _pick_field(message: Mapping[str, Any], field: str) -> dict[str, Any]:
    if message.get(field) is not None:
        return {}
    named = next((name for name in _FIELD_ALIASES[field] if message.get(name) is not None), None)
    return {field: message[named]} if named else {}
