"""Asks: what a customer wants, in one go, cut from a protected and merged conversation."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.asks import Ask, Exclusion
from domain.conversations import Conversation, Message
from ingest.asks.automatic_notices import is_mashed, is_notice, is_spam
from ingest.asks.phrase_lexicon import lexicon, plain
from ingest.asks.small_talk import (
    Clause,
    after_greeting,
    before_thanks,
    clauses_of,
    ends_of,
    exclusion_of,
)
from ingest.asks.stack_traces import folded
from ingest.language.codes import DEFAULT_LANGUAGES
from ingest.language.detect import language_of
from ingest.parsing.quoted_replies import unquoted, with_hosts

MOST_HEARD = 2_000
"""Characters of `heard`: more than any of our models reads."""
_REPLY = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|wg|tr|rv|rif|odp|на|ответ|отв|відп)\s*(?:\[\d+\])?:\s*)+", re.I
)
_WORDS = re.compile(r"[^\W_]+")
_SIGNED = 240
"""Characters that may follow "Best regards": a signature, not a further request."""
_MOST_PARTS = 3
"""Asks that one very long text may become."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_REASONS: tuple[Exclusion, ...] = ("notice", "spam", "thanks", "acknowledgement", "greeting")
"""The first that one message of an ask has is the ask's."""
_READ = 20_000
"""Characters of a message that are searched for what is wanted; pasted logs go on much longer."""


def asks_of(
    conversation: Conversation, languages: tuple[str, ...] = DEFAULT_LANGUAGES
) -> list[Ask]:
    """The asks of a conversation, in the order they were made.

    Consecutive public customer messages are one ask; a public message of an agent or a bot ends
    it, notes and events do not. The subject goes in front of the first ask where it adds words.
    """
    messages = _in_order(conversation.messages)
    runs = _runs(messages)
    asks: list[Ask] = []
    for number, run in enumerate(runs):
        opens = number == 0 and _first_public(messages) is run[0]
        subject = _subject(conversation, run) if opens else ""
        at = run[0].at or (conversation.created_at if opens else None)
        replying = _first_public(messages) is not run[0]
        ask = _ask(conversation, run, subject, at, languages, replying=replying)
        asks += _parts(ask, run[0], languages)
    return asks


def _in_order(messages: Iterable[Message]) -> list[Message]:
    """By time and position; a message without a time stays behind the one before it."""
    placed: list[tuple[datetime | None, Message]] = []
    last: datetime | None = None
    for message in sorted(messages, key=lambda one: (one.position, one.id or "", one.text)):
        last = message.at or last
        placed.append((last, message))
    first = next((at for at, _ in placed if at), None)
    if first is None:
        return [message for _, message in placed]
    return [message for _, message in sorted(placed, key=lambda pair: pair[0] or first)]


def _runs(messages: list[Message]) -> list[list[Message]]:
    runs: list[list[Message]] = []
    answered = True
    for message in messages:
        if not message.public or message.author == "system":
            continue
        if message.author != "customer":
            answered = True
        elif answered:
            runs.append([message])
            answered = False
        elif message.text != runs[-1][-1].text:  # sent twice by mistake
            runs[-1].append(message)
    return runs


def _first_public(messages: list[Message]) -> Message | None:
    spoken = (one for one in messages if one.public and one.author != "system")
    return next(spoken, None)


def _subject(conversation: Conversation, run: list[Message]) -> str:
    """The subject, where it says something that the text does not."""
    subject = _REPLY.sub("", conversation.subject or "").strip()
    said = {word for message in run for word in _WORDS.findall(message.text.casefold())}
    adds = set(_WORDS.findall(subject.casefold())) - said
    says_nothing = plain(subject).strip(" .!?:") in lexicon("empty_subject")
    return subject if adds and not says_nothing else ""


def _ask(
    conversation: Conversation,
    run: list[Message],
    subject: str,
    at: datetime | None,
    languages: tuple[str, ...],
    *,
    replying: bool,
) -> Ask:
    text = "\n\n".join(part for part in (subject, *(message.text for message in run)) if part)
    heard, excluded = _heard(subject, [message.text for message in run], replying=replying)
    if conversation.spam:
        heard, excluded = "", "spam"
    shown_id = conversation.id or ""
    return Ask(
        id=_ask_id(conversation.source, shown_id, run[0]),
        source=conversation.source,
        conversation_key=conversation.key,
        conversation_id=shown_id,
        part=0,
        text=text,
        heard=heard,
        language=language_of(heard or text, languages),
        at=at,
        excluded=excluded,
    )


