"""Pseudonymisation of a conversation: keyed digests (HMAC) for ids, masks for every text."""

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
"""Names of the customer attributes that are kept; all others are dropped."""


class Protector:
    """Protects the conversations of one reading.

    A conversation without an id is identified by its content, and equal ones are numbered, so one
    protector must see a whole reading, and each conversation once.
    """

    def __init__(self, key: bytes, attributes: Collection[str] = ()) -> None:
        """`attributes` are kept beside `KEPT_ATTRIBUTES`, masked like every text."""
        self._key = key
        self._attributes = KEPT_ATTRIBUTES | {_normalise_attribute(name) for name in attributes}
        self._keys: Counter[str] = Counter()
        self._ids: Counter[tuple[str, str]] = Counter()

    def protect(self, conversation: Conversation) -> Conversation:
        """The conversation as it may be kept: masked, ids of people as HMAC-SHA256, no names.

        `key` is the tool's id, or HMAC(key, source and content) with the number of its occurrence;
        `id` is the tool's id, or a digest of the masked content. Where the tool's id is personal
        data, `key` is HMAC(key, source and id), and `id` that digest. The same holds for messages.
        """
        masked = self._mask_conversation(conversation)
        messages = self._identify_messages(conversation, masked.messages)
        if conversation.id is not None and not is_personal(conversation.id):
            return replace(masked, messages=messages, key=conversation.id)
        digest = _compute_digest(_list_content(masked, messages))[:12]
        return replace(
            masked,
            messages=messages,
            key=self._compute_conversation_key(conversation),
            id=_append_number(f"c-{digest}", self._ids, (conversation.source, digest)),
        )

    def hash_name(self, name: str) -> str:
        """Some letters that stand for a file's name, and tell it from others."""
        return self._compute_hmac("file", name)[:8]

    def _compute_conversation_key(self, conversation: Conversation) -> str:
        if conversation.id is not None:
            return self._compute_hmac("conversation", conversation.source, conversation.id)
        content = _list_content(conversation, conversation.messages)
        digest = self._compute_hmac(conversation.source, conversation.customer.id or "", *content)
        self._keys[digest] += 1
        return f"{digest}#{self._keys[digest]}"

    def _identify_messages(
        self, conversation: Conversation, masked: tuple[Message, ...]
    ) -> tuple[Message, ...]:
        keys: Counter[str] = Counter()
        ids: Counter[str] = Counter()
        return tuple(
            self._identify_message(conversation.source, raw, clean, keys, ids)
            for raw, clean in zip(conversation.messages, masked, strict=True)
        )

    def _identify_message(
        self, source: str, raw: Message, clean: Message, keys: Counter[str], ids: Counter[str]
    ) -> Message:
        if raw.id is not None and not is_personal(raw.id):
            return replace(clean, key=raw.id)
        base = f"m-{_compute_digest(_list_message_fields(clean))[:12]}"
        shown = _append_number(base, ids, base)
        if raw.id is not None:
            return replace(clean, key=self._compute_hmac("message", source, raw.id), id=shown)
        digest = self._compute_hmac("message", source, *_list_message_fields(raw))
        keys[digest] += 1
        return replace(clean, key=f"{digest}#{keys[digest]}", id=shown)

    def _mask_conversation(self, conversation: Conversation) -> Conversation:
        # The fields before the messages are masked first: a message that is added later must not
        # renumber their placeholders.
        masks = Masker(_list_people(conversation))
        return replace(
            conversation,
            subject=masks.mask_optional(conversation.subject),
            channel=masks.mask_optional(conversation.channel),
            status=masks.mask_optional(conversation.status),
            url=masks.mask_optional(conversation.url),
            page=masks.mask_optional(conversation.page),
            tags=tuple(masks.mask(tag) for tag in conversation.tags),
            customer=self._mask_customer(conversation, masks),
            messages=tuple(
                self._mask_message(conversation.source, m, masks) for m in conversation.messages
            ),
        )

    def _mask_message(self, source: str, message: Message, masks: Masker) -> Message:
        agent = message.agent
        if agent is not None:
            # Where a tool gives only names, they identify its agents.
            agent = Agent(
                self._hash_person(source, agent.id or agent.name),
                None,
                masks.mask_optional(agent.group),
            )
        return replace(message, text=masks.mask(message.text), agent=agent)

    def _mask_customer(self, conversation: Conversation, masks: Masker) -> Customer:
        customer = conversation.customer
        return Customer(
            id=self._hash_person(conversation.source, customer.id),
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
    """The name of an attribute as in the list: "App Version" and "appVersion" are "app_version"."""
    separated = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", "_", name.strip())
    return re.sub(r"[\s-]+", "_", separated).casefold()


def _list_people(conversation: Conversation) -> list[str]:
    agents = [m.agent.name for m in conversation.messages if m.agent and m.agent.name]
    return [*(conversation.customer.name or "").split("\n"), *agents]


def _list_content(conversation: Conversation, messages: Iterable[Message]) -> list[str]:
    """The fields that identify a conversation without an id: all that do not change later."""
    created = conversation.created_at.isoformat() if conversation.created_at else ""
    fields = [
        conversation.source,
        created,
        conversation.channel or "",
        conversation.subject or "",
        conversation.url or "",
    ]
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
