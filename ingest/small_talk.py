"""Greetings, thanks and other words around what a customer wants: found clause by clause."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

from domain import Exclusion

Kind = Literal["greeting", "opener", "thanks", "acknowledgement", "closing", "filler", "name"]
_KINDS: tuple[Kind, ...] = (
    "greeting",
    "opener",
    "thanks",
    "acknowledgement",
    "closing",
    "filler",
)
_WORD = re.compile(r"\[(?:email|phone|card|iban|name)-\d+\]|[^\W_]+(?:['’ʼ`-][^\W_]+)*")
_BREAK = re.compile(r"[.!?…;:,\n()]+(?=\s|$|\W)|\s[-–—]+\s|\n")
_PLACEHOLDER = re.compile(r"\[(?:email|phone|card|iban|name)-\d+\]")
_SIGNS: tuple[tuple[str, Exclusion], ...] = (
    ("🙏❤💙💛💚💜🧡♥💐🌹", "thanks"),
    ("👍👌✅👏🆗✔🤝", "acknowledgement"),
    ("👋🙋", "greeting"),
)
_SHORT = 4
"""Most words of a clause in which a capitalised word is taken for a name: "Hello Lumo team"."""
_LONGEST_CLAUSE = 16
"""Words beyond which no clause is small talk."""
_MEANT: frozenset[Kind] = frozenset({"greeting", "opener", "thanks", "acknowledgement", "closing"})
_NOTICE_HEAD, _NOTICE_MOST = 120, 600
"""Characters within which a notice shows itself, and beyond which it needs to start with it."""


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
        found.append(_clause(text, start, mark.start(), last=last))
        start = mark.end()
    found.append(_clause(text, start, len(text), last=True))
    return [clause for clause in found if clause.start < clause.end]


def exclusion_of(text: str, clauses: Sequence[Clause]) -> Exclusion | None:
    """Why a text has nothing to learn from; None where it says something."""
    spoken = [clause for clause in clauses if not clause.silent]
    if not spoken:
        return next((why for signs, why in _SIGNS if any(sign in text for sign in signs)), "empty")
    kinds = frozenset[Kind]().union(*(clause.kinds for clause in spoken))
    if not all(clause.kinds for clause in spoken) or not kinds & _MEANT:
        return None if any(map(str.isalpha, _PLACEHOLDER.sub("", text))) else "empty"
    if "thanks" in kinds:
        return "thanks"
    return "acknowledgement" if "acknowledgement" in kinds else "greeting"


def ends_of(clauses: Sequence[Clause]) -> tuple[int, int]:
    """Half-open range of the clauses that are left when the small talk at both ends is off.

    Fillers go only together with something that is meant, names only after it: "Hello, Lumo!",
    "Thank you, Anna".
    """
    first = 0
    while first < len(clauses) and (clauses[first].silent or clauses[first].kinds):
        first += 1
    while first and not _meant(clauses[:first]):
        first -= 1
    last = len(clauses)
    while last > first and (clauses[last - 1].silent or clauses[last - 1].kinds):
        last -= 1
    while last < len(clauses) and not clauses[last].silent and not clauses[last].kinds & _MEANT:
        last += 1
    return first, last


def _meant(clauses: Sequence[Clause]) -> bool:
    return any(clause.kinds & _MEANT for clause in clauses) or all(one.silent for one in clauses)


def is_notice(text: str) -> bool:
    """Whether a machine wrote it: an automatic reply, a bounce, a confirmation."""
    plain = _plain(" ".join(text[: _NOTICE_MOST + 1].split()))
    starts, anywhere = _notices()
    if starts.match(plain[:_NOTICE_HEAD].lstrip("*#[(\"'- ")):
        return True
    return len(text) <= _NOTICE_MOST and "?" not in text and bool(anywhere.search(plain))


def says_nothing(subject: str) -> bool:
    """Whether a subject adds nothing: "Question", "(no subject)"."""
    return _plain(subject).strip(" .!?:") in _lexicon("empty_subject")


def after_greeting(text: str, *, greeted: bool) -> int:
    """Where a text goes on after a greeting at its start that no mark sets apart; 0 for none.

    `greeted`: whether a greeting went before; then "tell me please" and the like go too.
    """
    words = [(match.end(), _plain(match[0])) for match in _WORD.finditer(text[:300])]
    at = 0
    while at < len(words):
        length, kinds = _phrase([word for _, word in words[at : at + _longest()]])
        if not ("greeting" in kinds or (greeted and "opener" in kinds)):
            break
        greeted, at = True, at + length
    return words[at - 1][0] if 0 < at < len(words) else 0


def before_thanks(text: str) -> int:
    """Where a text ends before thanks, or a closing of several words, that no mark sets apart:
    "where is the link thanks"."""
    words = [(match.start(), _plain(match[0])) for match in _WORD.finditer(text)][-8:]
    for at in range(1, len(words)):
        rest = [word for _, word in words[at:]]
        length, first = _phrase(rest)
        polite = "thanks" in first or ("closing" in first and length > 1)
        if polite and _cover(rest):
            return words[at][0]
    return len(text)


def _clause(text: str, start: int, end: int, *, last: bool) -> Clause:
    words = list(_WORD.finditer(text, start, end))
    if not words:
        return Clause(start, end, frozenset(), silent=True)
    said = [match[0] for match in words]
    kinds = _kinds(said, last=last) if len(said) <= _LONGEST_CLAUSE else frozenset[Kind]()
    return Clause(words[0].start(), end, kinds, silent=False)


def _kinds(words: list[str], *, last: bool) -> frozenset[Kind]:
    plain = [_plain(word) for word in words]
    kinds = _cover(plain)
    if kinds or len(words) > _SHORT:
        return kinds
    named = [_is_name(word, last and len(words) == 1) for word in words]
    if not any(named) or (named[0] and len(words) > 1):
        return kinds
    rest = _cover(["[name-0]" if name else word for name, word in zip(named, plain, strict=True)])
    return rest | {"name"} if rest and rest <= {"greeting", "thanks", "filler"} else kinds


def _is_name(word: str, alone_at_end: bool) -> bool:
    """Latin words with a capital are names where others would be verbs ("Вітаю Дайте, …"); at
    the very end, after thanks or a closing, any capitalised word is a signature."""
    known = _phrase([_plain(word)])[0]
    return word.istitle() and not known and len(word) > 1 and (word.isascii() or alone_at_end)


def _cover(words: list[str]) -> frozenset[Kind]:
    """Kinds of the phrases that cover all words, longest first; empty when one is left over."""
    kinds: set[Kind] = set()
    at = 0
    while at < len(words):
        if words[at].startswith("["):
            length, found = 1, frozenset[Kind]({"filler"})
        else:
            length, found = _phrase(words[at : at + _longest()])
        if not length:
            return frozenset()
        kinds |= found
        at += length
    return frozenset(kinds)


def _phrase(words: list[str]) -> tuple[int, frozenset[Kind]]:
    """Length and kinds of the longest known phrase at the start; 0 for none."""
    phrases = _phrases()
    for length in range(min(len(words), _longest()), 0, -1):
        if found := phrases.get(tuple(words[:length])):
            return length, found
    return 0, frozenset()


@lru_cache(maxsize=1)
def _phrases() -> dict[tuple[str, ...], frozenset[Kind]]:
    found: dict[tuple[str, ...], frozenset[Kind]] = {}
    for kind in _KINDS:
        for phrase in _lexicon(kind):
            words = tuple(match[0] for match in _WORD.finditer(phrase))
            found[words] = found.get(words, frozenset()) | {kind}
    return found


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _phrases()))


@lru_cache(maxsize=1)
def _notices() -> tuple[re.Pattern[str], re.Pattern[str]]:
    start, anywhere = (
        "|".join(re.escape(words) for words in sorted(_lexicon(name)))
        for name in ("notice_start", "notice_anywhere")
    )
    return re.compile(f"(?:{start})"), re.compile(rf"(?<!\w)(?:{anywhere})")


@lru_cache(maxsize=16)
def _lexicon(name: str) -> frozenset[str]:
    words = _words()[name].replace("\n", ";").split(";")
    return frozenset(_plain(word.strip()) for word in words if word.strip())


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    told = resources.files("ingest").joinpath("small_talk.toml").read_text(encoding="utf-8")
    return tomllib.loads(told)


def _plain(text: str) -> str:
    return text.casefold().translate(_SAME)


_SAME = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'"})
