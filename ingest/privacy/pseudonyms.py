"""Who and what a conversation is, without saying so: keyed digests for ids, masks for the rest."""

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from domain.conversations import Agent, Conversation, Customer, Message
from ingest.privacy.masks import Masker, is_personal

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
        self._attributes = KEPT_ATTRIBUTES | {_normalise_attribute(name) for name in attributes}
        self._keys: Counter[str] = Counter()
        self._ids: Counter[tuple[str, str]] = Counter()

    def protect(self, conversation: Conversation) -> Conversation:
        """The conversation as it may be kept: masked, ids of people as HMAC-SHA256, names gone.

        `key` is the tool's id, or HMAC(key, source and content) with its occurrence; `id` the
        tool's id, or a digest of the masked content. The same for its messages.
        """
        masked = self._mask_conversation(conversation)
        messages = self._identify_messages(conversation, masked.messages)
        if conversation.id is not None and not is_personal(conversation.id):
            return replace(masked, messages=messages, key=conversation.id)
        seen = _compute_digest(_list_content(masked, messages))[:12]
        return replace(
            masked,
            messages=messages,
            key=self._compute_conversation_key(conversation),
            id=_append_number(f"c-{seen}", self._ids, (conversation.source, seen)),
        )

    def _compute_conversation_key(self, told: Conversation) -> str:
        if told.id is not None:
            return self._compute_hmac("conversation", told.source, told.id)
        content = _list_content(told, told.messages)
        digest = self._compute_hmac(told.source, told.customer.id or "", *content)
        self._keys[digest] += 1
        return f"{digest}#{self._keys[digest]}"

    def _identify_messages(
        self, told: Conversation, masked: tuple[Message, ...]
    ) -> tuple[Message, ...]:
        keys: Counter[str] = Counter()
        ids: Counter[str] = Counter()
        return tuple(
            self._identify_message(told.source, raw, clean, keys, ids)
            for raw, clean in zip(told.messages, masked, strict=True)
        )

    def _identify_message(
        self, source: str, raw: Message, clean: Message, keys: Counter[str], ids: Counter[str]
    ) -> Message:
        if raw.id is not None and not is_personal(raw.id):
            return replace(clean, key=raw.id)
        seen = f"m-{_compute_digest(_list_message_fields(clean))[:12]}"
        shown = _append_number(seen, ids, seen)
        if raw.id is not None:
            return replace(clean, key=self._compute_hmac("message", source, raw.id), id=shown)
        digest = self._compute_hmac("message", source, *_list_message_fields(raw))
        keys[digest] += 1
        return replace(clean, key=f"{digest}#{keys[digest]}", id=shown)

    def _mask_conversation(self, told: Conversation) -> Conversation:
        # What may stand before the messages comes first: a message that is added later must not
        # renumber the placeholders before it.
        masks = Masker(_list_people(told))
        return replace(
            told,
            subject=masks.mask_optional(told.subject),
            channel=masks.mask_optional(told.channel),
            status=masks.mask_optional(told.status),
            url=masks.mask_optional(told.url),
            page=masks.mask_optional(told.page),
            tags=tuple(masks.mask(tag) for tag in told.tags),
            customer=self._mask_customer(told, masks),
            messages=tuple(self._mask_message(told.source, one, masks) for one in told.messages),
        )

    def _mask_message(self, source: str, message: Message, masks: Masker) -> Message:
        agent = message.agent
        if agent is not None:
            # A tool that gives only a name still has agents that can be told apart.
            agent = Agent(
                self._hash_person(source, agent.id or agent.name),
                None,
                masks.mask_optional(agent.group),
            )
        return replace(message, text=masks.mask(message.text), agent=agent)

    def _mask_customer(self, told: Conversation, masks: Masker) -> Customer:
        customer = told.customer
        return Customer(
            id=self._hash_person(told.source, customer.id),
            plan=masks.mask_optional(customer.plan),
            country=masks.mask_optional(customer.country),
            attributes=tuple(
                (masks.mask(name), masks.mask(value))
                for name, value in customer.attributes
                if _normalise_attribute(name) in self._attributes
            ),
        )

    def _hash_person(self, source: str, identifier: str | None) -> str | None:
        return self._compute_hmac(source, identifier) if identifier is not None else None

    def _compute_hmac(self, *parts: str) -> str:
        return hmac.new(self._key, _join_parts(parts), hashlib.sha256).hexdigest()[:32]


def protect(conversation: Conversation, key: bytes) -> Conversation:
    """One conversation by itself, as a message hook brings it; see `Protector.protect`."""
    return Protector(key).protect(conversation)


def _normalise_attribute(name: str) -> str:
    """An attribute's name as the list has it: "App Version" and "appVersion" are "app_version"."""
    parted = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", "_", name.strip())
    return re.sub(r"[\s-]+", "_", parted).casefold()


def _list_people(told: Conversation) -> list[str]:
    agents = [one.agent.name for one in told.messages if one.agent and one.agent.name]
    return [*(told.customer.name or "").split("\n"), *agents]


def _list_content(told: Conversation, messages: Iterable[Message]) -> list[str]:
    """What makes a conversation without an id itself: all that does not change later."""
    created = told.created_at.isoformat() if told.created_at else ""
    fields = [told.source, created, told.channel or "", told.subject or "", told.url or ""]
    return fields + [
        part for message in messages for part in (message.id or "", *_list_message_fields(message))
    ]


def _list_message_fields(message: Message) -> list[str]:
    at = message.at.isoformat() if message.at else ""
    return [at, message.author, str(message.public), message.text]


def _compute_digest(parts: Iterable[str]) -> str:
    return hashlib.sha256(_join_parts(parts)).hexdigest()


def _join_parts(parts: Iterable[str]) -> bytes:
    return "\0".join(parts).encode("utf-8", "replace")


def _append_number(base: str, counts: "Counter[Any]", key: object) -> str:
    counts[key] += 1
    return base if counts[key] == 1 else f"{base}-{counts[key]}"
