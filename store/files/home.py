"""Paths of a workspace on disk, and the secret key of its hashes."""

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from domain.errors import DamagedStore
from store.files.atomic import create_file
from store.files.private import close_path, find_open_paths, restrict_umask

_KEY = re.compile(rb"[0-9a-f]{64}\s*")


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of a workspace. The key lies outside it: a copy of the store alone reveals no
    identity."""

    path: Path
    secrets: Path
    """Folder of the key; by default beside the home: "<home>-secrets"."""

    @classmethod
    def from_path(cls, path: Path, secrets: Path | None = None) -> "Home":
        """The home at `path`, nothing created yet. Whatever links lead there, it is one home with
        one key."""
        given = path.expanduser()
        home = _follow_links(given)
        if secrets is not None:
            return cls(home, _follow_links(secrets.expanduser()))
        beside = _get_secrets_beside(home)
        older = _get_secrets_beside(given.absolute())  # where links were not followed once
        is_older = (older / "key").exists() and not (beside / "key").exists()
        return cls(home, _follow_links(older) if is_older else beside)

    @property
    def live(self) -> Path:
        """The database that only the writer opens."""
        return self.path / "live.duckdb"

    @property
    def snapshots(self) -> Path:
        """Published, immutable files."""
        return self.path / "snapshots"

    @property
    def current(self) -> Path:
        """The manifest that names the newest snapshot's files."""
        return self.path / "current"

    @property
    def vectors(self) -> Path:
        """Cached vectors, one folder a model fingerprint."""
        return self.path / "vectors"

    @property
    def models(self) -> Path:
        """Embedding models of this workspace alone."""
        return self.path / "models"

    @property
    def reports(self) -> Path:
        """Reports for which nobody named another folder."""
        return self.path / "reports"

    @property
    def lock(self) -> Path:
        """The writer's lock file."""
        return self.path / "writer.lock"

    @property
    def staging(self) -> Path:
        """Masked rows on their way in; emptied when an import ends."""
        return self.path / "staging"

    def create(self) -> None:
        """Make the folders, for their owner only, as is whatever this process puts there."""
        restrict_umask()
        for folder in (self.path, self.snapshots, self.vectors, self.staging, self.secrets):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def label_cache(self) -> Path:
        """What a language model was asked and answered."""
        return self.path / "names.json"

    @property
    def key(self) -> Path:
        """The file of the key."""
        return self.secrets / "key"

    def has_data(self) -> bool:
        """Whether anything was ever kept here."""
        return self.live.exists() or self.current.exists() or any(self.snapshots.glob("*.duckdb"))

    def make_private(self) -> None:
        """Take everybody's permissions but the owner's from what an earlier version or another
        program left open."""
        for path in self.find_open_paths():
            close_path(path)

    def find_open_paths(self) -> list[Path]:
        """Folders and files of this workspace that others than their owner may use."""
        # Not every folder in the home need be ours: it may be one that holds other things too.
        ours = (self.snapshots, self.vectors, self.staging, self.models, self.reports)
        return [
            *find_open_paths(self.path.resolve(), deep=False),
            *find_open_paths(self.secrets.resolve(), deep=False),
            *(path for folder in ours for path in find_open_paths(folder, deep=True)),
        ]

    def holds(self, path: Path) -> bool:
        """Whether a path lies in this workspace."""
        return path.resolve().is_relative_to(self.path.resolve())

    def load_key(self) -> bytes:
        """The 32 bytes that identities are hashed with; made on first use, readable by its owner.

        Two first runs at once agree: the file is created with its content or not at all. Raises
        `DamagedStore` where there are data and no whole key: with another one, nobody would be
        known again.
        """
        if not self.key.exists():
            if self.has_data():
                raise DamagedStore(self._describe_lost_key("is missing"))
            self.create()
            create_file(self.key, secrets.token_hex(32).encode(), mode=0o600)
        key = parse_key(self.key.read_bytes())
        if key is None:
            raise DamagedStore(self._describe_lost_key("is damaged"))
        return key

    def _describe_lost_key(self, what: str) -> str:
        return (
            f"The key of this workspace, {self.key}, {what}. Restore this file from a backup: with "
            "another key nobody would be known again. Nothing was changed."
        )


def compute_key_check(key: bytes) -> str:
    """What the store knows its key by."""
    return hmac.digest(key, b"earshot key check", hashlib.sha256)[:16].hex()


def parse_key(content: bytes) -> bytes | None:
    """The key that a file with this content holds; None where it is none, or not whole."""
    return bytes.fromhex(content.decode()) if _KEY.fullmatch(content) else None


def _follow_links(path: Path) -> Path:
    # unlike Path.resolve, no error where links go round in a circle: opening a file tells of that
    return Path(os.path.realpath(path))


def _get_secrets_beside(home: Path) -> Path:
    return home.parent / f"{home.name}-secrets"
