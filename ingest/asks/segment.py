"""Asks of a conversation: its customer messages, segmented and cleaned.

The conversation is masked, and merged with what earlier imports had of it.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.asks import Ask, Exclusion
from domain.conversations import Conversation, Message
from domain.placeholders import OWN_PLACEHOLDER
from ingest.asks.automatic_notices import is_keyboard_mash, is_notice, is_spam
from ingest.asks.phrase_lexicon import load_phrases, normalise_text
from ingest.asks.small_talk import (
    Clause,
    detect_exclusion,
    find_core_range,
    find_greeting_end,
    find_thanks_start,
    split_clauses,
)
from ingest.asks.stack_traces import fold_stack_traces
from ingest.language.codes import DEFAULT_LANGUAGES
from ingest.language.detect import detect_language
from ingest.parsing.quoted_replies import shorten_urls, strip_quoted_replies
from ingest.parsing.subjects import strip_reply_prefixes

MAX_CLEAN_CHARS = 2_000
"""Characters of the longest `clean_text`: more than any of our models reads."""
_WORD = re.compile(OWN_PLACEHOLDER.pattern + r"|[^\W_]+")
"""A word, or a placeholder as one."""
_MAX_SIGNATURE_CHARS = 240
"""Characters of the longest signature: what follows "Best regards"."""
MAX_PARTS = 3
"""Asks that one very long text is split into at most."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_REASONS: tuple[Exclusion, ...] = ("notice", "spam", "thanks", "acknowledgement", "greeting")
"""Exclusions by precedence: the first that any message of an excluded ask has is the ask's."""
_MAX_READ_CHARS = 20_000
"""Characters of a message that are cleaned; pasted logs go on much longer."""


def cut_asks(
    conversation: Conversation, languages: tuple[str, ...] = DEFAULT_LANGUAGES
) -> list[Ask]:
    """The asks of a conversation, oldest first.

    Consecutive public customer messages are one ask; a public message of an agent or a bot ends
    it, notes and events do not. The subject goes in front of the first ask where it has words that
    the messages do not have. `languages` are the ISO 639-1 codes an ask may be in.
    """
    messages = sort_messages(conversation.messages)
    runs = group_customer_messages(messages)
    opening = _find_first_public(messages)
    asks: list[Ask] = []
    for number, run in enumerate(runs):
        opens = number == 0 and opening is run[0]
        subject = _pick_subject(conversation, run) if opens else ""
        at = run[0].at or (conversation.created_at if opens else None)
        ask = _build_ask(conversation, run, subject, at, languages, replying=opening is not run[0])
        asks += _split_long_ask(conversation, ask, run[0], languages)
    return asks


def sort_messages(messages: Iterable[Message]) -> list[Message]:
    """Messages by time and position; one without a time stays behind the one before it."""
    placed: list[tuple[datetime | None, Message]] = []
    last: datetime | None = None
    for message in sorted(messages, key=lambda m: (m.position, m.id or "", m.text)):
        last = message.at or last
        placed.append((last, message))
    first = next((at for at, _ in placed if at), None)
    if first is None:
        return [message for _, message in placed]
    return [message for _, message in sorted(placed, key=lambda pair: pair[0] or first)]


def group_customer_messages(messages: list[Message]) -> list[list[Message]]:
    """Runs of public customer messages that no agent and no bot interrupts, each of them an ask;
    messages are in order."""
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


def _find_first_public(messages: list[Message]) -> Message | None:
    return next((m for m in messages if m.public and m.author != "system"), None)


def _pick_subject(conversation: Conversation, run: list[Message]) -> str:
    """The subject without "Re:", where it has a word that the messages do not have, else ""."""
    subject = strip_reply_prefixes(conversation.subject or "").strip()
    written = {word for message in run for word in _WORD.findall(message.text.casefold())}
    added = set(_WORD.findall(subject.casefold())) - written
    is_empty = normalise_text(subject).strip(" .!?:") in load_phrases("empty_subject")
    return subject if added and not is_empty else ""


def _build_ask(
    conversation: Conversation,
    run: list[Message],
    subject: str,
    at: datetime | None,
    languages: tuple[str, ...],
    *,
    replying: bool,
) -> Ask:
    texts = [message.text for message in run]
    text = "\n\n".join(part for part in (subject, *texts) if part)
    clean_text, excluded = _clean_messages(subject, texts, replying=replying)
    if conversation.spam:
        clean_text, excluded = "", "spam"
    shown_id = conversation.id or ""
    return Ask(
        id=compute_ask_id(conversation, run[0]),
        source=conversation.source,
        conversation_key=conversation.key,
        conversation_id=shown_id,
        part=0,
        text=text,
        clean_text=clean_text,
        language=detect_language(clean_text or text, languages),
        at=at,
        excluded=excluded,
    )


