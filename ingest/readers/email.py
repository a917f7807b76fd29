"""E-mail: .eml files and mbox, grouped to threads."""

import pickle
import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import IO

from domain.conversations import Rejected
from ingest.formats.blob import ByteStream
from ingest.formats.limits import MAIL
from ingest.formats.mail import Email, parse_email, split_mails
from ingest.formats.spool import open_spool
from ingest.parsing.forwards import Forwarded, find_forwarded
from ingest.parsing.quoted_replies import strip_quoted_replies
from ingest.parsing.subjects import strip_reply_prefixes
from ingest.readers.interface import Native, Options

NAME = "email"
"""Of the reader; also the source of its conversations."""
Placed = tuple[str, Native]
_PUBLIC_MAIL_DOMAIN = re.compile(
    r"(?:gmail|googlemail|outlook|hotmail|live|msn|icloud|me|aol|proton(?:mail)?|mail|inbox|list|bk|"
    r"internet|rambler|lenta|autorambler|ukr|i|meta|bigmir|ya|yandex|yahoo|gmx|web|t-online|wp|o2|"
    r"onet|interia|free|orange|laposte|libero|uol|bol|terra|qq|163|comcast|verizon)"
    r"\.(?:com|net|org|ru|ua|de|fr|pl|it|es|br|com\.br|co\.uk|me|by|kz|eu|mail|us|at|ch)",
    re.IGNORECASE,
)
"""Domains of public mail providers: a shared domain there means nothing."""


@dataclass(frozen=True, slots=True)
class _EmailHeaders:
    """The headers of an e-mail that threading needs; the e-mail itself is spooled to disk."""

    id: str | None
    parents: tuple[str, ...]
    subject: str
    """Without "Re:", lower case."""
    replies: bool
    """Whether the subject has a reply prefix."""
    sender: str
    recipients: tuple[str, ...]
    words: "array[int]"
    """Checksums of its pairs of words, by which a quotation of it is known."""


def read_conversations(
    files: Iterable[ByteStream], options: Options
) -> Iterator[Placed | Rejected]:
    """(place, native object) of every e-mail; those of one thread have the same id, to be joined.

    Files are read once. Memory holds some hundred bytes an e-mail, and four for each of
    its first words.
    """
    headers: list[_EmailHeaders] = []
    with open_spool() as spool:
        for place, mail in _iter_emails(files):
            if mail is None or isinstance(mail, str):
                yield Rejected(place, mail or f"The e-mail is over {MAIL // 10**6} MB.")
                continue
            headers.append(_extract_headers(mail))
            pickle.dump((place, mail), spool)
        spool.seek(0)
        threads = _assign_threads(headers)
        team = _Team(headers, threads, options)
        words = {header.id: header.words for header in headers if header.id}
        for thread in threads:
            place, mail = _unpickle_email(spool)
            quoted = words.get(mail.parents[-1]) if mail.parents else None
            mail = replace(mail, text=unquote_answers(mail.text, quoted)) if quoted else mail
            yield place, _build_conversation(mail, thread, team)


def _unpickle_email(spool: IO[bytes]) -> tuple[str, Email]:
    place, mail = pickle.load(spool)  # noqa: S301 - written by this process a moment ago
    return place, mail


def _iter_emails(files: Iterable[ByteStream]) -> Iterator[tuple[str, Email | str | None]]:
    for data in files:
        for number, raw in split_mails(data):
            place = f"{data.name}:{number}"
            try:
                yield place, None if raw is None else parse_email(raw)
            except ValueError as error:
                yield place, f"The e-mail cannot be read: {error}."


def _extract_headers(mail: Email) -> _EmailHeaders:
    subject = strip_reply_prefixes(mail.subject)
    return _EmailHeaders(
        mail.id,
        mail.parents,
        subject.strip().casefold(),
        subject != mail.subject,
        mail.sender,
        mail.recipients,
        array("I", sorted(set(_hash_pairs(_WORD.findall(mail.text[:_CHARACTERS]))))),
    )


def _hash_pairs(words: list[str]) -> list[int]:
    """A number for each pair of words that stand side by side, and for each word."""
    folded = [word.casefold() for word in words]
    pairs = [f"{one} {two}" for one, two in pairwise(folded)]
    return [zlib.crc32(each.encode(errors="replace")) for each in [*folded, *pairs]]


def unquote_answers(text: str, quoted: Iterable[int]) -> str:
    """A text whose quotation keeps its mark only where the quoted mail holds the line.

    What stands inside a quotation and is not in the quoted mail was written there as an answer.
    """
    known = frozenset(quoted)
    lines = text.split("\n")
    held = [_is_held(line, known) for line in lines]
    if True not in held:  # another mail is quoted, or it is quoted in other words
        return text
    return "\n".join(
        _QUOTE_MARK.sub("", line) if is_held is False else line
        for line, is_held in zip(lines, held, strict=True)
    )


def _is_held(line: str, known: frozenset[int]) -> bool | None:
    """Whether the quoted mail holds a quoted line; None for any other line."""
    words = _WORD.findall(line) if _QUOTE_MARK.match(line) else []
    if not words:
        return None
    found = _hash_pairs(words)
    checked = found[len(words) :] or found
    return sum(each in known for each in checked) * 2 >= len(checked)


_WORD = re.compile(r"\w+")
_QUOTE_MARK = re.compile(r"^\s{0,8}> ?(?!\s{0,8}>)")
"""Of one quotation: what is quoted twice stood in the quoted mail."""
_CHARACTERS = 20_000
"""Characters of a mail by which quotations of it are known."""
_FEW = 50
"""Recipients of a mail whose sets are made anew for each mail of its thread."""


