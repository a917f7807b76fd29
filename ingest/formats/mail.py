"""Bytes to e-mails: single ones and mbox, with headers and bodies in any encoding."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.feedparser import FeedParser
from email.header import decode_header
from email.message import Message as Mail
from email.policy import Compat32
from email.utils import getaddresses
from typing import Any

from ingest.formats.blob import ByteStream
from ingest.formats.encoding import decode_text
from ingest.formats.limits import MAIL
from ingest.parsing.html import to_text

_FIELD = re.compile(rb"^([!-9;-~]{1,60}):", re.MULTILINE)
_KNOWN = {b"from", b"to", b"date", b"subject", b"message-id", b"mime-version", b"received",
          b"return-path", b"content-type", b"delivered-to", b"x-mailer", b"reply-to"}  # fmt: skip
_FROM = re.compile(rb"^From \S.{0,200}\d\d?:\d\d.{0,60}\d{4}")
_BARE_FROM = re.compile(rb"^From [^\s@:]{1,100}(?:@| at )[^\s@:]{1,100}[ \t]*\r?$")
"""An envelope line without a date, above the headers of a single e-mail."""
_SPELT_ADDRESS = re.compile(
    r"(?<![\w.+-])([\w+-][\w.+-]{0,63})\s{0,3}(?: at |\[at\]|\(at\))\s{0,3}"
    r"([\w-]{1,63}(?:(?:\.| dot |\s?\[dot\]\s?|\s?\(dot\)\s?)[\w-]{1,63}){1,5})",
    re.IGNORECASE,
)
"""An address as archives of mailing lists write it: "x at y", "x [at] y", "x (at) y dot z"."""
_DOT = re.compile(r" dot |\s?\[dot\]\s?|\s?\(dot\)\s?", re.IGNORECASE)
_NAMES_HTML = re.compile(r"\bhtml\b|https?://", re.IGNORECASE)
_WORD = re.compile(r"\w{2,40}")
_STUB = 1_500
"""Most characters of a plain part that may only say that the HTML part is to be read."""
_ID = re.compile(r"<([^<>\s]{1,300})>")
_PARTS = 500
"""Most parts of one e-mail that are read."""
_LEVELS = 50
"""Most parts of an e-mail around a part."""
_MAX_HEADER, _MAX_ENCODED, _MAX_TYPE = 1_000_000, 50_000, 2_000
"""Characters of a header that are read, of an encoded one, and of one on the type of a part."""


@dataclass(frozen=True, slots=True)
class Email:
    """One e-mail, decoded."""

    id: str | None
    parents: tuple[str, ...]
    """Ids of the mails it replies to, the oldest first."""
    subject: str
    sender: str
    """Lower-case address; empty where unknown."""
    sender_name: str | None
    recipients: tuple[str, ...]
    """Lower-case addresses in To and Cc."""
    date: str | None
    """As written in the header (RFC 5322)."""
    automatic: bool
    """Whether it is an automatic reply, a bounce or a delivery report."""
    text: str


def looks_like_mail(head: bytes) -> bool:
    """Whether bytes begin like an e-mail or an mbox."""
    block = re.split(rb"\r?\n\r?\n", head.lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0]
    first, _, rest = block.partition(b"\n")
    if _FROM.match(first) or _BARE_FROM.match(first):
        block = rest
    elif not _FIELD.match(first):
        return False
    names = {name.lower() for name in _FIELD.findall(block)}
    return len(names & _KNOWN) >= 3 and bool(names & {b"from", b"received", b"message-id"})


def split_mails(data: ByteStream) -> Iterator[tuple[int, bytes | None]]:
    """(number from 1, bytes) of every e-mail; None instead of one beyond the limit."""
    head = data.head.lstrip(b"\xef\xbb\xbf\r\n")
    mbox = bool(_FROM.match(head))
    enveloped = bool(_BARE_FROM.match(head.partition(b"\n")[0]))
    number, size, blank = 1, 0, True
    lines: list[bytes] = []
    for line in _iter_lines(data):
        if mbox and blank and line.startswith(b"From ") and _FROM.match(line):
            if size:
                yield number, b"".join(lines) if size <= MAIL else None
                number, size, lines = number + 1, 0, []
            continue
        if enveloped and not size and line.strip(b"\xef\xbb\xbf\r\n"):
            enveloped = False
            continue
        blank = not line.strip()
        size += len(line)
        plain = line[1:] if mbox and re.match(rb">+From ", line) else line
        lines = _append_line(lines, plain, size)
    if size:
        yield number, b"".join(lines) if size <= MAIL else None


def _append_line(lines: list[bytes], line: bytes, size: int) -> list[bytes]:
    if size > MAIL:
        return []
    lines.append(line)
    return lines


def _iter_lines(data: ByteStream) -> Iterator[bytes]:
    """Lines with their ends; a line beyond the limit comes in pieces."""
    parts: list[bytes] = []
    size = 0
    for chunk in data.iter_chunks():
        *whole, rest = chunk.split(b"\n")
        for piece in whole:
            yield b"".join([*parts, piece, b"\n"])
            parts, size = [], 0
        parts.append(rest)
        size += len(rest)
        if size > MAIL:
            yield b"".join(parts)
            parts, size = [], 0
    if size:
        yield b"".join(parts)


class _Policy(Compat32):
    """Headers as they stand, of bounded length: the library takes quadratic time for some."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[: _MAX_TYPE if name.casefold().startswith("content-") else _MAX_HEADER]


