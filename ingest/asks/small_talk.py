"""Greetings, thanks and other words around what a customer wants: found clause by clause."""

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
"""Most words of a clause in which a capitalised word is taken for a name: "Hello Lumo team"."""
_MAX_CLAUSE_WORDS = 26
"""Words beyond which no clause is small talk."""
_MAX_PROMISE_WORDS = 14
"""Words beyond which "ok, I will send ..." says more than that."""
_MAX_PROMISED_WORDS = 4
"""Words of a promise that are not small talk: what will be sent or done."""
_TRIMMED: frozenset[PhraseKind] = frozenset(
    {"greeting", "opener", "thanks", "acknowledgement", "refusal", "closing"}
)
"""What is cut off the ends of an ask, where a clause is nothing more."""
_SMALL_TALK = _TRIMMED | {"state"}
"""What makes a text small talk; fillers, names and promises only go along."""
_NOT_TRIMMED: frozenset[PhraseKind] = frozenset({"state", "deed", "intent"})
"""What tells something beside an ask, though nothing by itself: "I tried again, it still fails"."""
_AGREED: frozenset[PhraseKind] = frozenset({"acknowledgement", "thanks", "refusal"})
_ASKING = frozenset(
    ("is", "are", "does", "do", "did", "has", "have", "was", "can", "could", "will", "would")
)
"""First words of a question: "is it working"."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of text between punctuation marks."""

    start: int
    end: int
    """Past its last word, its punctuation left out."""
    kinds: frozenset[PhraseKind]
    """What it says when it is nothing but small talk, fillers and names; empty when it is more."""
    silent: bool
    """Whether it has no words at all."""


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
    """Why a text has nothing to learn from; None where it says something.

    `replying`: whether somebody else wrote before it. A bare "no" then declines; by itself it may
    as well say that something still fails.
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
    """Half-open range of the clauses that are left when the small talk at both ends is off.

    Fillers go only together with something that is meant, names only after it: "Hello, Lumo!",
    "Thank you, Anna".
    """
    first = 0
    while first < len(clauses) and _is_trimmable(clauses[first]):
        first += 1
    while first and not _has_small_talk(clauses[:first]):
        first -= 1
    last = len(clauses)
    while last > first and _is_trimmable(clauses[last - 1]):
        last -= 1
    while last < len(clauses) and not clauses[last].silent and not clauses[last].kinds & _TRIMMED:
        last += 1
    return first, last


def find_greeting_end(text: str, *, greeted: bool) -> int:
    """Where a text goes on after a greeting at its start that no mark sets apart; 0 for none.

    `greeted`: whether a greeting went before; then "tell me please" and the like go too.
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
    """Where a text ends before thanks, or a closing of several words, that no mark sets apart:
    "where is the link thanks"."""
    words = [(match.start(), normalise_text(match[0])) for match in WORD.finditer(text)][-8:]
    for at in range(1, len(words)):
        rest = [word for _, word in words[at:]]
        length, first = match_phrase(rest)
        polite = "thanks" in first or ("closing" in first and length > 1)
        if polite and _match_all_words(rest) and not _match_all_words(rest) & _NOT_TRIMMED:
            return words[at][0]
    return len(text)


def _classify_emoji(text: str) -> Exclusion | None:
    """What the signs in a text say: hearts, thumbs, waving hands."""
    return next(
        (why for signs, why in _EMOJI_EXCLUSIONS if any(sign in text for sign in signs)), None
    )


def _detect_wordless(text: str) -> Exclusion | None:
    return None if any(map(str.isalpha, OWN_PLACEHOLDER.sub("", text))) else "empty"


def _is_praise(text: str) -> bool:
    """Whether it says that somebody of support is good."""
    words = {normalise_text(match[0]) for match in WORD.finditer(text)}
    return not words.isdisjoint(load_phrases("praised")) and not words.isdisjoint(
        load_phrases("praising")
    )


def _is_trimmable(clause: Clause) -> bool:
    return clause.silent or (bool(clause.kinds) and not clause.kinds & _NOT_TRIMMED)


def _has_small_talk(clauses: Sequence[Clause]) -> bool:
    return any(clause.kinds & _TRIMMED for clause in clauses) or all(one.silent for one in clauses)


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
    words = list(WORD.finditer(text, start, end))
    if not words:
        return Clause(start, end, frozenset(), silent=True)
    said = [match[0] for match in words]
    kinds = (
        _classify_words(said, last=last)
        if len(said) <= _MAX_CLAUSE_WORDS
        else frozenset[PhraseKind]()
    )
    if asked and (
        kinds & _NOT_TRIMMED or (len(said) > 1 and kinds & _AGREED and not kinds & {"opener"})
    ):
        kinds = frozenset()
    return Clause(words[0].start(), end, kinds, silent=False)


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
    """Latin words with a capital are names where others would be verbs ("Вітаю Дайте, …"); at
    the very end, after thanks or a closing, any capitalised word is a signature."""
    known = match_phrase(correct_spelling(normalise_text(word)))[0]
    return word.istitle() and not known and len(word) > 1 and (word.isascii() or alone_at_end)


def _match_all_words(words: list[str]) -> frozenset[PhraseKind]:
    """Kinds of the phrases that cover all words; empty when one is left over, or asks after all."""
    said = [
        found - _NOT_TRIMMED if found & _TRIMMED else found for _, found in _split_phrases(words)
    ]
    kinds = frozenset[PhraseKind]().union(*said)
    asking = words[0] in _ASKING and bool(kinds & _NOT_TRIMMED)
    if not all(said) or asking or "more" in kinds or any(map(_is_denied, said, said[1:])):
        return frozenset()
    return kinds if "deed" not in kinds or _follows_agreement(words, said) else frozenset()


def _follows_agreement(words: list[str], said: list[frozenset[PhraseKind]]) -> bool:
    """Whether agreement or an intent goes before what is done, and nothing denies it."""
    done = next(at for at, found in enumerate(said) if "deed" in found)
    led = "intent" in said[done] or any(found & (_AGREED | {"intent"}) for found in said[:done])
    return led and not any(map(is_blocker, words))


def _is_denied(kinds: frozenset[PhraseKind], after: frozenset[PhraseKind]) -> bool:
    """Whether a "no" denies what follows: "no funciona", "nothing works"."""
    return "refusal" in kinds and bool(after & _NOT_TRIMMED)


def _match_promise(words: list[str]) -> frozenset[PhraseKind]:
    """What somebody promises or has done, said after agreeing: "ok, I will send the receipt".

    Anything may follow, but no word that asks, denies or complains.
    """
    if len(words) > _MAX_PROMISE_WORDS or any(map(is_blocker, words)):
        return frozenset()
    said, intent = frozenset[PhraseKind](), False
    parts = _split_phrases(words)
    for at, (_, kinds) in enumerate(parts):
        if intent and "deed" in kinds:
            more = sum(not found for _, found in parts[at:])
            return said | {"deed"} if more <= _MAX_PROMISED_WORDS else frozenset()
        if not kinds:
            return frozenset()
        if "intent" not in kinds or kinds & _TRIMMED:
            said |= kinds & (_TRIMMED | {"filler"})
        intent = intent or "intent" in kinds
    return frozenset()


def _split_phrases(words: Sequence[str]) -> list[tuple[int, frozenset[PhraseKind]]]:
    """Length and kinds of phrase after phrase, longest first; none for a word that is in none."""
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
