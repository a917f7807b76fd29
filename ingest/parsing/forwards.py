"""What somebody forwards by e-mail: the person, the date and the words below the header."""

import re
from dataclasses import dataclass

from ingest.parsing.reply_headers import find_block
from ingest.parsing.times import parse_time

_FORWARD_SUBJECT = re.compile(
    r"^\s{0,8}(?:(?:re|aw|sv|odp)\s?:\s?)?(?:fwd?|wg|tr|rv|rif|enc|pd|vs|vb|vl|doorst|i|ilt|"
    r"továbbítás|πρθ|пересл|fs|转发|轉寄|転送|전달|הועבר|إعادة توجيه)\s?[:：]",
    re.IGNORECASE,
)
_FORWARD_LINE = re.compile(
    r"forward|weitergeleitet|transféré|reenviad|encaminhad|inoltrat|przekazan|doorgestuurd|"
    r"vidarebefordrat|videresend|välitetty|edelleenlähetetty|přeposlan|továbbít|redirecționat|"
    r"iletilen|προωθημ|препратен|пересыла|переслан|перенаправлен|переадрес|пересила|"
    r"转发|轉寄|転送|전달|הועבר|محولة",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>()\[\]\"':;,@]{1,64}@[^\s<>()\[\]\"':;,@]{1,190}")
_ABOVE = 3
"""Lines above a header that may say that a mail is forwarded."""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A forwarded mail inside another."""

    above: str
    """What was written above it."""
    sender: str
    """Lower-case address; empty where the header tells none."""
    name: str | None
    date: str | None
    """As written in the header; None where it cannot be read."""
    text: str


def find_forwarded(subject: str, text: str) -> Forwarded | None:
    """The mail that a mail forwards; None where it answers or quotes, or holds no header."""
    lines = text.split("\n")
    for i in range(len(lines)):
        header = find_block(lines, i)
        if header is None:
            continue
        above = max(i - _ABOVE, 0)
        marked = [at for at in range(above, i + 1) if _FORWARD_LINE.search(lines[at][:200])]
        if not marked and not _FORWARD_SUBJECT.match(subject[:200]):
            return None
        address = _ADDRESS.search(header.values[0])
        name = header.values[0][: address.start()].strip(" <([\"'«»„“”*\t") if address else ""
        return Forwarded(
            above="\n".join(lines[: marked[0] if marked else i]).strip(),
            sender=address[0].casefold() if address else "",
            name=name.removesuffix("mailto:").strip(" <([\"'") or None,
            date=next(filter(_is_time, header.values[1:]), None),
            text="\n".join(lines[i + header.size :]).strip(),
        )
    return None


def _is_time(value: str) -> bool:
    try:
        return parse_time(value) is not None
    except ValueError:
        return False
