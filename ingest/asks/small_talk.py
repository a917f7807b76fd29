"""Small talk around what a customer wants: greetings, thanks, agreement, found clause by clause.

A text that is small talk throughout is excluded; small talk at the ends of an ask is cut off.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.asks import Exclusion
from domain.placeholders import OWN_PLACEHOLDER, placeholder
from ingest.asks.phrase_lexicon import (
    WORD,
    PhraseKind,
    correct_spelling,
    is_blocker,
    load_phrases,
    match_phrase,
    normalise_text,
)

_BREAK = re.compile(r"[.!?…;:,\n()]+(?=\s|$|\W)|\s[-–—]+\s|\n")
_EMOJI_EXCLUSIONS: tuple[tuple[str, Exclusion], ...] = (
    ("🙏❤💙💛💚💜🧡♥💐🌹", "thanks"),
    ("👍👌✅👏🆗✔🤝", "acknowledgement"),
    ("👋🙋", "greeting"),
)
_MAX_NAMED_WORDS = 4
"""Words of the longest clause in which a capitalised word may be a name: "Hello Lumo team"."""
_MAX_CLAUSE_WORDS = 26
"""Words of the longest clause that may be small talk."""
_MAX_PROMISE_WORDS = 14
"""Words of the longest promise: "ok, I will send ...". A longer one is an ask."""
_MAX_PROMISED_WORDS = 4
"""Words of a promise that may be outside the lexicon: what will be sent or done."""
_TRIMMED: frozenset[PhraseKind] = frozenset(
    {"greeting", "opener", "thanks", "acknowledgement", "refusal", "closing"}
)
"""Kinds of clauses that are cut off the ends of an ask."""
_SMALL_TALK = _TRIMMED | {"state"}
"""Kinds of which small talk has at least one; fillers, names and promises are not enough."""
_NOT_TRIMMED: frozenset[PhraseKind] = frozenset({"state", "deed", "intent"})
"""Kinds that are small talk by themselves and belong to the ask beside one: "I tried again, it
still fails"."""
_AGREED: frozenset[PhraseKind] = frozenset({"acknowledgement", "thanks", "refusal"})
_ASKING = frozenset(
    ("is", "are", "does", "do", "did", "has", "have", "was", "can", "could", "will", "would")
)
"""First words of a question: "is it working"."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The text between two punctuation marks."""

    start: int
    end: int
    """Past its last character; its punctuation is outside."""
    kinds: frozenset[PhraseKind]
    """Kinds of the phrases that cover it; empty where a word is in none of them."""
    silent: bool
    """Whether it has no words."""


def split_clauses(text: str) -> list[Clause]:
    """The clauses of a text, in order."""
    found, start = [], 0
    for mark in _BREAK.finditer(text):
        last = not text[mark.end() :].strip() if mark.end() + 3 >= len(text) else False
        found.append(_build_clause(text, start, mark.start(), last=last, asked="?" in mark[0]))
        start = mark.end()
    found.append(_build_clause(text, start, len(text), last=True, asked=False))
    return [clause for clause in found if clause.start < clause.end]


def detect_exclusion(
    text: str, clauses: Sequence[Clause], *, replying: bool = False
) -> Exclusion | None:
    """The reason to exclude a text; None for an ask.

    `replying`: whether somebody else wrote before it. A bare "no" is then an answer; by itself it
    may mean that something still fails.
    """
    spoken = [clause for clause in clauses if not clause.silent]
    if not spoken:
        return _classify_emoji(text) or "empty"
    kinds = frozenset[PhraseKind]().union(*(clause.kinds for clause in spoken))
    if not _is_all_small_talk(spoken) or _is_praise(text):
        return _detect_wordless(text)
    if not kinds & _SMALL_TALK:
        return _classify_emoji(text) or _detect_wordless(text)
    if kinds == {"refusal"} and not replying:
        return None
    if "thanks" in kinds:
        return "thanks"
    return "acknowledgement" if kinds & (_AGREED | _NOT_TRIMMED) else "greeting"