def _ask_id(source: str, conversation_id: str, first: Message, part: int = 0) -> str:
    named = "\0".join((source, conversation_id, first.id or str(first.position), str(part)))
    return f"a-{hashlib.sha256(named.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _heard(subject: str, texts: list[str], *, replying: bool) -> tuple[str, Exclusion | None]:
    """What is embedded, and why there is nothing to embed."""
    parts, reasons = [], []
    for text in ([subject] if subject else []) + texts:
        heard, reason = heard_of(text, replying=replying)
        parts += [heard] if heard else []
        reasons += [reason] if reason and text is not subject else []
    if parts and not ("notice" in reasons and parts == [subject]):
        joined = _folded(" ".join(_ended(part) for part in parts[:-1]) + " " + parts[-1])
        return joined, None
    for reason in _REASONS:
        if reason in reasons:
            return "", reason
    return "", "empty"


def heard_of(text: str, *, replying: bool = False) -> tuple[str, Exclusion | None]:
    """One message without its wrapping; empty, with the reason, when nothing else is in it.

    `replying`: whether somebody of support wrote before it.
    """
    own = with_hosts(folded(unquoted(text[:_READ])))
    if is_notice(own):
        return "", "notice"
    if is_spam(own):
        return "", "spam"
    if is_mashed(own):
        return "", "empty"
    clauses = clauses_of(own)
    excluded = exclusion_of(own, clauses, replying=replying)
    if excluded:
        return "", excluded
    return _core(own, clauses) or _folded(own), None


def _core(text: str, clauses: list[Clause]) -> str:
    """The text between the small talk at its two ends."""
    clauses = _unsigned(clauses, text)
    first, last = ends_of(clauses)
    if first >= last:
        return ""
    end = _with_marks(text, clauses[last - 1].end)
    start = clauses[first].start
    greeted = after_greeting(text[start : clauses[first].end], greeted=first > 0)
    start = start + greeted if greeted else _with_opening(text, start)
    tail = clauses[last - 1].start if last - 1 > first else start
    end = min(end, tail + before_thanks(text[tail:end]))
    return _folded(text[start:end]).lstrip(" ,.;:!-–—").rstrip(" ,;:-–—")


def _unsigned(clauses: list[Clause], text: str) -> list[Clause]:
    """Without the signature: what little follows a closing that begins a line."""
    for number, clause in enumerate(clauses[1:], 1):
        begins = "\n" in text[clauses[number - 1].end : clause.start]
        if begins and "closing" in clause.kinds and len(text) - clause.end <= _SIGNED:
            following = text[clause.end :]
            if "?" not in following:
                return clauses[:number]
    return clauses


def _with_opening(text: str, start: int) -> int:
    while start and text[start - 1] in "([«\"'“„":
        start -= 1
    return start


def _with_marks(text: str, end: int) -> int:
    while end < len(text) and text[end] in '?!.…)"»':
        end += 1
    return end


def _ended(part: str) -> str:
    return part if part[-1] in ".!?…:;" else f"{part}."


def _folded(text: str) -> str:
    return " ".join(text.split())


def _shortened(text: str) -> str:
    if len(text) <= MOST_HEARD:
        return text
    return text[:MOST_HEARD].rsplit(" ", 1)[0]


def _parts(ask: Ask, first: Message, languages: tuple[str, ...]) -> list[Ask]:
    """An ask that is too long to be heard at once, as up to three, cut where sentences end."""
    if len(ask.heard) <= MOST_HEARD:
        return [ask]
    pieces = _pieces(ask.heard, min(_MOST_PARTS, -(-len(ask.heard) // MOST_HEARD)))
    return [
        replace(
            ask,
            id=_ask_id(ask.source, ask.conversation_id, first, number),
            part=number,
            text=ask.text if len(pieces) == 1 else piece,
            heard=_shortened(piece),
            language=language_of(piece, languages),
        )
        for number, piece in enumerate(pieces)
    ]


def _pieces(text: str, most: int) -> list[str]:
    """About equal pieces of whole sentences."""
    aim, pieces = len(text) / most, [""]
    for sentence in _SENTENCE.split(text):
        if len(pieces) < most and pieces[-1] and len(pieces[-1]) + len(sentence) / 2 > aim:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]} {sentence}".strip()
    return pieces
