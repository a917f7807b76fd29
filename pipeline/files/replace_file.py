"""Writing a file that a person named, in place of what was there."""

from pathlib import Path

from domain.errors import FULL_DISK, BadInput
from store.files import atomic


def write_named_file(path: Path, content: bytes) -> None:
    """Make `content` what the file holds; a pipe or a device is written to. Raises `BadInput`,
    and `OSError` for a full disk."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            atomic.replace_file(path, content, mode=None)
    except OSError as error:
        if error.errno in FULL_DISK:
            raise
        raise BadInput(
            f"{path} cannot be written: {error.strerror}. Choose another place."
        ) from None
