"""Folders and zip files to blobs, within limits; nothing is unpacked to disk."""

import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import partial
from io import SEEK_END
from pathlib import Path
from typing import IO, BinaryIO, cast

from domain.conversations import Rejected
from domain.errors import BadInput
from domain.text.control_characters import show_on_one_line
from ingest.formats.blob import Blob
from ingest.formats.limits import FILES, LONG_FROM, LONG_RATIO, RATIO, RATIO_FROM, UNPACKED

_NOISE = {"thumbs.db", "desktop.ini"}
_MEDIA = {
    "jpg", "jpeg", "png", "gif", "webp", "heic", "svg", "ico", "bmp", "tiff", "mp3", "mp4", "m4a",
    "mov", "avi", "mkv", "webm", "ogg", "oga", "opus", "wav", "amr", "3gp", "aac", "pdf", "doc",
    "docx", "ppt", "pptx", "vcf", "tgs", "css", "js", "woff", "woff2", "ttf", "ics", "p7s", "sig",
}  # fmt: skip
"""Endings of attachments and of parts of web pages, which are not read."""
_TOO_MUCH = "The archive grows too much when unpacked; it was left out."
_UNREADABLE = (
    MemoryError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class FileBundle:
    """The files of a folder or an archive."""

    name: str
    blobs: tuple[Blob, ...]
    """Sorted by name."""
    rejected: tuple[Rejected, ...]
    attachments: int
    """Number of media files that were left out."""


def list_folder(path: Path) -> FileBundle:
    """The files of a folder and its subfolders; symbolic links are not followed."""
    found = sorted(file for file in path.rglob("*") if file.is_file() and not file.is_symlink())
    if len(found) > FILES:
        raise BadInput(f"{path.name} holds over {FILES:,} files. Give it in parts.")
    named = [(str(file.relative_to(path).as_posix()), file) for file in found]
    kept = [(name, file) for name, file in named if not _is_noise(name)]
    blobs = [
        Blob(show_on_one_line(name), partial(_open_file, file), file)
        for name, file in kept
        if not _is_media(name)
    ]
    return FileBundle(show_on_one_line(path.name), tuple(blobs), (), len(kept) - len(blobs))


def list_archive(file: BinaryIO, name: str) -> FileBundle:
    """The members of a zip file. Raises `BadInput` where it is damaged or beyond the limits."""
    try:
        archive = zipfile.ZipFile(file)
        members = [member for member in archive.infolist() if not member.is_dir()]
    except _UNREADABLE:
        raise BadInput(f"{name} is a damaged zip file. Fetch it again.") from None
    if len(members) > FILES:
        raise BadInput(f"{name} holds over {FILES:,} files. Give it in parts.")
    if sum(member.file_size for member in members) > UNPACKED:
        raise BadInput(f"{name} unpacks to over {UNPACKED // 10**9} GB. Give it in parts.")
    kept = [member for member in members if not _is_noise(member.filename)]
    readable = sorted((member for member in kept if not _is_media(member.filename)), key=_get_name)
    left = compute_most_unpacked(file)
    wrong: dict[str, str] = {}
    for member in readable:
        if why := _find_problem(member) or (_TOO_MUCH if member.file_size > left else None):
            wrong[member.filename] = why
        else:
            left -= member.file_size
    blobs = [
        Blob(show_on_one_line(member.filename), partial(_open_member, archive, member))
        for member in readable
        if member.filename not in wrong
    ]
    rejected = [Rejected(f"{name} {_format_name(which)}", why) for which, why in wrong.items()]
    return FileBundle(name, tuple(blobs), tuple(rejected), len(kept) - len(readable))


def is_workbook(file: BinaryIO) -> bool:
    """Whether a zip file is an Excel workbook."""
    try:
        inside = zipfile.ZipFile(file).namelist()
    except _UNREADABLE:
        return False
    return "xl/workbook.xml" in inside


def compute_most_unpacked(file: BinaryIO) -> int:
    """Bytes to which a packed file may grow."""
    packed = file.seek(0, SEEK_END)
    return min(max(RATIO_FROM, packed * RATIO), max(LONG_FROM, packed * LONG_RATIO))


def check_growth(
    file: BinaryIO, name: str, most: int, outline: re.Pattern[str], most_outline: int
) -> None:
    """Raise `BadInput` where a zip file unpacks to more than `most` bytes or is a zip bomb, or a
    part named like `outline` has more than `most_outline` bytes."""
    try:
        members = zipfile.ZipFile(file).infolist()
    except _UNREADABLE:
        raise BadInput(f"{name} is damaged. Save it again.") from None
    unpacked = sum(member.file_size for member in members)
    if unpacked > most:
        raise BadInput(f"{name} unpacks to over {most // 10**6} MB. Save it as CSV.")
    for member in members:
        if why := _find_problem(member):
            raise BadInput(f"{name}: {why}")
        if member.file_size > most_outline and outline.fullmatch(member.filename):
            raise BadInput(f"{name} has too many sheets or names. Save it as CSV.")
    if unpacked > compute_most_unpacked(file):
        raise BadInput(f"{name}: It grows too much when unpacked. Save it as CSV.")


def _get_name(member: zipfile.ZipInfo) -> str:
    return member.filename


def _format_name(name: str) -> str:
    return show_on_one_line(name[:200])


def _find_problem(member: zipfile.ZipInfo) -> str | None:
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]:
        return "Its name leads out of the archive; it was left out."
    if member.flag_bits & 0x1:
        return "It is encrypted. Unpack it first."
    for ratio, least in ((RATIO, RATIO_FROM), (LONG_RATIO, LONG_FROM)):
        if member.file_size > max(least, member.compress_size * ratio):
            return f"It grows more than {ratio} times when unpacked; it was left out."
    return None


def _is_noise(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith(".") and part not in {".", ".."} for part in parts)
    return hidden or parts[0] == "__MACOSX" or parts[-1].casefold() in _NOISE


def _is_media(name: str) -> bool:
    return "." in name and name.rsplit(".", 1)[1].casefold() in _MEDIA


def _open_file(path: Path) -> IO[bytes]:
    return path.open("rb")


def _open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    """Open a member. Damage is raised as `OSError`, here or while it is read."""
    try:
        return cast("BinaryIO", _MemberReader(archive.open(member)))
    except _UNREADABLE:
        raise OSError("damaged or packed in an unknown way") from None


class _MemberReader:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        try:
            return self._file.read(size)
        except _UNREADABLE:
            raise OSError("damaged from here on") from None

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> "_MemberReader":
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()
