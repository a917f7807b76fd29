"""Chats of other programs as text, a date, a clock and a name in front of each message: Skype,
Viber, chats copied from a window."""

from collections import Counter
from collections.abc import Iterator

from ingest.parsing.authors import parse_author
from ingest.readers.interface import Native, Options
from ingest.readers.messengers import whatsapp
from ingest.readers.messengers.dated_lines import parse_row

_LOOKED_AT, _PEOPLE = 60, 12


def matches(head: str, options: Options) -> bool:
    """Whether most lines begin with a date, a clock and the name of one of few people."""
    lines = [line for line in head.lstrip("\ufeff").split("\n") if line.strip()][:_LOOKED_AT]
    rows = [parse_row(line, bare=True) for line in lines]
    names = Counter(
        row.text.partition(":")[0].strip().casefold() for row in rows if row and ":" in row.text
    )
    count = sum(names.values())
    told = count > len(names) or any(map(options.is_agent, names))
    return (
        count > 1
        and rows[0] is not None
        and count * 2 >= sum(row is not None for row in rows)
        and len(names) <= _PEOPLE
        and (told or any(parse_author(name, {}) for name in names))
    )


def read_conversations(lines: list[str], name: str, options: Options) -> Iterator[Native]:
    """The sessions of the chat, told as in a WhatsApp chat."""
    return whatsapp.read_conversations(lines, name, options, channel="chat", bare=True)
