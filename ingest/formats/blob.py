"""Sources of bytes: a file, standard input, or a member of an archive; gzip is unpacked."""

import io
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Literal

from domain.errors import BadInput
from domain.text.control_characters import show_on_one_line
from ingest.formats.limits import (
    LINE,
    LONG_FROM,
    LONG_RATIO,
    RATIO,
    RATIO_FROM,
    SAMPLE,
    SPOOLED,
)
from ingest.formats.spool import open_spool

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Blob:
    """A named source of bytes that is opened when it is read."""

    name: str
    """The file's name, with its path inside a folder or an archive; its control characters are
    shown as they are written in a program."""
    open: Callable[[], IO[bytes]]
    """Raises `OSError`."""
    path: Path | None = None
    """Its path on disk; None for a member of an archive and for standard input."""

    @classmethod
    def from_path(cls, path: Path | Literal["-"]) -> "Blob":
        """The file at a path; "-" is standard input, which can be opened once."""
        if path == "-":
            return cls("stdin", lambda: sys.stdin.buffer)
        return cls(show_on_one_line(path.name), lambda: path.open("rb"), path)


class ByteStream:
    """The bytes of a blob, gunzipped where they are gzip: `head` for detection, all bytes once.

    Raises `BadInput` where the blob cannot be opened.
    """

    def __init__(self, blob: Blob) -> None:
        self.name = blob.name
        self._path = blob.path
        self.broken: str | None = None
        """Why the bytes ended too early; None where they did not."""
        try:
            self._file = blob.open()
            first = self._file.read(_CHUNK)
        except OSError as error:
            raise BadInput(f"{blob.name} cannot be opened: {error.strerror or error}.") from None
        raw = self._iter_raw(first)
        self._packed = first[:2] == b"\x1f\x8b"
        self._chunks = self._gunzip(raw) if self._packed else raw
        self.head = self._read_head()

    def iter_chunks(self) -> Iterator[bytes]:
        """All bytes, once."""
        yield self.head
        yield from self._chunks

    def iter_rest(self) -> Iterator[bytes]:
        """The bytes after the head, once."""
        return self._chunks

    def close(self) -> None:
        """Close the file; nothing more is read."""
        self._file.close()

    def open_seekable(self) -> BinaryIO:
        """All bytes as a seekable file: the file itself, or an unnamed temporary copy.

        Raises `BadInput` where they are damaged or beyond the limit.
        """
        if self._file.closed and not self._packed and not self.broken:  # all was read
            return io.BytesIO(b"".join(self.iter_chunks()))
        if self._path is not None and not self._packed and self._file.seekable():
            # The open file, whatever its name is by now; `_file` closes when nothing iterates.
            file = os.fdopen(os.dup(self._file.fileno()), "rb")
            file.seek(0)
            return file
        copy, size = open_spool(), 0
        for chunk in self.iter_chunks():
            size += len(chunk)
            if size > SPOOLED:
                raise BadInput(f"{self.name} is over {SPOOLED // 10**9} GB. Unpack it first.")
            copy.write(chunk)
        if self.broken:
            raise BadInput(f"{self.name}: {self.broken}")
        copy.seek(0)
        return copy

    def _read_head(self) -> bytes:
        """The first bytes: a sample of fixed size and, up to the limit, the whole first line."""
        parts, size, ended = [], 0, False
        for chunk in self._chunks:
            parts.append(chunk)
            size += len(chunk)
            ended = ended or b"\n" in chunk
            if size >= SAMPLE and (ended or size > LINE):
                break
        if not any(parts) and self.broken:
            raise BadInput(f"{self.name}: {self.broken}")
        return b"".join(parts)

    def _iter_raw(self, first: bytes) -> Iterator[bytes]:
        with self._file:
            while first:
                yield first
                try:
                    first = self._file.read(_CHUNK)
                except OSError as error:
                    self.broken = f"It cannot be read further: {error.strerror or error}."
                    return

    def _gunzip(self, raw: Iterator[bytes]) -> Iterator[bytes]:
        unpack, inside = zlib.decompressobj(wbits=31), False
        packed = unpacked = 0
        for chunk in raw:
            data, packed = chunk, packed + len(chunk)
            while data:
                inside = True
                try:
                    piece = unpack.decompress(data, _CHUNK * 4)
                except zlib.error:
                    self.broken = "The gzip data is damaged from here on. Fetch the file again."
                    return
                unpacked += len(piece)
                for ratio, least in ((RATIO, RATIO_FROM), (LONG_RATIO, LONG_FROM)):
                    if unpacked > max(least, packed * ratio):
                        self.broken = (
                            f"The gzip data grows more than {ratio} times; reading stopped."
                        )
                        return
                yield piece
                data = unpack.unconsumed_tail
                if unpack.eof:  # a further member may follow
                    data = unpack.unused_data.lstrip(b"\0")
                    unpack, inside = zlib.decompressobj(wbits=31), False
        yield unpack.flush()
        if inside and not unpack.eof:
            self.broken = "The gzip file ends too early. Fetch it again; the rows before are kept."