def compute_ask_id(conversation: Conversation, first: Message, part: int = 0) -> str:
    """Id of the ask that begins with the message `first`, or of a further part of it."""
    shown_id = conversation.id or ""
    named = "\0".join((conversation.source, shown_id, first.id or str(first.position), str(part)))
    return f"a-{hashlib.sha256(named.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _clean_messages(
    subject: str, texts: list[str], *, replying: bool
) -> tuple[str, Exclusion | None]:
    """`clean_text` of an ask, and the reason to exclude it where that is empty."""
    parts, reasons = [], []
    for text in ([subject] if subject else []) + texts:
        clean_text, reason = clean_message(text, replying=replying)
        parts += [clean_text] if clean_text else []
        reasons += [reason] if reason and text is not subject else []
    if parts and not ("notice" in reasons and parts == [subject]):
        joined = _collapse_whitespace(
            " ".join(_end_sentence(part) for part in parts[:-1]) + " " + parts[-1]
        )
        return joined, None
    for reason in _REASONS:
        if reason in reasons:
            return "", reason
    return "", "empty"


def clean_message(text: str, *, replying: bool = False) -> tuple[str, Exclusion | None]:
    """A message without quotations, logs, greetings, thanks and signature, on one line.

    Returns ("", reason) where nothing else is in it, else (text, None). `replying`: whether
    somebody of support wrote before it.
    """
    own = shorten_urls(fold_stack_traces(strip_quoted_replies(text[:_MAX_READ_CHARS])))
    if is_notice(own):
        return "", "notice"
    if is_spam(own):
        return "", "spam"
    if is_keyboard_mash(own):
        return "", "empty"
    clauses = split_clauses(own)
    excluded = detect_exclusion(own, clauses, replying=replying)
    if excluded:
        return "", excluded
    return _strip_small_talk(own, clauses) or _collapse_whitespace(own), None


def _strip_small_talk(text: str, clauses: list[Clause]) -> str:
    """The text without the small talk and signature at its ends, on one line; "" for none."""
    clauses = _drop_signature(clauses, text)
    first, last = find_core_range(clauses)
    if first >= last:
        return ""
    end = _include_closing_marks(text, clauses[last - 1].end)
    start = clauses[first].start
    greeted = find_greeting_end(text[start : clauses[first].end], greeted=first > 0)
    start = start + greeted if greeted else _include_opening_marks(text, start)
    tail = clauses[last - 1].start if last - 1 > first else start
    end = min(end, tail + find_thanks_start(text[tail:end]))
    return _collapse_whitespace(text[start:end]).lstrip(" ,.;:!-–—").rstrip(" ,;:-–—")


def _drop_signature(clauses: list[Clause], text: str) -> list[Clause]:
    """The clauses up to the signature: little text after a closing at the start of a line."""
    for number, clause in enumerate(clauses[1:], 1):
        begins = "\n" in text[clauses[number - 1].end : clause.start]
        if begins and "closing" in clause.kinds and len(text) - clause.end <= _MAX_SIGNATURE_CHARS:
            following = text[clause.end :]
            if "?" not in following:
                return clauses[:number]
    return clauses


def _include_opening_marks(text: str, start: int) -> int:
    while start and text[start - 1] in "([«\"'“„":
        start -= 1
    return start


def _include_closing_marks(text: str, end: int) -> int:
    while end < len(text) and text[end] in '?!.…)"»':
        end += 1
    return end


def _end_sentence(part: str) -> str:
    return part if part[-1] in ".!?…:;" else f"{part}."


def _collapse_whitespace(text: str) -> str:
    return " ".join(text.split())


def _truncate(text: str) -> str:
    if len(text) <= MAX_CLEAN_CHARS:
        return text
    return text[:MAX_CLEAN_CHARS].rsplit(" ", 1)[0]


def _split_long_ask(
    conversation: Conversation, ask: Ask, first: Message, languages: tuple[str, ...]
) -> list[Ask]:
    """The ask; where its `clean_text` is too long, up to three, split between sentences."""
    if len(ask.clean_text) <= MAX_CLEAN_CHARS:
        return [ask]
    pieces = _split_evenly(
        ask.clean_text, min(MAX_PARTS, -(-len(ask.clean_text) // MAX_CLEAN_CHARS))
    )
    return [
        replace(
            ask,
            id=compute_ask_id(conversation, first, number),
            part=number,
            text=ask.text if len(pieces) == 1 else piece,
            clean_text=_truncate(piece),
            language=detect_language(piece, languages),
        )
        for number, piece in enumerate(pieces)
    ]


def _split_evenly(text: str, most: int) -> list[str]:
    """At most `most` pieces of whole sentences, of about equal length."""
    aim, pieces, length = len(text) / most, [[""]], 0
    for sentence in _SENTENCE.split(text):
        if len(pieces) < most and length and length + len(sentence) / 2 > aim:
            pieces.append([])
            length = 0
        pieces[-1].append(sentence)
        length += len(sentence) + (length > 0)
    return [" ".join(filter(None, sentences)) for sentences in pieces]
