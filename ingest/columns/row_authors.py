"""Who wrote a row, where no column has a word for it: a flag, a sender who is the customer, an
address that only some rows have, or somebody whom a person named as of the team."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.conversations import Author
from ingest.columns.fields import Columns
from ingest.columns.guess import Guess
from ingest.columns.names import has_word, normalise_name
from ingest.columns.profile import Profile, list_leaves
from ingest.parsing.authors import parse_author
from ingest.parsing.fields import YES

IsAgent = Callable[[str], bool]
_PEOPLE_FIELDS = ("author", "customer", "customer_name", "agent")
_PEOPLE = ("sender", "customer", "agent")
_MOST_ROWS = 1_000
"""Rows of a sample that are compared."""
_MOST_PEOPLE = 20
"""Columns of senders, and of customers, that are compared."""
_PLAIN_SHARE = 0.9
"""Least share of conversations in which a hint must fit."""


@dataclass(frozen=True, slots=True)
class RowAuthors:
    """How it is told who wrote a row; each is None or empty where the table has no such hint."""

    author: str | None = None
    """Column of author words."""
    people: tuple[str, ...] = ()
    """Columns of people, in which those of the team are looked for."""
    is_agent: IsAgent | None = None
    is_seen: bool = False
    """Whether somebody of the team stands in a sample of the rows."""
    flag: str | None = None
    flagged: Author = "customer"
    """Who wrote the rows whose flag is true."""
    sender: str | None = None
    customer: str | None = None
    """The customer's column that is compared with the sender's."""
    present: str | None = None
    """Column that only one side's rows have."""
    presence: Author = "customer"
    """Whose rows these are."""

    def find_author(self, row: Mapping[str, object]) -> Author | None:
        """Who wrote a row; None where its own word counts, or nothing tells."""
        word = row.get(self.author) if self.author else None
        if isinstance(word, str) and parse_author(word, {}):
            return None
        if self._names_agent(row):
            return "agent"
        if self.author:
            return None
        if self.flag:
            value = str(row.get(self.flag)).strip().casefold()
            return self.flagged if value in YES else _get_other(self.flagged)
        if self.sender and self.customer:
            same = _fold(row.get(self.sender)) == _fold(row.get(self.customer))
            return "customer" if same else "agent"
        if self.present:
            return self.presence if _fold(row.get(self.present)) else _get_other(self.presence)
        return None

    def _names_agent(self, row: Mapping[str, object]) -> bool:
        return self.is_agent is not None and any(
            self.is_agent(leaf) for name in self.people for leaf in list_leaves(row.get(name))
        )

    @property
    def tells(self) -> bool:
        """Whether anything tells who wrote a row."""
        return bool(self.author or self.is_seen or self.flag or self.sender or self.present)


def find_row_authors(
    guess: Guess, rows: Sequence[Mapping[str, object]], is_agent: IsAgent | None
) -> RowAuthors:
    """How the rows of a table say who wrote them, from a sample."""
    columns, rows = guess.columns, rows[:_MOST_ROWS]
    found = RowAuthors(author=columns.author, is_agent=is_agent)
    if is_agent is not None:
        people = _list_people(guess, rows, is_agent)
        senders = [name for name in guess.profiles if _is_sender(columns, name)]
        everybody = tuple(dict.fromkeys((*people, *senders)))
        found = replace(found, people=everybody, is_seen=bool(people))
    if found.author:
        return found
    if columns.inbound:
        return replace(found, flag=columns.inbound)
    if columns.outbound:
        return replace(found, flag=columns.outbound, flagged="agent")
    if columns.conversation is None:
        return found
    talks = _group_rows(columns.conversation, rows)
    if pair := _find_same_person(guess, talks):
        return replace(found, sender=pair[0], customer=pair[1])
    if (side := _find_one_sided(guess, talks)) is not None:
        return replace(found, present=side[0], presence=side[1])
    return found


def describe_untold(columns: Columns, rows: Sequence[Mapping[str, object]]) -> str | None:
    """What to say where nothing tells who wrote the rows of conversations; None for rows that are
    conversations of their own."""
    if columns.conversation is None:
        return None
    talks = _group_rows(columns.conversation, rows[:_MOST_ROWS])
    if not any(len(talk) > 1 for talk in talks):
        return None
    return (
        "nobody is told apart: no column says who wrote a row, so every one counts as the "
        "customer's. Name the team with --agent (an id, a name, an address or a domain), the "
        "column with --column author=NAME, or both in a mapping (--map, [authors])"
    )


