"""What agents answered to each ask of a conversation: the remedy, without what is said around it.

Follows `ingest.asks.segment`: an answer belongs to the ask before it, whatever the silence between.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from domain.conversations import Conversation, Message
from ingest.asks.phrase_lexicon import load_phrases, normalise_text
from ingest.asks.segment import (
    MAX_PARTS,
    compute_ask_id,
    group_customer_messages,
    sort_messages,
)
from ingest.asks.small_talk import detect_exclusion, find_greeting_end, split_clauses
from ingest.parsing.quoted_replies import shorten_urls, strip_quoted_replies

MAX_ANSWER_CHARS = 1_500
"""Characters of an answer that are kept: more than our models read of it."""
_FILE = "agent_phrases.toml"
_MAX_READ_CHARS = 5_000
"""Characters of a message that are cleaned."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+")
_MAX_BESIDES = 9
"""Words of the longest sentence, beside its polite or holding phrase, that is no remedy."""
_MIN_WORDS = 2
"""Words of the shortest remedy."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What agents answered to an ask."""

    text: str
    """The remedy, masked, on one line; never empty."""
    agent: str | None
    """Hashed id of the agent who wrote most of it; None where nobody is named."""
    shared: int = 1
    """How many asks in a row it answers."""


def pair_answers(conversation: Conversation, kept: Collection[str]) -> dict[str, Answer]:
    """The answer to each ask, by its id, where there is one.

    `kept` are the ids of asks that are not excluded: thanks and "ok" between two messages of an
    agent end nothing. Asks in a row that nobody answered in between share the next answer.
    """
    waiting: list[list[str]] = []
    written: list[Message] = []
    found: dict[str, Answer] = {}
    for ids, replies in _walk_turns(conversation, kept):
        if ids and written:
            found |= _answer_all(waiting, written)
            waiting, written = [], []
        if ids:
            waiting.append(ids)
        elif waiting:
            written += replies
    return found | _answer_all(waiting, written)


def _walk_turns(
    conversation: Conversation, kept: Collection[str]
) -> Iterator[tuple[list[str], list[Message]]]:
    """In order: the ids of an ask's parts, or the messages of an agent that say something."""
    messages = sort_messages(conversation.messages)
    firsts = {id(run[0]) for run in group_customer_messages(messages)}
    for message in messages:
        if not message.public:
            continue
        if id(message) in firsts:
            ids = [
                ask
                for part in range(MAX_PARTS)
                if (ask := compute_ask_id(conversation, message, part)) in kept
            ]
            if ids:
                yield ids, []
        elif message.author == "agent" and clean_answer(message.text):
            yield [], [message]


def _answer_all(waiting: list[list[str]], written: list[Message]) -> dict[str, Answer]:
    if not waiting or not written:
        return {}
    parts = {message: clean_answer(message.text) for message in written}
    text = " ".join(dict.fromkeys(parts.values()))[:MAX_ANSWER_CHARS].strip()
    longest = max(written, key=lambda message: len(parts[message]))
    answer = Answer(text, longest.agent.id if longest.agent else None, len(waiting))
    return {ask: answer for ids in waiting for ask in ids}


@lru_cache(maxsize=1 << 14)
def clean_answer(text: str) -> str:
    """An agent's message without quotations, greetings, apologies, sign-offs and announcements, on
    one line; "" where nothing else is in it."""
    own = shorten_urls(strip_quoted_replies(text[:_MAX_READ_CHARS]))
    sentences = [" ".join(part.split()) for part in _SENTENCE.split(own)]
    told = [rest for part in sentences if part and (rest := _strip_politeness(part))]
    joined = " ".join(told)
    return joined if len(_WORD.findall(joined)) >= _MIN_WORDS else ""


def _strip_politeness(sentence: str) -> str:
    """The sentence without its greeting; "" where it says nothing besides."""
    clauses = split_clauses(sentence)
    if not clauses or detect_exclusion(sentence, clauses, replying=True):
        return ""
    sentence = sentence[find_greeting_end(sentence, greeted=False) :].lstrip(" ,.;:!-–—")
    folded = normalise_text(sentence)
    bare = _compile_phrases().sub(" ", folded)
    if bare == folded:
        return sentence
    return sentence if len(_WORD.findall(bare)) > _MAX_BESIDES else ""


@lru_cache(maxsize=1)
def _compile_phrases() -> re.Pattern[str]:
    phrases = load_phrases("politeness", _FILE) | load_phrases("holding", _FILE)
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    patterns = (
        re.escape(phrase[:-1]) + r"\w*" if phrase[-1] == "*" else rf"{re.escape(phrase)}(?!\w)"
        for phrase in ordered
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})")
