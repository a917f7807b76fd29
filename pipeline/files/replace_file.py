"""Write a file beside, then put it in its place: no reader sees half of it."""

import os
from pathlib import Path

from domain.errors import BadInput


def replace_file(path: Path, content: bytes) -> None:
    """The file holds this content, or what it held before. Raises `BadInput`."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        if path.exists() and not path.is_file():  # a pipe or a device cannot be replaced
            path.write_bytes(content)
            return
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BadInput(
            f"{path} cannot be written: {error.strerror}. Choose another place."
        ) from None
