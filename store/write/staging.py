"""Rows on their way in: spooled to disk while a file is read, so that the writer opens late,
briefly, and with bounded memory."""

import fcntl
import os
import secrets
import shutil
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from domain.conversations import Conversation, Rejected
from store.files.home import Home
from store.files.leftovers import LOCK_SUFFIX
from store.tables.rows import CONVERSATIONS, MESSAGES, to_conversation_row, to_message_rows

_MAX_PENDING, _MAX_CHARACTERS = 5_000, 8_000_000
"""Conversations, and characters of their messages, held in memory before they are spooled."""


class Staging:
    """Protected conversations and rejected rows of one import. A context manager: its files are
    gone afterwards, whatever happened."""

    def __init__(self, home: Home) -> None:
        home.create()
        self.folder, self._lock = _create_folder(home.staging)
        self.read = 0
        self.rejected: list[Rejected] = []
        self._conversations = pq.ParquetWriter(self.folder / "conversations.parquet", CONVERSATIONS)
        self._messages = pq.ParquetWriter(self.folder / "messages.parquet", MESSAGES)
        self._pending: list[Conversation] = []
        self._characters = 0

    def __enter__(self) -> "Staging":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._conversations.close()
        self._messages.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.close()
        Path(self._lock.name).unlink(missing_ok=True)

    def add(self, item: Conversation | Rejected) -> None:
        """Take one item of a reading; conversations must have been protected."""
        self.read += 1
        if isinstance(item, Rejected):
            self.rejected.append(item)
            return
        self._pending.append(item)
        self._characters += sum(len(message.text) for message in item.messages)
        if len(self._pending) >= _MAX_PENDING or self._characters >= _MAX_CHARACTERS:
            self._write_pending()

    def finish(self) -> tuple[Path, Path]:
        """Write out what is left; the Parquet files of conversations and of messages."""
        self._write_pending()
        self._conversations.close()
        self._messages.close()
        return self.folder / "conversations.parquet", self.folder / "messages.parquet"

    def _write_pending(self) -> None:
        if not self._pending:
            return
        first = self.read - len(self._pending)
        conversations, messages = [], []
        for seq, conversation in enumerate(self._pending, first):
            conversations.append(to_conversation_row(seq, conversation))
            messages.extend(to_message_rows(seq, conversation))
        self._conversations.write_table(pa.Table.from_pylist(conversations, CONVERSATIONS))
        self._messages.write_table(pa.Table.from_pylist(messages, MESSAGES))
        self._pending.clear()
        self._characters = 0


def _create_folder(parent: Path) -> tuple[Path, BinaryIO]:
    """A folder of this process alone, and the lock beside it that says so while it is open."""
    while True:
        folder = parent / secrets.token_hex(8)
        lock = folder.with_name(folder.name + LOCK_SUFFIX).open("xb")
        fcntl.flock(lock, fcntl.LOCK_EX)
        if os.fstat(lock.fileno()).st_nlink:
            folder.mkdir(mode=0o700)
            return folder, lock
        lock.close()  # swept away between its making and its lock
