"""Take conversations that a program hands over, in the native format, at once.

What can be read of a conversation is kept, what cannot is reported with its place, such as
`conversations[3].messages[0].at`.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from domain.conversations import Conversation, Rejected
from domain.counts import SnapshotInfo
from domain.errors import NothingRead
from ingest.asks.segment import cut_asks
from ingest.language.detect import detect_language
from ingest.parsing.authors import parse_author
from ingest.parsing.fields import Context, strip_control_chars
from ingest.privacy import lexicon
from ingest.privacy.pseudonyms import Protector
from ingest.records.native import build_conversation
from pipeline.imports.ingest import cut_pending_asks, stage_protected
from pipeline.imports.time_limit import TookTooLong, run_within
from pipeline.progress import NullProgress
from pipeline.settings import Settings
from store.files.tombstones import read_tombstones
from store.read.reader import open_reader
from store.write.staging import Staging
from store.write.writer import ImportCounts, open_writer

SOURCE = "api"
"""Source of conversations that name none."""
_WAIT = 10.0
"""Most seconds a program waits for another writer: its own patience often ends at 30."""
_LONGEST_ID = 2_000
_LONGEST_CONVERSATION = 10.0
"""Seconds of processor time that one conversation may take to read, and again to protect."""
_LONGEST_REQUEST = 60.0
"""Seconds of processor time that all conversations of a request may take."""
Item = Conversation | Rejected
_WARM_UP_TEXTS = ("guten tag", "guten tag " * 30, "слово")
"""Texts that only the language detector can tell: short, long, Cyrillic."""


@dataclass(frozen=True, slots=True)
class ReceiveResult:
    """What became of the conversations handed over."""

    counts: ImportCounts
    asks: int
    """Asks of the conversations that were new or changed."""
    excluded: int
    """How many of those there is nothing to learn from."""
    rejected: tuple[Rejected, ...]
    snapshot: SnapshotInfo
    """The newest one; it holds what was handed over."""


class NothingReadable(NothingRead):
    """Not one conversation of those handed over could be read."""

    def __init__(self, rejected: tuple[Rejected, ...]) -> None:
        super().__init__(
            "No conversation could be read; nothing was kept. A conversation needs an id or a text."
        )
        self.rejected = rejected


def warm_up() -> None:
    """Load what masks names and tells languages apart (seconds, some 300 MB), so that it counts
    for no conversation's time, and no lock is held meanwhile."""
    lexicon.warm_up()
    for text in _WARM_UP_TEXTS:
        detect_language(text)


def receive_conversations(
    settings: Settings, records: Sequence[Any], now: datetime, who: str = "the API"
) -> ReceiveResult:
    """Merge native objects with what is known. Handing them over again changes nothing.

    A conversation that takes too long to read is rejected, the others are kept. Raises
    `NothingReadable`, `StoreBusy`.
    """
    reading = _Reading()
    parsed = reading.parse(records, Context(source=SOURCE, timezone=settings.timezone, markup=True))
    _raise_if_nothing([item for _, item in parsed])
    home = settings.store
    protector = Protector(home.load_key(), settings.kept_attributes)
    warm_up()
    items = reading.protect(parsed, protector, settings.spoken_languages)
    rejected = _raise_if_nothing(items)
    with Staging(home) as staging:
        tombstones = read_tombstones(home)
        for item in items:
            stage_protected(staging, tombstones, item)
        with open_writer(home, who, now, min(settings.wait, _WAIT)) as writer:
            counts = writer.merge(
                staging, SOURCE, who, f"native format, {len(records)} handed over"
            )
            asks, excluded = cut_pending_asks(writer, NullProgress(), settings.spoken_languages)
    with open_reader(home) as reader:
        return ReceiveResult(counts, asks, excluded, rejected, reader.snapshot)


