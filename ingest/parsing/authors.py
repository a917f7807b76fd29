"""Authors of messages, in the words of many tools."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from domain.conversations import Author

_AUTHOR_WORDS: dict[Author, str] = {
    "customer": "customer user client end-user enduser contact lead visitor guest requester "
    "reporter buyer subscriber caller consumer incoming inbox in from_client person "
    "клиент покупатель пользователь посетитель гость абонент заказчик заявитель входящее "
    "клієнт покупець користувач відвідувач гість замовник заявник вхідне kunde cliente klient "
    "inbound eingehend вхідний входящий",
    "agent": "agent operator admin administrator helper support supporter staff employee manager "
    "moderator teammate assistant representative rep outgoing outbox out to_client owner "
    "оператор агент поддержка менеджер сотрудник специалист администратор консультант исходящее "
    "підтримка співробітник фахівець адміністратор працівник вихідне "
    "outbound ausgehend вихідний исходящий mitarbeiter",
    "bot": "bot robot chatbot chat-bot agentbot bot-message ai ai-agent ai-assistant virtual-agent "
    "virtual-assistant automation automated automatic auto workflow flow trigger autopilot "
    "autoresponder auto-responder autoreply auto-reply autoresponse auto-response automatic-answer "
    "automatic-reply automatic-response automatic-message automated-message automated-reply "
    "бот робот чат-бот чатбот автоответчик автоответ автосообщение автоматический-ответ "
    "автоматическое-сообщение автоматизация сценарий триггер виртуальный-помощник "
    "виртуальный-ассистент автовідповідач автовідповідь автоповідомлення автоматична-відповідь "
    "автоматичне-повідомлення автоматизація сценарій тригер віртуальний-помічник "
    "віртуальний-асистент automatisierung automatische-antwort automatische-nachricht autoantwort "
    "automatisation réponse-automatique message-automatique automate automatización "
    "respuesta-automática mensaje-automático automatyzacja automatyczna-odpowiedź autoodpowiedź "
    "automatyczna-wiadomość automação resposta-automática automazione risposta-automatica",
    "system": "system event activity service notification система системное системне событие подія",
}
_AUTHOR_BY_WORD: dict[str, Author] = {
    word: author for author, words in _AUTHOR_WORDS.items() for word in words.split()
}

_SPACE = re.compile(r"[\s_]")


def parse_author(word: str, named: Mapping[str, Author]) -> Author | None:
    """The author a word stands for: first by the mapping (`named`), then by tools' words."""
    plain = word.strip().casefold()
    return (
        named.get(plain)
        or _AUTHOR_BY_WORD.get(plain)
        or _AUTHOR_BY_WORD.get(_SPACE.sub("-", plain))
    )


def is_author_word(word: str) -> bool:
    """Whether a cell looks like it names an author."""
    plain = word.strip().casefold()
    return plain in _AUTHOR_BY_WORD or _SPACE.sub("-", plain) in _AUTHOR_BY_WORD


_FIELD_ALIASES = {
    "author": (
        "role", "sender_type", "author_type", "senderType", "sender_role", "author_role", "sender",
        "from", "speaker", "type", "direction",
    ),
    "text": ("content", "message", "body"),
    "at": ("created_at", "createdAt", "timestamp", "sent_at", "time", "date"),
}  # fmt: skip
"""Other names of a message's author, text and time, the best first."""


def normalise_message_fields(messages: Sequence[Any]) -> list[Any]:
    """Messages with other programs' field names (`role`, `content`) renamed to ours.

    They stay as they are where any message has an `author`, or where no field names authors.
    """
    objects = [message for message in messages if isinstance(message, Mapping)]
    if not objects or any("author" in message or message.get("agent") for message in objects):
        return list(messages)
    key = next((name for name in _FIELD_ALIASES["author"] if _is_author_field(objects, name)), None)
    if key is None:
        return list(messages)
    return [
        _rename_fields(message, key) if isinstance(message, Mapping) else message
        for message in messages
    ]


def _is_author_field(messages: Sequence[Mapping[str, Any]], name: str) -> bool:
    words = (message.get(name) for message in messages)
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
