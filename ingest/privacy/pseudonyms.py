"""Who and what a conversation is, without saying so: keyed digests for ids, masks for the rest."""

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from domain.conversations import Agent, Conversation, Customer, Message
from ingest.privacy.masks import Masks, is_personal

_KEPT_ATTRIBUTES_WORDS = (
    "plan tier segment language locale lang version app_version client_version platform os "
    "os_version browser device device_type app source channel industry company_size team_size "
    "seats role cohort signup_source utm_source trial subscription subscription_status "
    "lifecycle_stage mrr arr health score nps currency market region product course level тариф "
    "план сегмент язык версия платформа источник роль курс уровень мова версія джерело рівень"
)
KEPT_ATTRIBUTES = frozenset(_KEPT_ATTRIBUTES_WORDS.split())
"""Names of customer attributes that are kept; what else a record tells of a person is not read."""


class Protector:
    """Protects the conversations of one reading.

    Conversations without an id are told apart by their content, and those of equal content by
    counting, so one protector must see a whole reading, and each conversation once.
    """

    def __init__(self, key: bytes, attributes: Collection[str] = ()) -> None:
        """`attributes` are kept beside `KEPT_ATTRIBUTES`, masked like every text."""
        self._key = key
        self._attributes = KEPT_ATTRIBUTES | {_plain(name) for name in attributes}
        self._keys: Counter[str] = Counter()
        self._ids: Counter[tuple[str, str]] = Counter()

    def protect(self, conversation: Conversation) -> Conversation:
        """The conversation as it may be kept: masked, ids of people as HMAC-SHA256, names gone.

        `key` is the tool's id, or HMAC(key, source and content) with its occurrence; `id` the
        tool's id, or a digest of the masked content. The same for its messages.
        """
        masked = self._masked(conversation)
        messages = self._identified(conversation, masked.messages)
        if conversation.id is not None and not is_personal(conversation.id):
            return replace(masked, messages=messages, key=conversation.id)
        seen = _digest(_content(masked, messages))[:12]
        return replace(
            masked,
            messages=messages,
            key=self._conversation_key(conversation),
            id=_numbered(f"c-{seen}", self._ids, (conversation.source, seen)),
        )

    def _conversation_key(self, told: Conversation) -> str:
        if told.id is not None:
            return self._hmac("conversation", told.source, told.id)
        content = _content(told, told.messages)
        digest = self._hmac(told.source, told.customer.id or "", *content)
        self._keys[digest] += 1
        return f"{digest}#{self._keys[digest]}"

    def _identified(self, told: Conversation, masked: tuple[Message, ...]) -> tuple[Message, ...]:
        keys: Counter[str] = Counter()
        ids: Counter[str] = Counter()
        return tuple(
            self._message(told.source, raw, clean, keys, ids)
            for raw, clean in zip(told.messages, masked, strict=True)
        )

    def _message(
        self, source: str, raw: Message, clean: Message, keys: Counter[str], ids: Counter[str]
    ) -> Message:
        if raw.id is not None and not is_personal(raw.id):
            return replace(clean, key=raw.id)
        seen = f"m-{_digest(_said(clean))[:12]}"
        shown = _numbered(seen, ids, seen)
        if raw.id is not None:
            return replace(clean, key=self._hmac("message", source, raw.id), id=shown)
        digest = self._hmac("message", source, *_said(raw))
        keys[digest] += 1
        return replace(clean, key=f"{digest}#{keys[digest]}", id=shown)

    def _masked(self, told: Conversation) -> Conversation:
        # What may stand before the messages comes first: a message that is added later must not
        # renumber the placeholders before it.
        masks = Masks(_people(told))
        return replace(
            told,
            subject=masks.maybe(told.subject),
            channel=masks.maybe(told.channel),
            status=masks.maybe(told.status),
            url=masks.maybe(told.url),
            page=masks.maybe(told.page),
            tags=tuple(masks.mask(tag) for tag in told.tags),
            customer=self._customer(told, masks),
            messages=tuple(self._masked_message(told.source, one, masks) for one in told.messages),
        )

    def _masked_message(self, source: str, message: Message, masks: Masks) -> Message:
        agent = message.agent
        if agent is not None:
            # A tool that gives only a name still has agents that can be told apart.
            agent = Agent(
                self._person(source, agent.id or agent.name), None, masks.maybe(agent.group)
            )
        return replace(message, text=masks.mask(message.text), agent=agent)

    def _customer(self, told: Conversation, masks: Masks) -> Customer:
        customer = told.customer
        return Customer(
            id=self._person(told.source, customer.id),
            plan=masks.maybe(customer.plan),
            country=masks.maybe(customer.country),
            attributes=tuple(
                (masks.mask(name), masks.mask(value))
                for name, value in customer.attributes
                if _plain(name) in self._attributes
            ),
        )

    def _person(self, source: str, identifier: str | None) -> str | None:
        return self._hmac(source, identifier) if identifier is not None else None

    def _hmac(self, *parts: str) -> str:
        return hmac.new(self._key, _joined(parts), hashlib.sha256).hexdigest()[:32]


def protect(conversation: Conversation, key: bytes) -> Conversation:
    """One conversation by itself, as a message hook brings it; see `Protector.protect`."""
    return Protector(key).protect(conversation)


def _plain(name: str) -> str:
    """An attribute's name as the list has it: "App Version" and "appVersion" are "app_version"."""
    parted = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", "_", name.strip())
    return re.sub(r"[\s-]+", "_", parted).casefold()


def _people(told: Conversation) -> list[str]:
    agents = [one.agent.name for one in told.messages if one.agent and one.agent.name]
    return [*(told.customer.name or "").split("\n"), *agents]


def _content(told: Conversation, messages: Iterable[Message]) -> list[str]:
    """What makes a conversation without an id itself: all that does not change later."""
    created = told.created_at.isoformat() if told.created_at else ""
    fields = [told.source, created, told.channel or "", told.subject or "", told.url or ""]
    return fields + [part for message in messages for part in (message.id or "", *_said(message))]


def _said(message: Message) -> list[str]:
    at = message.at.isoformat() if message.at else ""
    return [at, message.author, str(message.public), message.text]


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256(_joined(parts)).hexdigest()


def _joined(parts: Iterable[str]) -> bytes:
    return "\0".join(parts).encode("utf-8", "replace")


def _numbered(base: str, counts: "Counter[Any]", key: object) -> str:
    counts[key] += 1
    return base if counts[key] == 1 else f"{base}-{counts[key]}"
