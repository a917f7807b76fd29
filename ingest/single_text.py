"""One text as an ask: the same steps as for a conversation of one message, without storing it."""

from domain.asks import Ask
from domain.conversations import Rejected
from ingest.asks.segment import cut_asks
from ingest.parsing.fields import Context
from ingest.privacy.pseudonyms import protect
from ingest.records import native

_NO_IDENTITIES = b"stateless"
"""Key for pseudonyms that are neither stored nor shown."""


def build_ask(text: str, place: str, *, is_html: bool = False) -> Ask | Rejected:
    """The ask of a text: masked, with `clean_text`, language, and the reason where it is excluded.

    `place` is where the text was read, for `Rejected`. Text that cannot be kept is `Rejected`.
    """
    if not text.strip():
        return _make_empty_ask(text)
    record = {"html" if is_html else "text": text}
    conversation, rejected = native.build_conversation(record, place, Context(markup=True))
    if conversation is None and rejected and len(rejected[0].place) > len(place):
        return rejected[0]
    asks = cut_asks(protect(conversation, _NO_IDENTITIES)) if conversation else []
    return asks[0] if asks else _make_empty_ask(text)


def _make_empty_ask(text: str) -> Ask:
    return Ask("", "file", "", "", 0, text.strip(), "", "und", excluded="empty")
