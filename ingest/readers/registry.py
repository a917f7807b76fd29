"""Which reader understands a file of JSON.

A reader of JSON says which objects are its tool's (`matches`) and tells them in the native format
(`read_conversations`); texts, mails and folders have readers of their own. `JSON_READERS` is the
order in which they are asked: the most telling marks first.
"""

from collections.abc import Sequence
from typing import Any

from ingest.readers import calls
from ingest.readers.helpdesks import (
    chat2desk,
    chatra,
    chatwoot,
    freshdesk,
    helpscout,
    intercom,
    jira,
    okdesk,
    usedesk,
    zendesk,
)
from ingest.readers.interface import JsonReader
from ingest.readers.messengers import slack, telegram
from ingest.readers.public import app_store, discourse, google_play

JSON_READERS: tuple[JsonReader, ...] = (
    telegram.READER,
    google_play.READER,
    app_store.READER,
    slack.READER,
    discourse.READER,
    intercom.READER,
    chatwoot.READER,
    helpscout.READER,
    usedesk.READER,
    okdesk.READER,
    jira.READER,
    freshdesk.READER,
    zendesk.READER,
    chat2desk.READER,
    chatra.READER,
    calls.READER,
)
READER_NAMES: frozenset[str] = frozenset(
    [*(reader.name for reader in JSON_READERS), "email", "whatsapp", "telegram", "slack", "calls"]
)
"""Names of the tools that are known; `--source` with one of them asks its reader first."""


def detect_reader(sample: Sequence[Any], named: str | None = None) -> JsonReader | None:
    """The reader of the tool most of these values come from; a tool that is named goes first."""
    objects = [one for one in sample if isinstance(one, dict)]
    if not objects:
        return None
    for reader in sorted(JSON_READERS, key=lambda one: one.name != named):
        fitting = sum(map(reader.accepts, objects))
        if fitting * 2 > len(objects) or (fitting and reader.name == named):
            return reader
    return None