def find_core_range(clauses: Sequence[Clause]) -> tuple[int, int]:
    """Half-open range of the clauses without the small talk at both ends.

    Fillers are cut off only beside a greeting, thanks or the like, names only after one: "Hello,
    Lumo!", "Thank you, Anna".
    """
    first = 0
    while first < len(clauses) and _is_trimmable(clauses[first]):
        first += 1
    if not any(clause.kinds & _TRIMMED for clause in clauses[:first]):
        silent = (at for at, clause in enumerate(clauses[:first]) if not clause.silent)
        first = next(silent, first)
    last = len(clauses)
    while last > first and _is_trimmable(clauses[last - 1]):
        last -= 1
    while last < len(clauses) and not clauses[last].silent and not clauses[last].kinds & _TRIMMED:
        last += 1
    return first, last


def find_greeting_end(text: str, *, greeted: bool) -> int:
    """Offset past a greeting at the start of a text without punctuation after it; 0 for none.

    `greeted`: whether a greeting precedes the text; then "tell me please" and the like count too.
    """
    words = [(match.end(), normalise_text(match[0])) for match in WORD.finditer(text[:300])]
    at = 0
    while at < len(words):
        length, kinds = match_phrase([word for _, word in words[at:]])
        if not ("greeting" in kinds or (greeted and "opener" in kinds)):
            break
        greeted, at = True, at + length
    return words[at - 1][0] if 0 < at < len(words) else 0


def find_thanks_start(text: str) -> int:
    """Offset of thanks, or of a closing of several words, at the end of a text without punctuation
    before it ("where is the link thanks"); the text's length for none."""
    words = [(match.start(), normalise_text(match[0])) for match in WORD.finditer(text)][-8:]
    for at in range(1, len(words)):
        rest = [word for _, word in words[at:]]
        length, first = match_phrase(rest)
        polite = "thanks" in first or ("closing" in first and length > 1)
        if polite and _match_all_words(rest) and not _match_all_words(rest) & _NOT_TRIMMED:
            return words[at][0]
    return len(text)


def _classify_emoji(text: str) -> Exclusion | None:
    """The reason to exclude a text of emoji: hearts, thumbs, waving hands; None without them."""
    return next(
        (why for signs, why in _EMOJI_EXCLUSIONS if any(sign in text for sign in signs)), None
    )


def _detect_wordless(text: str) -> Exclusion | None:
    return None if any(map(str.isalpha, OWN_PLACEHOLDER.sub("", text))) else "empty"


def _is_praise(text: str) -> bool:
    """Whether it praises support: a word for support and a word of praise."""
    words = {normalise_text(match[0]) for match in WORD.finditer(text)}
    return not words.isdisjoint(load_phrases("praised")) and not words.isdisjoint(
        load_phrases("praising")
    )


def _is_trimmable(clause: Clause) -> bool:
    return clause.silent or (bool(clause.kinds) and not clause.kinds & _NOT_TRIMMED)


def _is_all_small_talk(clauses: Iterable[Clause]) -> bool:
    """Whether every clause is small talk, and every promise follows agreement or thanks."""
    agreed = False
    for clause in clauses:
        if not clause.kinds:
            return False
        agreed = agreed or bool(clause.kinds & _AGREED)
        if "deed" in clause.kinds and not agreed:
            return False
    return True


def _build_clause(text: str, start: int, end: int, *, last: bool, asked: bool) -> Clause:
    matches = list(WORD.finditer(text, start, end))
    if not matches:
        return Clause(start, end, frozenset(), silent=True)
    words = [match[0] for match in matches]
    kinds = (
        _classify_words(words, last=last)
        if len(words) <= _MAX_CLAUSE_WORDS
        else frozenset[PhraseKind]()
    )
    if asked and (
        kinds & _NOT_TRIMMED or (len(words) > 1 and kinds & _AGREED and not kinds & {"opener"})
    ):
        kinds = frozenset()
    return Clause(matches[0].start(), end, kinds, silent=False)


