"""What a file says, in the native format: for looking at, with nothing kept."""

from collections.abc import Callable, Iterator
from typing import Any

from domain.conversations import Conversation, Message, Rejected
from domain.periods import format_instant
from ingest.file_names import mask_file_name
from ingest.privacy.pseudonyms import Protector
from pipeline.imports.ingest import Source, list_notes, open_reading, raise_if_nothing
from pipeline.settings import Settings

_KEY = b"nothing made with this key is shown"


def parse_conversations(
    settings: Settings,
    source: Source,
    *,
    masked: bool = True,
    tell: Callable[[str], object] = str,
) -> tuple[str, Iterator[dict[str, Any] | Rejected]]:
    """What the file was taken for, and its conversations as native objects, lazily.

    Masked like everything that is kept, people's ids and names left out; or as they stand in the
    file. Each doubt about its columns is given to `tell`. Raises `BadInput`, at the end also where
    all was rejected.
    """
    reading = open_reading(settings, source, mask_file_name if masked else str)
    for note in reading.notes:
        tell(note)
    protector = Protector(_KEY)

    def iterate_items() -> Iterator[dict[str, Any] | Rejected]:
        rejected = total = 0
        for item in reading.items:
            total += 1
            if isinstance(item, Rejected):
                rejected += 1
                yield item
            else:
                yield _to_native(protector.protect(item) if masked else item, masked=masked)
        for note in list_notes(reading)[len(reading.notes) :]:
            tell(note)
        raise_if_nothing(source.file, total, rejected)

    return reading.understood, iterate_items()


def _to_native(conversation: Conversation, *, masked: bool) -> dict[str, Any]:
    customer = {
        "id": None if masked else conversation.customer.id,
        "name": conversation.customer.name,
        "plan": conversation.customer.plan,
        "country": conversation.customer.country,
        **dict(conversation.customer.attributes),
    }
    return _drop_empty(
        id=conversation.id,
        source=conversation.source,
        channel=conversation.channel,
        subject=conversation.subject,
        url=conversation.url,
        page=conversation.page,
        status=conversation.status,
        created_at=format_instant(conversation.created_at),
        closed_at=format_instant(conversation.closed_at),
        spam=conversation.spam,
        rating=conversation.rating,
        tags=list(conversation.tags),
        customer=_drop_empty(**customer),
    ) | {
        "messages": [
            _to_native_message(message, masked=masked) for message in conversation.messages
        ]
    }


def _to_native_message(message: Message, *, masked: bool) -> dict[str, Any]:
    agent = message.agent
    who = {"group": agent.group} if agent else {}
    if agent and not masked:
        who |= {"id": agent.id, "name": agent.name}
    return _drop_empty(
        id=message.id,
        at=format_instant(message.at),
        author=message.author,
        agent=_drop_empty(**who),
    ) | {
        "public": message.public,
        "text": message.text,
    }


def _drop_empty(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, [], {})}
