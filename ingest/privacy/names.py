"""The names a record itself gives: of its customers and of its agents."""

import re
from collections.abc import Iterable

from ingest.privacy.lexicon import stem_of, word_of
from ingest.privacy.spans import Recogniser, Span

_NO_NAMES = (
    "support team admin administrator agent operator help helper helpdesk service bot user guest "
    "customer client anonymous unknown none null sales info noreply moderator manager desk the and "
    "von van der den del dos des поддержка служба оператор менеджер администратор админ команда "
    "отдел гость клиент пользователь аноним бот підтримка служба команда адміністратор відділ "
    "гість клієнт користувач анонім для или это ви вы"
)
"""Words that stand in name fields and are no names: masking them would blind the text."""
_ROLES = frozenset(_NO_NAMES.split())
_PART = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST_PART = 3
_CYRILLIC = re.compile(r"[а-яёіїєґ]")
_CASES = (
    r"(?:ого|ому|ему|ої|ой|ою|ею|єю|єм|ей|ый|ий|ій|ым|им|ім|ом|ем|еві|ові|ах|ях|ами|ів|ов"
    r"|[аяуюеёєиыіїйьо])?"
)
"""Endings of Russian and Ukrainian names in every case."""


def names(people: Iterable[str]) -> Recogniser:
    """A recogniser of these people: the whole name and every part of at least three letters, in
    any grammatical case, large or small, at word boundaries. `value` is the stems of its parts.
    """
    forms = {form for person in people for form in _forms(person)}
    if not forms:
        return lambda _text: []
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    values = [" ".join(_stems(form)) for form in longest_first]
    either = "|".join(f"({_pattern(form)})" for form in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)

    def found(text: str) -> list[Span]:
        return [
            Span(*match.span(), "name", values[(match.lastindex or 1) - 1])
            for match in pattern.finditer(text)
        ]

    return found


def parts_of(person: str) -> list[str]:
    """The stems of the parts of a person's name that may be masked by themselves."""
    parts = [part.casefold() for part in _PART.findall(person)]
    kept = [part for part in parts if len(part) >= _SHORTEST_PART and part not in _ROLES]
    return _stems(" ".join(kept))


def _stems(name: str) -> list[str]:
    return [word_of(part).lemma or stem_of(part) for part in _PART.findall(name)]


def _pattern(form: str) -> str:
    return r"\s{1,3}".join(map(_cases_of, form.split(" ")))


def _cases_of(part: str) -> str:
    if not _CYRILLIC.search(part) or len(part) <= _SHORTEST_PART:
        return re.escape(part)
    stem = re.sub(r"(?:ый|ий|ій|ой|ая|[аяоеёиіїьй])$", "", part)
    letters = "".join("[её]" if letter in "её" else re.escape(letter) for letter in stem)
    # Dmytro Kovalets is "Ковальця" in another case, Pavel "Павла": the last vowel goes.
    fleeting = re.fullmatch(r"(.+)[её]([лцкн])", stem)
    if fleeting and len(stem) > _SHORTEST_PART:
        letters = rf"(?:{letters}|{re.escape(fleeting[1])}ь?{fleeting[2]})"
    return letters + _CASES


def _forms(person: str) -> list[str]:
    whole = " ".join(person.split()).casefold()
    parts = [part.casefold() for part in _PART.findall(person)]
    kept = [part for part in parts if len(part) >= _SHORTEST_PART and part not in _ROLES]
    if not kept:
        return [whole] if len(parts) > 1 and not _ROLES.issuperset(parts) else []
    reversed_name = [" ".join(reversed(parts))] if len(parts) == 2 else []
    return [whole, *reversed_name, *kept]