class _Reading:
    """Reads the conversations of one request, each within its time and all within theirs."""

    def __init__(self) -> None:
        self._left = _LONGEST_REQUEST

    def parse(self, records: Sequence[Any], context: Context) -> list[tuple[str, Item]]:
        """Conversations as handed over, and what cannot be read of them, with places."""
        return [
            (place, item)
            for place, record in ((f"conversations[{n}]", one) for n, one in enumerate(records))
            for item in self._limit(place, partial(_parse_record, record, place, context))
        ]

    def protect(
        self, parsed: Sequence[tuple[str, Item]], protector: Protector, languages: tuple[str, ...]
    ) -> list[Item]:
        """The same items, conversations protected.

        Each is cut into asks once, and the asks are dropped: the writer cuts it when it is merged
        with what is known, and must not be the first to learn that this takes for ever.
        """

        def protect_one(conversation: Conversation) -> list[Item]:
            protected = protector.protect(conversation)
            cut_asks(protected, languages)
            return [protected]

        return [
            one
            for place, item in parsed
            for one in (
                self._limit(place, partial(protect_one, item))
                if isinstance(item, Conversation)
                else [item]
            )
        ]

    def _limit(self, place: str, work: Callable[[], list[Item]]) -> list[Item]:
        limit = min(_LONGEST_CONVERSATION, self._left)
        if limit <= 0:
            took = f"Those before it took the {_LONGEST_REQUEST:g} s that a request may take."
            return [Rejected(place, f"{took} Hand it over again.")]
        began = time.process_time()
        try:
            items = run_within(limit, work)
        except TookTooLong:
            items = [Rejected(place, f"It took longer than {limit:.2g} s to read.")]
            self._left -= limit  # by the clock of the limit, which is coarser
        else:
            self._left -= time.process_time() - began
        return items


def _raise_if_nothing(items: Sequence[Item]) -> tuple[Rejected, ...]:
    """What was rejected. Raises `NothingReadable` where that is all."""
    rejected = tuple(item for item in items if isinstance(item, Rejected))
    if len(rejected) == len(items):
        raise NothingReadable(rejected)
    return rejected


def _parse_record(record: Any, place: str, context: Context) -> list[Item]:
    conversation, rejected = build_conversation(record, place, context)
    if conversation is None and isinstance(record, Mapping) and _has_id(record):
        # Its messages are all bad and told of; what else it says is still worth keeping.
        conversation, _ = build_conversation({**record, "messages": []}, place, context)
    elif conversation is not None and not is_readable(record):
        conversation = None
        reason = "A conversation needs an id, a text, or a message with a known author and a text."
        rejected.append(Rejected(place, reason))
    items: list[Item] = [
        Rejected(item.place.replace(f"{place} ", f"{place}.", 1), item.reason) for item in rejected
    ]
    return [*items, conversation] if conversation is not None else items


def is_readable(record: Mapping[str, Any]) -> bool:
    """Whether something can be kept of a native object: what the API's schema promises.

    Either it has an id or a text; or one of its messages has a known author and a text; or all of
    them have a text and none an author (then they are the customer's).
    """
    if _has_id(record) or _is_text(record.get("text")):
        return True
    messages = record.get("messages")
    if not isinstance(messages, list) or not messages:
        return False
    texts = [message for message in messages if isinstance(message, Mapping) and _has_text(message)]
    if any(_is_author(message.get("author")) for message in texts):
        return True
    return len(texts) == len(messages) and all(message.get("author") is None for message in texts)


def _has_id(record: Mapping[str, Any]) -> bool:
    given = record.get("id")
    return _is_text(given) and len(str(given)) <= _LONGEST_ID


def _has_text(message: Mapping[str, Any]) -> bool:
    return _is_text(message.get("text")) or _is_text(message.get("html"))


def _is_author(value: object) -> bool:
    return isinstance(value, str) and parse_author(value, {}) is not None


def _is_text(value: object) -> bool:
    """A number, or a text of which something is left when it is cleaned."""
    if isinstance(value, str):
        return "\0" not in value and bool(strip_control_chars(value))
    return isinstance(value, (int, float)) and not isinstance(value, bool)
