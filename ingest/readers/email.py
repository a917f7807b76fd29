"""E-mail: .eml files and mbox, put together to threads."""

import pickle
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from domain.conversations import Rejected
from ingest.formats.blob import ByteStream
from ingest.formats.limits import MAIL
from ingest.formats.mail import Email, parse_email, split_mails
from ingest.parsing.quoted_replies import strip_quoted_replies
from ingest.readers.interface import Native, Options

Placed = tuple[str, Native]
_REPLY = re.compile(
    r"^\s*(?:(?:re|fwd?|fw|aw|wg|tr|rv|rif|odp|ha|на|отв|ответ|відп)\s*(?:\[\d+\])?:\s*)+", re.I
)
_PUBLIC_MAIL_DOMAIN = re.compile(
    r"(?:gmail|googlemail|outlook|hotmail|live|msn|icloud|me|aol|proton(?:mail)?|mail|inbox|list|bk|"
    r"internet|rambler|lenta|autorambler|ukr|i|meta|bigmir|ya|yandex|yahoo|gmx|web|t-online|wp|o2|"
    r"onet|interia|free|orange|laposte|libero|uol|bol|terra|qq|163|comcast|verizon)"
    r"\.(?:com|net|org|ru|ua|de|fr|pl|it|es|br|com\.br|co\.uk|me|by|kz|eu|mail|us|at|ch)",
    re.IGNORECASE,
)
"""Domains where anybody may have an address."""


@dataclass(frozen=True, slots=True)
class _EmailHeaders:
    """What threading needs of an e-mail; its words wait on disk."""

    id: str | None
    parents: tuple[str, ...]
    subject: str
    """Without "Re:", lower case."""
    replies: bool
    sender: str
    recipients: tuple[str, ...]


def read_conversations(
    files: Iterable[ByteStream], options: Options
) -> Iterator[Placed | Rejected]:
    """(place, native object) of every e-mail; those of one thread bear the same id, to be joined.

    Read once; held in memory is an index of some hundred bytes an e-mail.
    """
    cards: list[_EmailHeaders] = []
    with tempfile.TemporaryFile() as spool:
        for place, letter in _iter_emails(files):
            if letter is None or isinstance(letter, str):
                yield Rejected(place, letter or f"The e-mail is over {MAIL // 10**6} MB.")
                continue
            cards.append(_extract_headers(letter))
            pickle.dump((place, letter), spool)
        spool.seek(0)
        threads = _assign_threads(cards)
        team = _Team(cards, threads, options)
        for thread in threads:
            place, letter = _unpickle_email(spool)
            yield place, _build_conversation(letter, thread, team)


def _unpickle_email(spool: IO[bytes]) -> tuple[str, Email]:
    place, letter = pickle.load(spool)  # noqa: S301 - written by this process a moment ago
    return place, letter


def _iter_emails(files: Iterable[ByteStream]) -> Iterator[tuple[str, Email | str | None]]:
    for data in files:
        for number, raw in split_mails(data):
            place = f"{data.name}:{number}"
            try:
                yield place, None if raw is None else parse_email(raw)
            except ValueError as error:
                yield place, f"The e-mail cannot be read: {error}."


def _extract_headers(letter: Email) -> _EmailHeaders:
    subject = _REPLY.sub("", letter.subject)
    return _EmailHeaders(
        letter.id,
        letter.parents,
        subject.strip().casefold(),
        subject != letter.subject,
        letter.sender,
        letter.recipients,
    )


class _Team:
    """Whose addresses are the support team's: as configured. Else the address that at least half
    of all mails name, or whom the first mail of a thread was written to; with it goes its domain,
    unless anybody may have an address there. Who writes to the team is not of it."""

    def __init__(
        self, cards: list[_EmailHeaders], threads: list[str | None], options: Options
    ) -> None:
        self._options = options
        self._busiest = "" if options.agents else _find_busiest_address(cards)
        self._asked: dict[str | None, tuple[str, ...]] = {}
        for card, thread in zip(cards, threads, strict=True):
            self._asked.setdefault(thread, card.recipients if thread is not None else ())

    def is_from_team(self, letter: Email, thread: str | None) -> bool:
        """Whether somebody of the team sent a mail."""
        if self._options.agents:
            return self._options.is_agent(letter.sender)
        known = (self._busiest,) if self._busiest else self._asked.get(thread, ())
        if not letter.sender or letter.sender in known:
            return letter.sender in known
        domain = letter.sender.rpartition("@")[2]
        ours = (
            {one.rpartition("@")[2] for one in known}
            if not _PUBLIC_MAIL_DOMAIN.fullmatch(domain)
            else set()
        )
        return domain in ours and not set(known) & set(letter.recipients)


def _find_busiest_address(cards: list[_EmailHeaders]) -> str:
    """The address in at least half of all mails that most first mails are written to."""
    named: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for card in cards:
        named.update({card.sender, *card.recipients} - {""})
        opens = not card.parents and not card.replies
        asked.update(dict.fromkeys(card.recipients, int(opens)))
    first = min(asked, key=lambda one: (-named[one], -asked[one], one), default="")
    return first if len(cards) > 1 and named[first] * 2 >= len(cards) else ""


def _assign_threads(cards: list[_EmailHeaders]) -> list[str | None]:
    """The thread of every mail: its oldest known ancestor; without references, for a reply, the
    thread of the same subject between the same people."""
    roots: dict[str, str] = {}
    for card in cards:
        chain = [*card.parents, *([card.id] if card.id else [])]
        for mail in chain[1:]:
            _merge_roots(roots, chain[0], mail)
    by_subject: dict[tuple[str, frozenset[str]], str] = {}
    found: list[str | None] = []
    for card in cards:
        known = [*card.parents, *([card.id] if card.id else [])]
        key = (card.subject, frozenset({card.sender, *card.recipients[:1]}))
        thread = _find_root(roots, known[0]) if known else None
        if card.replies and not card.parents and card.subject:
            thread = by_subject.get(key, thread)
        if thread is not None:
            by_subject.setdefault(key, thread)
        found.append(thread)
    return found


def _find_root(roots: dict[str, str], mail: str) -> str:
    path = []
    while (above := roots.get(mail, mail)) != mail:
        path.append(mail)
        mail = above
    roots.update(dict.fromkeys(path, mail))
    return mail


def _merge_roots(roots: dict[str, str], older: str, newer: str) -> None:
    first, second = _find_root(roots, older), _find_root(roots, newer)
    if first != second:
        roots[second] = first


def _build_conversation(letter: Email, thread: str | None, team: _Team) -> Native:
    agent = team.is_from_team(letter, thread)
    author = "bot" if letter.automatic else "agent" if agent else "customer"
    asks = author == "customer"
    return {
        "id": thread,
        "channel": "email",
        "subject": letter.subject or None,
        "created_at": letter.date,
        "customer": {"id": letter.sender or None, "name": letter.sender_name} if asks else None,
        "messages": [
            {
                "id": letter.id,
                "at": letter.date,
                "author": author,
                "author_id": letter.sender or None,
                "author_name": letter.sender_name,
                "text": strip_quoted_replies(letter.text) or letter.text,
            }
        ],
    }
