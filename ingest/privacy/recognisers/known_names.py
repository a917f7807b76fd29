"""Names that the record gives in its fields: of customers and agents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ingest.privacy.lexicon import look_up_word, stem_name
from ingest.privacy.spans import Recogniser, Span

_NO_NAMES = (
    "support team admin administrator agent operator help helper helpdesk service bot user guest "
    "customer client anonymous unknown none null sales info noreply moderator manager desk the and "
    "von van der den del dos des поддержка служба оператор менеджер администратор админ команда "
    "отдел гость клиент пользователь аноним бот підтримка служба команда адміністратор відділ "
    "гість клієнт користувач анонім для или это ви вы"
)
"""Words of name fields that are no names; masking them would make texts unreadable."""
_ROLES = frozenset(_NO_NAMES.split())
_PART = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’-][^\W\d_]+)*(?!\w)")
_ADDRESS = re.compile(
    r"(?<![^\s<>()\[\]])[^\s<>()\[\]]+(?:@|%40)[^\s<>()\[\]]+|(?<!\w)(?:\w{1,20}://|www\.)\S+|"
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:[(\[{] ?(?:at|собака) ?[)\]}]|(?<= )at(?= )) ?[\w-]{1,63}"
    r"(?: ?(?:\.|[(\[{] ?dot ?[)\]}]) ?[\w-]{2,63}){1,4}|"
    r"(?<!\S)[a-z\d-]+(?:\.[a-z\d-]+)*\.(?:com|org|net|info|biz|example|ru|ua|by|kz|eu|de|io|app|shop)"
    r"(?!\S)",
    re.IGNORECASE,
)
"""E-mail addresses, also "x at y.example", links and domains in a field for a name."""
_SHORTEST_PART = 3
_CYRILLIC = re.compile(r"[а-яёіїєґ]")
_LAST_VOWEL = re.compile(r"(?:ый|ий|ій|ой|ая|[аяоеиіїьй])$")
_FLEETING = re.compile(r"^(.+)е([лцкн])$")
_ENDINGS = (
    "ого ому ему ої ой ою ею єю єм ей ый ий ій ым им ім ом ем еві ові ах ях ами ів ов "
    "а я у ю е ё є и ы і ї й ь о"
)
_CASES = frozenset(["", *_ENDINGS.replace("ё", "е").split()])
"""Endings of Russian and Ukrainian names in every case."""
_LONGEST_CASE = max(map(len, _CASES))
_MAX_GAP = 3
"""Characters of white space between two parts of one name, at most."""


@dataclass(frozen=True, slots=True)
class _Person:
    stems: tuple[tuple[str, ...], ...]
    """For each part of the name the stems of its grammatical cases."""
    whole: bool
    """Whether only the whole name is masked: its parts are too short by themselves."""
    value: str


def split_addresses(field: str) -> tuple[str, list[str]]:
    """What a field for a person's name holds: the name, and the addresses that stand in it."""
    return _ADDRESS.sub(" ", field), _ADDRESS.findall(field)


def build_name_recogniser(people: Iterable[str]) -> Recogniser:
    """A recogniser of these people's names, whole or any part of at least three letters.

    Parts match whole words, in any grammatical case and capitalisation. `value` of a span is the
    stems of the name's parts, joined by a space.
    """
    fields = [split_addresses(field) for field in dict.fromkeys(people)]
    written = _compile_written(address for _, found in fields for address in found)
    known = [person for name, _ in fields if (person := _build_person(name))]
    if not known:
        return lambda text: _find_written(text, written)
    owners: dict[str, int] = {}
    for number, person in enumerate(known):
        for stem in (stem for stems in person.stems for stem in stems):
            owners.setdefault(stem, number)
    return lambda text: [*_find_written(text, written), *_find_names(text, known, owners)]


def _compile_written(addresses: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of addresses as they stand in the fields; None for none."""
    mails = {re.escape(address) for address in addresses if "@" in _read_address(address)}
    choices = sorted(mails, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)", re.IGNORECASE) if choices else None


def _find_written(text: str, written: re.Pattern[str] | None) -> list[Span]:
    matches = written.finditer(text) if written else ()
    return [Span(one.start(), one.end(), "email", _read_address(one[0])) for one in matches]


def _read_address(written: str) -> str:
    """The address that "x (at) y dot example" stands for, in lower case."""
    plain = re.sub(r" ?[(\[{]? ?\b(?:at|собака)\b ?[)\]}]? ?", "@", written.casefold(), count=1)
    return re.sub(r" ?[(\[{] ?dot ?[)\]}] ?", ".", plain).replace("%40", "@")


def stem_name_parts(person: str) -> list[str]:
    """The stems of the parts of a name that are masked by themselves."""
    return _stem_parts(_pick_maskable_parts(split_addresses(person)[0]))


def _find_names(text: str, known: list[_Person], owners: dict[str, int]) -> list[Span]:
    found: list[tuple[Span, int]] = []
    for match in _WORD.finditer(text):
        plain = _normalise(match[0].removesuffix("'s").removesuffix("’s"))
        owner = _find_owner(plain, owners)
        if owner is None:
            continue
        start, end = match.start(), match.start() + len(plain)
        if found and found[-1][1] == owner and _is_adjacent(text, found[-1][0].end, start):
            start = found.pop()[0].start
        found.append((Span(start, end, "name", known[owner].value), owner))
    return [
        span for span, owner in found if not known[owner].whole or " " in _extract_text(text, span)
    ]


def _extract_text(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _is_adjacent(text: str, end: int, start: int) -> bool:
    return start - end <= _MAX_GAP and text[end:start].isspace()


def _find_owner(plain: str, owners: dict[str, int]) -> int | None:
    """The first person whose name has this word, in any case; `owners` has them by stem."""
    found = [owners[plain]] if plain in owners else []
    for length in range(1, min(_LONGEST_CASE, len(plain) - 1) + 1):
        stem = plain[:-length]
        if stem in owners and plain[-length:] in _CASES and _CYRILLIC.search(stem):
            found.append(owners[stem])
    return min(found, default=None)


def _build_person(name: str) -> _Person | None:
    kept = _pick_maskable_parts(name)
    if kept:
        return _Person(tuple(map(_compute_stems, kept)), False, " ".join(_stem_parts(kept)))
    parts = [_normalise(part) for part in _PART.findall(name)]
    if len(parts) > 1 and not _ROLES.issuperset(parts):
        return _Person(tuple((part,) for part in parts), True, " ".join(_stem_parts(parts)))
    return None


def _pick_maskable_parts(person: str) -> list[str]:
    parts = [part.casefold() for part in _PART.findall(person)]
    return [part for part in parts if len(part) >= _SHORTEST_PART and part not in _ROLES]


@lru_cache(maxsize=20_000)
def _compute_stems(part: str) -> tuple[str, ...]:
    """Stems of a part: without its ending, and without a fleeting vowel too, as in Павел, Павла and
    Ковалець, Ковальця."""
    plain = _normalise(part)
    if not _CYRILLIC.search(plain) or len(plain) <= _SHORTEST_PART:
        return (plain,)
    stem = _LAST_VOWEL.sub("", plain)
    fleeting = _FLEETING.fullmatch(stem)
    if fleeting and len(stem) > _SHORTEST_PART:
        return stem, f"{fleeting[1]}{fleeting[2]}", f"{fleeting[1]}ь{fleeting[2]}"
    return (stem,)


def _normalise(word: str) -> str:
    return word.casefold().replace("ё", "е")


def _stem_parts(parts: Iterable[str]) -> list[str]:
    return [look_up_word(part).lemma or stem_name(part) for part in parts]
