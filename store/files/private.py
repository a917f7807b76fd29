"""What a workspace holds is its owner's alone, whatever the umask: files 0600, folders 0700.

Files are created by several libraries (DuckDB, SQLite, Arrow), none of which takes a mode; so the
umask of the whole process is set, and only what a person asks for elsewhere gets the modes that the
umask before would have given it.
"""

import os
import stat
import threading
from pathlib import Path

_OWNER_ONLY = 0o077
_lock = threading.Lock()
_given = _OWNER_ONLY


def restrict_umask() -> int:
    """Have whatever this process creates be its owner's alone; the umask that was given to it."""
    global _given
    with _lock:
        before = os.umask(_OWNER_ONLY)
        # Another call found ours in place, or the person chose the same.
        if before != _OWNER_ONLY:
            _given = before
        return _given


def set_mode(path: Path | int, mode: int) -> None:
    """Set the permission bits, where the file system keeps any and the file is ours."""
    try:
        os.chmod(path, mode)  # noqa: PTH101 - a descriptor too
    except OSError:
        return  # `earshot doctor` tells


def make_folder(path: Path, is_private: bool) -> None:
    """Make a folder and those above it, for their owner only or as the person's umask has it; one
    that is there stays as it is. Raises `OSError`."""
    mode = 0o777 & ~(_OWNER_ONLY if is_private else restrict_umask())
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for folder in missing:
        set_mode(folder, mode)


def find_open_paths(folder: Path, deep: bool) -> list[Path]:
    """The folder and what lies in it (`deep`: at any depth; else its files) that others than their
    owner may use. What a link leads to is somebody else's: links are passed over."""
    if folder.is_symlink():
        return []
    paths = [folder]
    for inner, folders, files in os.walk(folder):
        paths += [Path(inner, name) for name in files]
        if not deep:
            break
        paths += [Path(inner, name) for name in folders]
    return [path for path in paths if _read_mode(path) & _OWNER_ONLY]


def close_path(path: Path) -> None:
    """Take everybody's permissions but the owner's from a file or a folder."""
    mode = _read_mode(path)
    if mode & _OWNER_ONLY:
        set_mode(path, mode & ~_OWNER_ONLY)


def _read_mode(path: Path) -> int:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return 0  # gone meanwhile
    return 0 if stat.S_ISLNK(mode) else stat.S_IMODE(mode)
