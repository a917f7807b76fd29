"""Who wrote a message, in the words of many tools."""

from collections.abc import Mapping

from domain import Author

_WORDS: dict[Author, str] = {
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
_KNOWN: dict[str, Author] = {word: who for who, words in _WORDS.items() for word in words.split()}


def author_of(word: str, named: Mapping[str, Author]) -> Author | None:
    """The author a word stands for: first as a mapping named it, then as tools call it."""
    plain = word.strip().casefold()
    return named.get(plain) or _KNOWN.get(plain) or _KNOWN.get(plain.replace(" ", "-"))


def is_author_word(word: str) -> bool:
    """Whether a cell looks like it names an author."""
    return word.strip().casefold() in _KNOWN