def _classify_words(words: list[str], *, last: bool) -> frozenset[PhraseKind]:
    known = [part for word in words for part in correct_spelling(normalise_text(word))]
    kinds = _match_all_words(known) or _match_promise(known)
    if kinds or len(words) > _MAX_NAMED_WORDS or len(known) != len(words):
        return kinds
    named = [_is_name(word, last and len(words) == 1) for word in words]
    if not any(named) or (named[0] and len(words) > 1):
        return kinds
    rest = _match_all_words(
        [placeholder("name", 0) if name else word for name, word in zip(named, known, strict=True)]
    )
    return rest | {"name"} if rest and rest <= {"greeting", "thanks", "filler"} else kinds


def _is_name(word: str, alone_at_end: bool) -> bool:
    """Whether a capitalised word outside the lexicon is a name.

    A Latin word is; a Cyrillic one may be a verb ("Вітаю Дайте, …") and is a name only by itself
    in the last clause: a signature.
    """
    known = match_phrase(correct_spelling(normalise_text(word)))[0]
    return word.istitle() and not known and len(word) > 1 and (word.isascii() or alone_at_end)


def _match_all_words(words: list[str]) -> frozenset[PhraseKind]:
    """Kinds of the phrases that cover all words; empty where one is left over or they ask."""
    phrases = [
        found - _NOT_TRIMMED if found & _TRIMMED else found for _, found in _split_phrases(words)
    ]
    kinds = frozenset[PhraseKind]().union(*phrases)
    asking = words[0] in _ASKING and bool(kinds & _NOT_TRIMMED)
    if not all(phrases) or asking or "more" in kinds or any(map(_is_denied, phrases, phrases[1:])):
        return frozenset()
    return kinds if "deed" not in kinds or _follows_agreement(words, phrases) else frozenset()


def _follows_agreement(words: list[str], phrases: list[frozenset[PhraseKind]]) -> bool:
    """Whether agreement or an intent precedes the deed, and no word denies it."""
    deed = next(at for at, kinds in enumerate(phrases) if "deed" in kinds)
    before = phrases[:deed]
    agreed = any(kinds & (_AGREED | {"intent"}) for kinds in before) or "intent" in phrases[deed]
    return agreed and not any(map(is_blocker, words))


def _is_denied(kinds: frozenset[PhraseKind], after: frozenset[PhraseKind]) -> bool:
    """Whether a "no" denies what follows: "no funciona", "nothing works"."""
    return "refusal" in kinds and bool(after & _NOT_TRIMMED)


def _match_promise(words: list[str]) -> frozenset[PhraseKind]:
    """Kinds of a promise: agreement, an intent and a deed ("ok, I will send the receipt").

    Up to four words outside the lexicon may follow, but none that asks, denies or complains.
    """
    if len(words) > _MAX_PROMISE_WORDS or any(map(is_blocker, words)):
        return frozenset()
    covered, intent = frozenset[PhraseKind](), False
    parts = _split_phrases(words)
    for at, (_, kinds) in enumerate(parts):
        if intent and "deed" in kinds:
            more = sum(not found for _, found in parts[at:])
            return covered | {"deed"} if more <= _MAX_PROMISED_WORDS else frozenset()
        if not kinds:
            return frozenset()
        if "intent" not in kinds or kinds & _TRIMMED:
            covered |= kinds & (_TRIMMED | {"filler"})
        intent = intent or "intent" in kinds
    return frozenset()


def _split_phrases(words: Sequence[str]) -> list[tuple[int, frozenset[PhraseKind]]]:
    """(words, kinds) of each phrase, by longest match; a word in no phrase has no kinds."""
    parts: list[tuple[int, frozenset[PhraseKind]]] = []
    at = 0
    while at < len(words):
        length, kinds = match_phrase(words[at:])
        if words[at].startswith("[") or words[at].isdigit():
            length, kinds = 1, frozenset({"filler"})
        elif words[at] in load_phrases("title") and at + 1 < len(words):
            length, kinds = 2, frozenset({"name"})
        parts.append((length or 1, kinds))
        at += length or 1
    return parts