class _Parser(FeedParser):
    """The library's parser, which compares each line with the boundary of every part around it."""

    def _new_message(self) -> None:
        if len(self._msgstack) > _LEVELS:  # type: ignore[attr-defined]
            raise ValueError("its parts are nested too deeply")
        super()._new_message()  # type: ignore[misc]


def parse_email(data: bytes) -> Email:
    """Decode an e-mail. Raises `ValueError`, without its contents, where it cannot be decoded."""
    try:
        parser = _Parser(policy=_Policy())
        text = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        parser.feed(text.decode("ascii", "surrogateescape"))
        return _build_email(parser.close())
    except RecursionError:
        raise ValueError("its parts are nested too deeply") from None


def _build_email(mail: Mail) -> Email:
    senders = _read_addresses(mail, "From", "Sender")
    name, address = senders[0] if senders else ("", "")
    parents = _ID.findall(_read_header(mail, "References")) + _ID.findall(
        _read_header(mail, "In-Reply-To")
    )
    found = _ID.search(_read_header(mail, "Message-ID"))
    addressed = _read_addresses(mail, "To", "Cc", "Delivered-To")
    return Email(
        id=found[1] if found else None,
        parents=tuple(dict.fromkeys(parents)),
        subject=" ".join(_read_header(mail, "Subject").split()),
        sender=address,
        sender_name=name or None,
        recipients=tuple(dict.fromkeys(to for _, to in addressed if to)),
        date=" ".join(_read_header(mail, "Date").split()) or None,
        automatic=_is_automatic(mail),
        text=_read_text(mail),
    )


def _is_automatic(mail: Mail) -> bool:
    submitted = _read_header(mail, "Auto-Submitted").strip().casefold()
    precedence = _read_header(mail, "Precedence").strip().casefold()
    return (
        (submitted not in {"", "no"})
        or precedence in {"auto_reply", "auto-reply"}
        or bool(_read_header(mail, "X-Autoreply") or _read_header(mail, "X-Autorespond"))
        or mail.get_content_type() == "multipart/report"
    )


def _iter_raw(mail: Mail, name: str) -> Iterator[str]:
    """The values of a header, encoded words as they are; bare bytes in the likeliest encoding."""
    for key, value in mail.raw_items():
        if key.casefold() == name.casefold():
            raw = str(value)
            yield raw if raw.isascii() else _decode_bare(raw)


