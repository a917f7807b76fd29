"""Bytes to lines of text, streamed: encoding detection and line ends. Memory holds one line."""

import codecs
import io
import re
from collections.abc import Iterator

from domain.errors import BadInput
from ingest.formats.blob import ByteStream
from ingest.formats.limits import LINE

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = {
    b"PK\x03\x04": "a zip or Excel file",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
}
_CONTROLS = bytes(sorted({*range(32)} - {*b"\t\n\v\f\r\x1a\x1b"}))
_CYRILLIC_WORD = re.compile(r"[А-ЯЁІЇЄҐ]?[а-яёіїєґ]+|[А-ЯЁІЇЄҐ]+")
_LATIN_WORD = re.compile(r"[A-Z\u00c0-\u00de]?[a-z\u00df-\u00ff]+|[A-Z\u00c0-\u00de]+")
_WORD = re.compile(r"[^\W\d_]+")
_SURROGATE = re.compile("[\udc80-\udcff]")


class TextStream:
    """A file as text: `head` for detection, all lines once.

    Raises `BadInput` where it is empty or not text.
    """

    def __init__(self, data: ByteStream) -> None:
        self.name = data.name
        self._bytes = data
        self.encoding = detect_encoding(data.head, self.name)
        errors = "replace" if self.encoding.startswith("utf-16") else "surrogateescape"
        self._decoder = io.IncrementalNewlineDecoder(
            codecs.getincrementaldecoder(self.encoding)(errors), translate=True
        )
        self.head = self._decoder.decode(data.head)
        if not self.head.strip():
            raise BadInput(f"{self.name} holds nothing to read.")

    @property
    def broken(self) -> str | None:
        """Why the file ended too early; None where it did not."""
        return self._bytes.broken

    def iter_chunks(self) -> Iterator[str]:
        """The whole text in chunks, once."""
        yield self.head
        for chunk in self._bytes.iter_rest():
            yield self._decoder.decode(chunk)
        yield self._decoder.decode(b"", final=True)

    def iter_lines(self) -> Iterator[tuple[int, str | None]]:
        """(number from 1, line without its end), once; None instead of a line beyond the limit.

        The unfinished last line of a broken file is left out.
        """
        number, size = 1, 0
        parts: list[str] = []
        for chunk in self.iter_chunks():
            *whole, rest = chunk.split("\n")
            for piece in whole:
                size += len(piece)
                yield number, "".join([*parts, piece]) if size <= LINE else None
                number, parts, size = number + 1, [], 0
            size += len(rest)
            parts = [*parts, rest] if size <= LINE and rest else parts
        if size and not self.broken:
            yield number, "".join(parts) if size <= LINE else None


def has_undecodable(line: str) -> bool:
    """Whether a line holds bytes that could not be decoded in the file's encoding."""
    return bool(_SURROGATE.search(line))


def detect_encoding(head: bytes, name: str) -> str:
    """The encoding of a file from its first bytes.

    By a BOM, the zeros of UTF-16, valid UTF-8, else the 8-bit encoding (cp1251, KOI8-U, cp866,
    cp1252) with the most regular words. Raises `BadInput` for bytes that are not text.
    """
    for magic, what in _BINARY.items():
        if head.startswith(magic):
            raise BadInput(f"{name} is {what}. Save it as CSV, JSON or JSON Lines and try again.")
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    even, odd = head[0:4096:2].count(0), head[1:4096:2].count(0)
    if max(even, odd) > len(head[:4096]) // 8:
        if min(even, odd) * 4 > max(even, odd):
            raise _make_not_text_error(name)
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        if sum(byte in _CONTROLS for byte in head) * 20 > len(head):
            raise _make_not_text_error(name) from None
        return _detect_eight_bit(head)
    return "utf-8"


def _make_not_text_error(name: str) -> BadInput:
    return BadInput(f"{name} is not text. Save it as CSV, JSON or JSON Lines and try again.")


def _detect_eight_bit(head: bytes) -> str:
    utf8 = head.decode("utf-8", "replace")
    bad, high = utf8.count("\ufffd"), sum(byte > 127 for byte in head)
    if bad * 4 < high:  # UTF-8 with a few broken bytes: those rows are rejected, one by one
        return "utf-8"
    candidates = ("cp1251", "koi8_u", "cp866", "cp1252")
    return max(candidates, key=lambda encoding: _score_words(head, encoding))


def _score_words(head: bytes, encoding: str) -> float:
    """Share of the non-ASCII words that are of one script and one case pattern.

    cp1251 decoded as KOI8 swaps upper and lower case; Latin words with accents decoded as Cyrillic
    mix two scripts.
    """
    words = [word for word in _WORD.findall(head.decode(encoding, "replace")) if not word.isascii()]
    pattern = _LATIN_WORD if encoding == "cp1252" else _CYRILLIC_WORD
    good = sum(bool(pattern.fullmatch(word)) and _is_usual_case(word) for word in words)
    return good / (len(words) or 1)


def _is_usual_case(word: str) -> bool:
    return word.islower() or word.istitle() or len(word) < 2


def decode_text(data: bytes, charset: str | None) -> str:
    """Bytes as text: in the declared charset where it is a known one, else in the likeliest."""
    name = (charset or "").strip("\"' ").casefold()
    if name in {"", "us-ascii", "ascii", "unknown-8bit", "utf-8", "utf8"} or not _is_text_encoding(
        name
    ):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            name = _detect_eight_bit(data[:65_536])
    return data.decode(name, "replace")


def _is_text_encoding(name: str) -> bool:
    """Whether a name is an encoding of text (Python's codecs also hold base64 and zip)."""
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False
