"""Registry of readers, and detection of the reader for a file of JSON.

A JSON reader detects its tool's objects (`matches`) and converts them to the native format
(`read_conversations`); a text reader does so with a file's lines. Mails and folders are detected in
`ingest.open`. Both lists stand in the order of detection: the most specific marks first.
"""

from collections.abc import Sequence
from typing import Any

from ingest.readers import email, html_page
from ingest.readers.calls import cues, segments, talks
from ingest.readers.helpdesks import (
    chatwoot,
    freshdesk,
    gorgias,
    groove,
    helpscout,
    intercom,
    jira,
    okdesk,
    usedesk,
    zammad,
    zendesk,
)
from ingest.readers.interface import JsonReader, TextReader
from ingest.readers.known_tables import KNOWN_TABLES
from ingest.readers.livechats import chat2desk, chatra, crisp, tidio
from ingest.readers.messengers import (
    dated_chat,
    discord,
    facebook,
    slack,
    telegram,
    whatsapp,
)
from ingest.readers.public import app_store, app_store_feed, discourse, google_play
from ingest.readers.traces import langfuse, otel

TEXT_READERS = (
    TextReader(
        app_store_feed.READER.title,
        app_store_feed.READER.name,
        app_store_feed.matches_xml,
        app_store_feed.read_xml,
    ),
    TextReader(discord.READER.title, discord.READER.name, discord.matches_csv, discord.read_csv),
    TextReader("WhatsApp chat", whatsapp.NAME, whatsapp.matches, whatsapp.read_conversations),
    TextReader("call transcript", "calls", cues.matches, cues.read_conversations),
    TextReader("chat", None, dated_chat.matches, dated_chat.read_conversations),
    TextReader("call transcript", "calls", talks.matches, talks.read_conversations),
    TextReader("HTML page", None, html_page.matches, html_page.read_conversations),
)
"""Readers of plain text, in the order of detection."""
JSON_READERS: tuple[JsonReader, ...] = (
    telegram.READER,
    discord.READER,
    facebook.READER,
    google_play.READER,
    app_store.READER,
    app_store_feed.READER,
    slack.READER,
    discourse.READER,
    crisp.READER,
    zammad.READER,
    gorgias.READER,
    groove.READER,
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
    tidio.READER,
    langfuse.READER,
    otel.READER,
    segments.READER,
)
READER_NAMES: frozenset[str] = frozenset(
    [
        *(reader.name for reader in JSON_READERS),
        *(table.name for table in KNOWN_TABLES),
        email.NAME,
        whatsapp.NAME,
    ]
)
"""Names of all readers, those of tables, texts and mails too: the sources that `docs/sources.md`
lists.
A file given with `--source NAME` of a JSON reader is offered to that reader first."""


def detect_reader(sample: Sequence[Any], named: str | None = None) -> JsonReader | None:
    """The reader that accepts most objects of a sample; None for none.

    The `named` one is asked first, and needs to accept but one.
    """
    objects = [value for value in sample if isinstance(value, dict)]
    if not objects:
        return None
    for reader in sorted(JSON_READERS, key=lambda known: known.name != named):
        fitting = sum(map(reader.accepts, objects))
        if fitting * 2 > len(objects) or (fitting and reader.name == named):
            return reader
    return None
