"""The names a record itself gives: of its customers and of its agents."""

import re
from collections.abc import Iterable

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


def names(people: Iterable[str]) -> Recogniser:
    """A recogniser of these people: the whole name and every part of at least three letters, in
    any case, at word boundaries. All forms of one person's name are one value.
    """
    owners: dict[str, str] = {}
    for number, person in enumerate(dict.fromkeys(people)):
        for form in _forms(person):
            owners.setdefault(form, str(number))
    if not owners:
        return lambda _text: []
    longest_first = sorted(owners, key=lambda form: (-len(form), form))
    either = "|".join(re.escape(form).replace(r"\ ", r"\s{1,3}") for form in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)

    def found(text: str) -> list[Span]:
        return [
            Span(*match.span(), "name", owners.get(_key(match[0]), ""))
            for match in pattern.finditer(text)
        ]

    return found


def _forms(person: str) -> list[str]:
    whole = _key(person)
    parts = [part.casefold() for part in _PART.findall(person)]
    kept = [part for part in parts if len(part) >= _SHORTEST_PART and part not in _ROLES]
    if not kept:
        return [whole] if len(parts) > 1 and not _ROLES.issuperset(parts) else []
    reversed_name = [" ".join(reversed(parts))] if len(parts) == 2 else []
    return [whole, *reversed_name, *kept]


def _key(form: str) -> str:
    return " ".join(form.split()).casefold()
