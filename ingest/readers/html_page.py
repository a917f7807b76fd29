"""A saved HTML page: the body of one message, such as an e-mail."""

import re
from collections.abc import Iterator

from domain.errors import BadInput
from ingest.parsing.html import to_text
from ingest.parsing.quoted_replies import strip_quoted_replies
from ingest.readers.interface import Native, Options

_PAGE = re.compile(
    r"^\s*+(?:<\?xml[^>]{0,200}>\s*+)?<(?:!doctype\s+html|html|head|body|div|p|table|span)\b", re.I
)
_TELEGRAM = re.compile(r'class="page_wrap|class="history"')


def matches(head: str, _options: Options) -> bool:
    """Whether a text begins like an HTML page."""
    return bool(_PAGE.match(head.lstrip("\ufeff")))


def read_conversations(lines: list[str], name: str, _options: Options) -> Iterator[Native]:
    """The page as one message of a customer. Raises `BadInput` for a Telegram chat as HTML."""
    text = "\n".join(lines)
    if _TELEGRAM.search(text[:20_000]):
        raise BadInput(f"{name} is a chat as a page. Export it as JSON (result.json).")
    plain = to_text(text)
    yield {"channel": "page", "text": strip_quoted_replies(plain) or plain}