def _list_people(
    guess: Guess, rows: Sequence[Mapping[str, object]], is_agent: IsAgent
) -> tuple[str, ...]:
    """Columns in which somebody of the team stands in some rows, and not in all of them."""
    columns = guess.columns
    names = dict.fromkeys(name for row in rows for name in row)
    others = {column for field, column in columns.to_dict().items() if field not in _PEOPLE_FIELDS}
    found = []
    for name in names:
        if name in others or _is_plain_number(guess, name):
            continue
        if has_word(name, "recipient") and not _is_sender(columns, name):
            continue
        hits = [any(map(is_agent, list_leaves(row.get(name)))) for row in rows]
        filled = [hit for hit, row in zip(hits, rows, strict=True) if _fold(row.get(name))]
        one_sided = not all(filled) or len(filled) < len(rows)
        if any(hits) and (one_sided or len(rows) == 1) and _varies(columns, name, rows):
            found.append(name)
    return tuple(found)


def _is_plain_number(guess: Guess, name: str) -> bool:
    """Whether a column holds numbers that are no ids of people: a score, a count."""
    profile = guess.profiles.get(name)
    return profile is not None and profile.is_numbers and not has_word(name, "person")


def _is_sender(columns: Columns, name: str) -> bool:
    return name == columns.author or has_word(name, "sender")


def _varies(columns: Columns, name: str, rows: Sequence[Mapping[str, object]]) -> bool:
    """Whether a column may say who wrote a row: it differs inside conversations, where rows make
    conversations. Who is assigned stands in every row of one."""
    if columns.conversation is None or _is_sender(columns, name):
        return True
    talks = [talk for talk in _group_rows(columns.conversation, rows) if len(talk) > 1]
    return not talks or any(len({_fold(row.get(name)) for row in talk}) > 1 for talk in talks)


def _group_rows(
    conversation: str, rows: Sequence[Mapping[str, object]]
) -> list[list[Mapping[str, object]]]:
    talks: dict[object, list[Mapping[str, object]]] = defaultdict(list)
    for row in rows:
        if _fold(row.get(conversation)):
            talks[_fold(row.get(conversation))].append(row)
    return list(talks.values())


def _find_same_person(
    guess: Guess, talks: Sequence[Sequence[Mapping[str, object]]]
) -> tuple[str, str] | None:
    """A sender's column and a customer's whose values are the same in some rows and differ in
    others: who wrote, and whose conversation it is."""
    people = [name for name, profile in guess.profiles.items() if _may_be_person(guess, profile)]
    senders = [name for name in people if has_word(name, "sender")]
    customers = [
        name for name in people if has_word(name, "customer") and not has_word(name, "sender")
    ]
    rows = [row for talk in talks for row in talk]
    for sender in senders[:_MOST_PEOPLE]:
        for customer in customers[:_MOST_PEOPLE]:
            same = sum(_fold(row.get(sender)) == _fold(row.get(customer)) for row in rows)
            steady = all(len({_fold(row.get(customer)) for row in talk}) == 1 for talk in talks)
            if steady and 0.1 * len(rows) <= same < len(rows):
                return sender, customer
    return None


def _find_one_sided(
    guess: Guess, talks: Sequence[Sequence[Mapping[str, object]]]
) -> tuple[str, Author] | None:
    """A column of people that in conversations of several rows only some rows have, and whose."""
    for name, profile in guess.profiles.items():
        if not _may_be_person(guess, profile) or has_word(name, "recipient"):
            continue
        kinds = [kind for kind in _PEOPLE if has_word(name, kind)]
        is_address = profile.is_addresses and profile.filled < 1
        agents = name == guess.columns.agent or "agent" in kinds
        customers = name in (guess.columns.customer, guess.columns.customer_name) or is_address
        if not agents and not customers:
            continue
        mixed = [talk for talk in talks if len({bool(_fold(row.get(name))) for row in talk}) == 2]
        long = [talk for talk in talks if len(talk) > 1]
        if not mixed or len(mixed) * 2 < len(long):
            continue
        begins = sum(bool(_fold(talk[0].get(name))) is not agents for talk in mixed)
        if agents or begins >= _PLAIN_SHARE * len(mixed):
            return name, "agent" if agents else "customer"
    return None


def _may_be_person(guess: Guess, profile: Profile) -> bool:
    columns = guess.columns
    taken = (columns.text, columns.html, columns.subject, columns.conversation, columns.at)
    return bool(profile.cells) and profile.name not in taken and profile.times < 0.5


def _fold(value: object) -> str:
    return "" if value is None else normalise_name(str(value)[:300])


def _get_other(author: Author) -> Author:
    return "agent" if author == "customer" else "customer"
