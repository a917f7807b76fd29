"""Greetings, thanks and other words around what a customer wants: found clause by clause."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.asks import Exclusion
from domain.placeholders import OWN_PLACEHOLDER, placeholder
from ingest.asks.phrase_lexicon import WORD, Kind, blocks, lexicon, phrase, plain, spelled

_BREAK = re.compile(r"[.!?…;:,\n()]+(?=\s|$|\W)|\s[-–—]+\s|\n")
_SIGNS: tuple[tuple[str, Exclusion], ...] = (
    ("🙏❤💙💛💚💜🧡♥💐🌹", "thanks"),
    ("👍👌✅👏🆗✔🤝", "acknowledgement"),
    ("👋🙋", "greeting"),
)
_SHORT = 4
"""Most words of a clause in which a capitalised word is taken for a name: "Hello Lumo team"."""
_LONGEST_CLAUSE = 26
"""Words beyond which no clause is small talk."""
_LONGEST_PROMISE = 14
"""Words beyond which "ok, I will send ..." says more than that."""
_MOST_PROMISED = 4
"""Words of a promise that are not small talk: what will be sent or done."""
_TRIMMED: frozenset[Kind] = frozenset(
    {"greeting", "opener", "thanks", "acknowledgement", "refusal", "closing"}
)
"""What is cut off the ends of an ask, where a clause is nothing more."""
_MEANT = _TRIMMED | {"state"}
"""What makes a text small talk; fillers, names and promises only go along."""
_KEPT: frozenset[Kind] = frozenset({"state", "deed", "intent"})
"""What tells something beside an ask, though nothing by itself: "I tried again, it still fails"."""
_AGREED: frozenset[Kind] = frozenset({"acknowledgement", "thanks", "refusal"})
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
    kinds: frozenset[Kind]
    """What it says when it is nothing but small talk, fillers and names; empty when it is more."""
    silent: bool
    """Whether it has no words at all."""


def clauses_of(text: str) -> list[Clause]:
    """The clauses of a text, in order."""
    found, start = [], 0
    for mark in _BREAK.finditer(text):
        last = not text[mark.end() :].strip() if mark.end() + 3 >= len(text) else False
        found.append(_clause(text, start, mark.start(), last=last, asked="?" in mark[0]))
        start = mark.end()
    found.append(_clause(text, start, len(text), last=True, asked=False))
    return [clause for clause in found if clause.start < clause.end]


def exclusion_of(
    text: str, clauses: Sequence[Clause], *, replying: bool = False
) -> Exclusion | None:
    """Why a text has nothing to learn from; None where it says something.

    `replying`: whether somebody else wrote before it. A bare "no" then declines; by itself it may
    as well say that something still fails.
    """
    spoken = [clause for clause in clauses if not clause.silent]
    if not spoken:
        return _signed(text) or "empty"
    kinds = frozenset[Kind]().union(*(clause.kinds for clause in spoken))
    if not _all_small(spoken) or _praises(text):
        return _wordless(text)
    if not kinds & _MEANT:
        return _signed(text) or _wordless(text)
    if kinds == {"refusal"} and not replying:
        return None
    if "thanks" in kinds:
        return "thanks"
    return "acknowledgement" if kinds & (_AGREED | _KEPT) else "greeting"


def ends_of(clauses: Sequence[Clause]) -> tuple[int, int]:
    """Half-open range of the clauses that are left when the small talk at both ends is off.

    Fillers go only together with something that is meant, names only after it: "Hello, Lumo!",
    "Thank you, Anna".
    """
    first = 0
    while first < len(clauses) and _goes(clauses[first]):
        first += 1
    while first and not _meant(clauses[:first]):
        first -= 1
    last = len(clauses)
    while last > first and _goes(clauses[last - 1]):
        last -= 1
    while last < len(clauses) and not clauses[last].silent and not clauses[last].kinds & _TRIMMED:
        last += 1
    return first, last


def after_greeting(text: str, *, greeted: bool) -> int:
    """Where a text goes on after a greeting at its start that no mark sets apart; 0 for none.

    `greeted`: whether a greeting went before; then "tell me please" and the like go too.
    """
    words = [(match.end(), plain(match[0])) for match in WORD.finditer(text[:300])]
    at = 0
    while at < len(words):
        length, kinds = phrase([word for _, word in words[at:]])
        if not ("greeting" in kinds or (greeted and "opener" in kinds)):
            break
        greeted, at = True, at + length
    return words[at - 1][0] if 0 < at < len(words) else 0


def before_thanks(text: str) -> int:
    """Where a text ends before thanks, or a closing of several words, that no mark sets apart:
    "where is the link thanks"."""
    words = [(match.start(), plain(match[0])) for match in WORD.finditer(text)][-8:]
    for at in range(1, len(words)):
        rest = [word for _, word in words[at:]]
        length, first = phrase(rest)
        polite = "thanks" in first or ("closing" in first and length > 1)
        if polite and _cover(rest) and not _cover(rest) & _KEPT:
            return words[at][0]
    return len(text)


def _signed(text: str) -> Exclusion | None:
    """What the signs in a text say: hearts, thumbs, waving hands."""
    return next((why for signs, why in _SIGNS if any(sign in text for sign in signs)), None)


def _wordless(text: str) -> Exclusion | None:
    return None if any(map(str.isalpha, OWN_PLACEHOLDER.sub("", text))) else "empty"


def _praises(text: str) -> bool:
    """Whether it says that somebody of support is good."""
    words = {plain(match[0]) for match in WORD.finditer(text)}
    return not words.isdisjoint(lexicon("praised")) and not words.isdisjoint(lexicon("praising"))


def _goes(clause: Clause) -> bool:
    return clause.silent or (bool(clause.kinds) and not clause.kinds & _KEPT)


def _meant(clauses: Sequence[Clause]) -> bool:
    return any(clause.kinds & _TRIMMED for clause in clauses) or all(one.silent for one in clauses)


def _all_small(clauses: Iterable[Clause]) -> bool:
    """Whether every clause is small talk, and every promise follows agreement or thanks."""
    agreed = False
    for clause in clauses:
        if not clause.kinds:
            return False
        agreed = agreed or bool(clause.kinds & _AGREED)
        if "deed" in clause.kinds and not agreed:
            return False
    return True


def _clause(text: str, start: int, end: int, *, last: bool, asked: bool) -> Clause:
    words = list(WORD.finditer(text, start, end))
    if not words:
        return Clause(start, end, frozenset(), silent=True)
    said = [match[0] for match in words]
    kinds = _kinds(said, last=last) if len(said) <= _LONGEST_CLAUSE else frozenset[Kind]()
    if asked and (kinds & _KEPT or (len(said) > 1 and kinds & _AGREED and not kinds & {"opener"})):
        kinds = frozenset()
    return Clause(words[0].start(), end, kinds, silent=False)


def _kinds(words: list[str], *, last: bool) -> frozenset[Kind]:
    known = [part for word in words for part in spelled(plain(word))]
    kinds = _cover(known) or _promise(known)
    if kinds or len(words) > _SHORT or len(known) != len(words):
        return kinds
    named = [_is_name(word, last and len(words) == 1) for word in words]
    if not any(named) or (named[0] and len(words) > 1):
        return kinds
    rest = _cover(
        [placeholder("name", 0) if name else word for name, word in zip(named, known, strict=True)]
    )
    return rest | {"name"} if rest and rest <= {"greeting", "thanks", "filler"} else kinds


def _is_name(word: str, alone_at_end: bool) -> bool:
    """Latin words with a capital are names where others would be verbs ("Вітаю Дайте, …"); at
    the very end, after thanks or a closing, any capitalised word is a signature."""
    known = phrase(spelled(plain(word)))[0]
    return word.istitle() and not known and len(word) > 1 and (word.isascii() or alone_at_end)


def _cover(words: list[str]) -> frozenset[Kind]:
    """Kinds of the phrases that cover all words; empty when one is left over, or asks after all."""
    said = [found - _KEPT if found & _TRIMMED else found for _, found in _parts(words)]
    kinds = frozenset[Kind]().union(*said)
    asking = words[0] in _ASKING and bool(kinds & _KEPT)
    if not all(said) or asking or "more" in kinds or any(map(_denied, said, said[1:])):
        return frozenset()
    return kinds if "deed" not in kinds or _led(words, said) else frozenset()


def _led(words: list[str], said: list[frozenset[Kind]]) -> bool:
    """Whether agreement or an intent goes before what is done, and nothing denies it."""
    done = next(at for at, found in enumerate(said) if "deed" in found)
    led = "intent" in said[done] or any(found & (_AGREED | {"intent"}) for found in said[:done])
    return led and not any(map(blocks, words))


def _denied(kinds: frozenset[Kind], after: frozenset[Kind]) -> bool:
    """Whether a "no" denies what follows: "no funciona", "nothing works"."""
    return "refusal" in kinds and bool(after & _KEPT)


def _promise(words: list[str]) -> frozenset[Kind]:
    """What somebody promises or has done, said after agreeing: "ok, I will send the receipt".

    Anything may follow, but no word that asks, denies or complains.
    """
    if len(words) > _LONGEST_PROMISE or any(map(blocks, words)):
        return frozenset()
    said, intent = frozenset[Kind](), False
    parts = _parts(words)
    for at, (_, kinds) in enumerate(parts):
        if intent and "deed" in kinds:
            more = sum(not found for _, found in parts[at:])
            return said | {"deed"} if more <= _MOST_PROMISED else frozenset()
        if not kinds:
            return frozenset()
        if "intent" not in kinds or kinds & _TRIMMED:
            said |= kinds & (_TRIMMED | {"filler"})
        intent = intent or "intent" in kinds
    return frozenset()


def _parts(words: Sequence[str]) -> list[tuple[int, frozenset[Kind]]]:
    """Length and kinds of phrase after phrase, longest first; none for a word that is in none."""
    parts: list[tuple[int, frozenset[Kind]]] = []
    at = 0
    while at < len(words):
        length, kinds = phrase(words[at:])
        if words[at].startswith("[") or words[at].isdigit():
            length, kinds = 1, frozenset({"filler"})
        elif words[at] in lexicon("title") and at + 1 < len(words):
            length, kinds = 2, frozenset({"name"})
        parts.append((length or 1, kinds))
        at += length or 1
    return parts
