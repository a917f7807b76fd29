"""WhatsApp's chat export: a text file, with dates in the format of the phone's locale."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from ingest.parsing.times import load_timezone
from ingest.readers.interface import ChatMessage, Native, Options, split_sessions
from ingest.readers.messengers.sessions import GROUP_GAP, PERSONAL_GAP, build_conversations

NAME = "whatsapp"
"""Of the reader; also the source of its conversations."""
_MARKS = "\u200e\u200f\u202a\u202c\ufeff"
_LINE = re.compile(
    rf"^[{_MARKS}]*\[?(\d{{1,4}})([./-]) ?(\d{{1,2}})\2 ?(\d{{2,4}})\.?(?: ?г\.| ?р\.)?,?"
    r"[\s\u202f]+(?:(?:в|о|об|at|um|à|a las|às|o godz\.|klo)\s+)?"
    r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?"
    r"(?:[\s\u202f]?([AaPp])\.?[\s\u202f]?[Mm]\.?|[\s\u202f]([ДПдп])[Пп])?"
    r"(?:\]|\s[-–—])\s(.*)$",
    re.DOTALL,
)
_DELETED = re.compile(
    r"^(?:this message was deleted|you deleted this message|(?:(?:это|данное) )?сообщение удалено|"
    r"вы удалили (?:это|данное) сообщение|(?:це )?повідомлення (?:було )?видалено|"
    r"ви видалили це повідомлення|diese nachricht wurde gelöscht|du hast diese nachricht gelöscht|"
    r"ce message a été supprimé|se eliminó este mensaje|eliminaste este mensaje|"
    r"esta mensagem foi apagada|mensagem apagada|ta wiadomość została usunięta)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^.{0,120}(?:end-to-end encrypted|сквозн\w+ шифрован|наскрізн\w+ шифруван|"
    r"ende-zu-ende-verschlüssel|chiffrés? de bout en bout|cifrad\w+ de extremo a extremo|"
    r"criptografia de ponta a ponta|szyfrowan\w+ (?:metodą )?end-to-end|"
    r"crittografat\w+ end-to-end)",
    re.IGNORECASE,
)
"""The note on encryption, which an iPhone's export attributes to the other participant."""
_EDITED = re.compile(
    r"(?<!\s)\s*+<(?:this message was edited|сообщение изменено|повідомлення змінено|"
    r"diese nachricht wurde bearbeitet|ce message a été modifié|se editó este mensaje|"
    r"mensagem editada|wiadomość edytowana)>\s*$",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"^\s*(?:<(?:media omitted|без медиафайлов|медиа пропущены|медіа пропущено|"
    r"без медіафайлів|medien ausgeschlossen|médias omis|multimedia omitido|mídia oculta|"
    r"pominięto multimedia)>|<(?:attached|прикреплено|вкладено|прикріплено|anhang|pièce jointe|"
    r"adjunto|anexado|załączono): [^<>\n]{1,200}>|\S[^\n]{0,200}\.\w{2,5} \((?:file attached|"
    r"файл добавлен|файл додано|datei angehängt|fichier joint|archivo adjunto|"
    r"arquivo anexado)\)|(?:image|video|audio|sticker|gif|document|contact card) omitted|"
    r"(?:изображение|видео|аудиофайл|стикер|документ|аудио) (?:отсутствует|пропущено)|"
    r"null)\s*(?:\n|$)",
    re.IGNORECASE,
)
_PARTNER = re.compile(
    r"(?:whatsapp chat (?:with|-)|чат whatsapp (?:с|із|з)(?: контактом)?|whatsapp-chat mit|"
    r"discussion whatsapp avec|chat de whatsapp con|conversa do whatsapp com) (.{1,100}?)"
    r"(?:\.txt|\.zip|/|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Row:
    numbers: tuple[str, str, str, str]
    """First number, mark, second and third number of the date."""
    clock: tuple[int, int, int]
    half: bool
    """Whether the clock has twelve hours."""
    text: str


def matches(head: str) -> bool:
    """Whether the first lines begin with dates as WhatsApp writes them."""
    lines = [line for line in head.split("\n")[:30] if line.strip()]
    found = [row for row in map(_parse_row, lines) if row]
    return (
        bool(lines) and _parse_row(lines[0]) is not None and any(": " in row.text for row in found)
    )


def read_conversations(lines: list[str], name: str, options: Options) -> Iterator[Native]:
    """The sessions of the chat; the customer is known from the agents' names or the file's name."""
    rows = _parse_rows(lines)
    day_first = _is_day_first(rows)
    built = (_build_message(row, day_first, options) for row in rows)
    messages = [message for message in built if message]
    people = {message.author_id for message in messages}
    partner = find_partner(name)
    known = bool(options.agents) or partner in people
    if partner is not None and known and not options.agents:
        messages = [_assign_partner(message, partner) for message in messages]
    gap = PERSONAL_GAP if len(people) <= 2 else GROUP_GAP
    for session in build_conversations(
        split_sessions(messages, gap), "w", {"channel": NAME}, known=known
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


def _parse_row(line: str) -> _Row | None:
    match = _LINE.match(line)
    if not match:
        return None
    hour, half = int(match[5]), (match[8] or match[9] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half in "pп" else 0)
    clock = (hour, int(match[6]), int(match[7] or 0))
    return _Row((match[1], match[2], match[3], match[4]), clock, bool(half), match[10])


def _parse_rows(lines: list[str]) -> list[_Row]:
    """Dated rows; a line without a date continues the row before it."""
    found: list[tuple[_Row, list[str]]] = []
    for line in lines:
        row = _parse_row(line)
        if row is not None:
            found.append((row, [row.text]))
        elif found:
            found[-1][1].append(line)
    return [_Row(row.numbers, row.clock, row.half, "\n".join(text)) for row, text in found]


def _is_day_first(rows: list[_Row]) -> bool:
    """Whether 03/02 is the third of February.

    Decided by a number over 12, else by the dot, else by the order of the rows, else by the clock
    (a clock of twelve hours goes with month first).
    """
    pairs = [(int(row.numbers[0]), int(row.numbers[2])) for row in rows]
    if any(first > 12 for first, _ in pairs):
        return True
    if any(second > 12 for _, second in pairs):
        return False
    if any(row.numbers[1] == "." for row in rows):
        return True
    day, month = (_count_steps_back(rows, day_first=way) for way in (True, False))
    return day < month if day != month else not any(row.half for row in rows)


def _count_steps_back(rows: list[_Row], *, day_first: bool) -> int:
    times = [at for row in rows if (at := _build_time(row, day_first=day_first))]
    return sum(after < before for before, after in pairwise(times))


def _build_time(row: _Row, *, day_first: bool) -> datetime | None:
    first, _, second, third = row.numbers
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    else:
        year = int(third) + (2000 if len(third) == 2 else 0)
        day, month = (int(first), int(second)) if day_first else (int(second), int(first))
    try:
        return datetime(year, month, day, *row.clock)
    except ValueError:
        return None


def _build_message(row: _Row, day_first: bool, options: Options) -> ChatMessage | None:
    plain = row.text.strip(_MARKS + " ")
    name, mark, text = plain.partition(": ")
    if not mark and plain.endswith(":"):
        name, mark = plain[:-1], ":"
    if not mark or len(name) > 100 or "\n" in name:
        return None  # somebody joined, or the note on encryption
    if _NOTICE.match(text.strip(_MARKS + " ")) and _MARKS[0] in row.text:
        return None
    at = _build_time(row, day_first=day_first)
    moment = at.replace(tzinfo=load_timezone(options.timezone)) if at else None
    agent = options.is_agent(name)
    shown = _EDITED.sub("", text.strip(_MARKS + " "))
    shown = "" if _DELETED.match(shown) else _MEDIA.sub("", shown)
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