@dataclass(frozen=True, slots=True)
class _Addresses:
    """Addresses of the team, and the domains after their "@"."""

    addresses: frozenset[str]
    domains: frozenset[str]

    @classmethod
    def build(cls, addresses: Iterable[str]) -> "_Addresses":
        found = frozenset(addresses)
        return cls(found, frozenset(address.rpartition("@")[2] for address in found))


class _Team:
    """The support team's addresses.

    They are as configured. Without configuration: the address that at least half of all mails
    name, else the recipients of a thread's first mail; and with either, all addresses of the same
    domain that do not write to the team, unless the domain is a public mail provider's.
    """

    def __init__(
        self, headers: list[_EmailHeaders], threads: list[str | None], options: Options
    ) -> None:
        self._options = options
        self._busiest = "" if options.agents else _find_busiest_address(headers)
        self._asked: dict[str | None, tuple[str, ...]] = {}
        for header, thread in zip(headers, threads, strict=True):
            self._asked.setdefault(thread, header.recipients if thread is not None else ())
        self._long = {
            thread: _Addresses.build(known)
            for thread, known in self._asked.items()
            if len(known) > _FEW
        }

    def is_from_team(self, mail: Email, thread: str | None) -> bool:
        """Whether a member of the team sent a mail."""
        if self._options.agents:
            return self._options.is_agent(mail.sender)
        known = self._find_known(thread)
        if not mail.sender or mail.sender in known.addresses:
            return mail.sender in known.addresses
        domain = mail.sender.rpartition("@")[2]
        if _PUBLIC_MAIL_DOMAIN.fullmatch(domain) or domain not in known.domains:
            return False
        return known.addresses.isdisjoint(mail.recipients)

    def _find_known(self, thread: str | None) -> _Addresses:
        if self._busiest:
            return _Addresses.build([self._busiest])
        return self._long.get(thread) or _Addresses.build(self._asked.get(thread, ()))


def _find_busiest_address(headers: list[_EmailHeaders]) -> str:
    """The address in at least half of all mails; "" for none.

    Of equally frequent ones, the one to which most opening mails are written.
    """
    named: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for header in headers:
        named.update({header.sender, *header.recipients} - {""})
        opens = not header.parents and not header.replies
        asked.update(dict.fromkeys(header.recipients, int(opens)))
    first = min(asked, key=lambda address: (-named[address], -asked[address], address), default="")
    return first if len(headers) > 1 and named[first] * 2 >= len(headers) else ""


def _assign_threads(headers: list[_EmailHeaders]) -> list[str | None]:
    """The thread of every mail: the id of its oldest known ancestor (union-find over references).

    A reply without references joins the thread of the same subject between the same two people.
    None for a mail without any id.
    """
    roots: dict[str, str] = {}
    for header in headers:
        chain = [*header.parents, *([header.id] if header.id else [])]
        for mail in chain[1:]:
            _merge_roots(roots, chain[0], mail)
    by_subject: dict[tuple[str, frozenset[str]], str] = {}
    found: list[str | None] = []
    for header in headers:
        known = [*header.parents, *([header.id] if header.id else [])]
        key = (header.subject, frozenset({header.sender, *header.recipients[:1]}))
        thread = _find_root(roots, known[0]) if known else None
        if header.replies and not header.parents and header.subject:
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


def _build_conversation(mail: Email, thread: str | None, team: _Team) -> Native:
    agent = team.is_from_team(mail, thread)
    author = "bot" if mail.automatic else "agent" if agent else "customer"
    forwarded = find_forwarded(mail.subject, mail.text) if author == "agent" else None
    if forwarded and forwarded.text and not _is_own(forwarded, mail, thread, team):
        return _build_forwarded(mail, thread, forwarded)
    message = _build_message(mail, author, strip_quoted_replies(mail.text) or mail.text)
    return {
        "id": thread,
        "channel": "email",
        "subject": mail.subject or None,
        "created_at": mail.date,
        "customer": _build_customer(message) if author == "customer" else None,
        "messages": [message],
    }


def _is_own(forwarded: Forwarded, mail: Email, thread: str | None, team: _Team) -> bool:
    """Whether the team forwards words of its own."""
    if not forwarded.sender or forwarded.sender == mail.sender:
        return True
    return team.is_from_team(replace(mail, sender=forwarded.sender), thread)


def _build_forwarded(mail: Email, thread: str | None, forwarded: Forwarded) -> Native:
    """A customer's mail that a member of the team forwards, and what they wrote above it."""
    ask = _build_message(
        replace(
            mail,
            id=f"{mail.id}#forwarded" if mail.id else None,
            sender=forwarded.sender,
            sender_name=forwarded.name,
            date=forwarded.date or mail.date,
        ),
        "customer",
        strip_quoted_replies(forwarded.text) or forwarded.text,
    )
    above = [_build_message(mail, "agent", forwarded.above)] if forwarded.above else []
    return {
        "id": thread,
        "channel": "email",
        "subject": strip_reply_prefixes(mail.subject) or None,
        "created_at": ask["at"],
        "customer": _build_customer(ask),
        "messages": [ask, *above],
    }


def _build_customer(message: Native) -> Native:
    return {"id": message["author_id"], "name": message["author_name"]}


def _build_message(mail: Email, author: str, text: str) -> Native:
    return {
        "id": mail.id,
        "at": mail.date,
        "author": author,
        "author_id": mail.sender or None,
        "author_name": mail.sender_name,
        "text": text,
    }