def _decode_bare(raw: str) -> str:
    """A header with bytes in it, which the parser keeps as surrogates."""
    try:
        return decode_text(raw[:_MAX_HEADER].encode("ascii", "surrogateescape"), None)
    except UnicodeEncodeError:
        return raw


def _read_header(mail: Mail, name: str) -> str:
    raw = next(_iter_raw(mail, name), "")
    if raw.isascii() and "=?" not in raw:
        return raw
    try:
        pieces = decode_header(raw[:_MAX_ENCODED])
    except (HeaderParseError, ValueError):
        return raw
    decoded = [
        piece if isinstance(piece, str) else decode_text(piece, charset)
        for piece, charset in pieces
    ]
    return "".join(decoded).replace("\0", "")


def _read_addresses(mail: Mail, *names: str) -> list[tuple[str, str]]:
    """(name, lower-case address) of every person in these headers.

    Addresses are split before names are decoded: a decoded name may hold a comma.
    """
    raw = [
        restore_address(header[:_MAX_HEADER]) for name in names for header in _iter_raw(mail, name)
    ]
    found = []
    for name, address in getaddresses(raw):
        bare = Mail()
        bare["X"] = name.replace("\n", " ").replace("\r", " ")
        found.append((_read_header(bare, "X").strip(" \"'"), address.strip().casefold()))
    return found


def restore_address(text: str) -> str:
    """A text whose addresses are spelt "x at y", "x [at] y" or "x (at) y dot z" with x@y."""
    if "@" in text:
        return text
    return _SPELT_ADDRESS.sub(lambda found: f"{found[1]}@{_DOT.sub('.', found[2])}", text)


def _iter_parts(mail: Mail) -> Iterator[Mail]:
    """The parts of an e-mail, without those of mails attached to it: they are somebody else's."""
    stack = [mail]
    while stack:
        part = stack.pop()
        yield part
        if part.get_content_type() != "message/rfc822" and part.is_multipart():
            inner: Any = part.get_payload()
            stack.extend(inner[::-1] if isinstance(inner, list) else [])


def _is_stub(plain: str, rich: str) -> bool:
    """Whether a plain text only says that HTML is needed, or where the mail can be seen."""
    if len(plain) > _STUB or not rich.strip() or not _NAMES_HTML.search(plain):
        return False
    words = {word.casefold() for word in _WORD.findall(plain)}
    known = {word.casefold() for word in _WORD.findall(rich)}
    return len(words & known) * 2 < len(words)


def _read_text(mail: Mail) -> str:
    plain: list[str] = []
    rich: list[str] = []
    for number, part in enumerate(_iter_parts(mail)):
        if number > _PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart() or kind not in {"text/plain", "text/html"}:
            continue
        if str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment"):
            continue
        content = _decode_part(part)
        if kind == "text/plain":
            plain.append(_join_flowed_lines(part, content))
        else:
            rich.append(to_text(content))
    joined = "\n".join(body.strip("\n") for body in plain if body.strip())
    read = "\n".join(body for body in rich if body.strip())
    return read if not joined or _is_stub(joined, read) else joined


def _decode_part(part: Mail) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        charset = part.get_content_charset()
    except (LookupError, UnicodeError):
        charset = None
    return decode_text(data, charset).replace("\r\n", "\n").replace("\r", "\n")


def _join_flowed_lines(part: Mail, text: str) -> str:
    """Text with soft line breaks of format=flowed joined (RFC 3676)."""
    if str(part.get_param("format", "")).casefold() != "flowed":
        return text
    whole: list[list[str]] = []
    for line in text.split("\n"):
        soft = bool(whole) and whole[-1][-1].endswith(" ") and whole[-1] != ["-- "]
        if soft and line.startswith(">") == whole[-1][0].startswith(">") and line != "-- ":
            whole[-1].append(line.lstrip(">").removeprefix(" "))
        else:
            whole.append([line])
    return "\n".join(map("".join, whole))
