"""WhatsApp's chat export: a text file, with dates in the format of the phone's locale."""

import hashlib
import re
from collections.abc import Iterator

from ingest.parsing.times import load_timezone
from ingest.readers.interface import ChatMessage, Native, Options
from ingest.readers.messengers.chat_words import strip_notes
from ingest.readers.messengers.dated_lines import (
    Row,
    build_time,
    is_day_first,
    parse_row,
    parse_rows,
)
from ingest.readers.messengers.sessions import (
    GROUP_GAP,
    PERSONAL_GAP,
    build_conversations,
    split_sessions,
)

NAME = "whatsapp"
"""Of the reader; also the source of its conversations."""
_MARKS = "\u200e\u200f\u202a\u202c\u2066\u2067\u2068\u2069\ufeff"
_NOTICE = re.compile(
    r"^.{0,120}(?:end-to-end encrypted|сквозн\w+ шифрован|наскрізн\w+ шифруван|"
    r"ende-zu-ende-verschlüssel|chiffrés? de bout en bout|cifrad\w+ de extremo a extremo|"
    r"criptografia de ponta a ponta|szyfrowan\w+ (?:metodą )?end-to-end|"
    r"crittografat\w+ end-to-end)",
    re.IGNORECASE,
)
"""The note on encryption, which an iPhone's export attributes to the other participant."""
_PARTNER = re.compile(
    r"(?:whatsapp chat (?:with|-)|чат whatsapp (?:с|із|з)(?: контактом)?|whatsapp-chat mit|"
    r"discussion whatsapp avec|chat de whatsapp con|conversa do whatsapp com) (.{1,100}?)"
    r"(?:\.txt|\.zip|/|$)",
    re.IGNORECASE,
)


def matches(head: str, _options: Options) -> bool:
    """Whether the first lines begin with dates as WhatsApp writes them."""
    lines = [line for line in head.split("\n")[:30] if line.strip()]
    found = [row for row in map(parse_row, lines) if row]
    return (
        bool(lines) and parse_row(lines[0]) is not None and any(": " in row.text for row in found)
    )


def read_conversations(
    lines: list[str], name: str, options: Options, *, channel: str = NAME, bare: bool = False
) -> Iterator[Native]:
    """The sessions of the chat; the customer is known from the agents' names or the file's name.

    `bare`: nothing need part dates from words, as in the chats of other programs (`channel`).
    """
    rows = parse_rows(lines, bare=bare)
    day_first = is_day_first(rows)
    built = (_build_message(row, day_first, options) for row in rows)
    messages = [message for message in built if message]
    people = {message.author_id for message in messages}
    partner = find_partner(name)
    known = bool(options.agents) or partner in people
    if partner is not None and known and not options.agents:
        messages = [_assign_partner(message, partner) for message in messages]
    gap = PERSONAL_GAP if len(people) <= 2 else GROUP_GAP
    for session in build_conversations(
        split_sessions(messages, gap, known=known), "w", {"channel": channel}, known=known
    ):
        yield session | {"id": _build_id(session)}


def find_partner(name: str) -> str | None:
    """Whom a chat was with, from the name of its export; None for a file of another name."""
    found = _PARTNER.search(name)
    return found[1] if found else None


def _assign_partner(message: ChatMessage, partner: str) -> ChatMessage:
    customer = message.author_id == partner
    author = "customer" if customer else "agent"
    return ChatMessage(
        message.id, message.author_id, message.at, customer, {**message.native, "author": author}
    )


def _build_id(session: Native) -> str:
    """Id of a session from its first message, which stays when the chat grows."""
    first = session["messages"][0]
    opened = "\0".join(str(first.get(name)) for name in ("at", "author_name", "text"))
    return f"w-{hashlib.sha256(opened.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _build_message(row: Row, day_first: bool, options: Options) -> ChatMessage | None:
    plain = row.text.strip(_MARKS + " ")
    name, mark, text = plain.partition(": ")
    name = name.strip(_MARKS + " ")
    if not mark and plain.endswith(":"):
        name, mark = plain[:-1], ":"
    if not mark or len(name) > 100 or "\n" in name:
        return None  # somebody joined, or the note on encryption
    if _NOTICE.match(text.strip(_MARKS + " ")) and _MARKS[0] in row.text:
        return None
    at = build_time(row, day_first=day_first)
    moment = at.replace(tzinfo=load_timezone(options.timezone)) if at else None
    agent = options.is_agent(name)
    shown = strip_notes(text.strip(_MARKS + " "))
    native = {
        "at": moment.isoformat() if moment else None,
        "author": "customer" if options.agents and not agent else "agent",
        "author_id": name,
        "author_name": name,
        "text": shown.strip(_MARKS + " \n"),
    }
    key = f"{native['at']}\0{name}\0{text}"
    unix = moment.timestamp() if moment else 0.0
    return ChatMessage(key, name, unix, bool(options.agents) and not agent, native)
