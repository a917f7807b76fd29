"""Fetch conversations from a tool's API, from where the last fetch ended."""

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

from domain.conversations import Conversation
from domain.errors import BadInput
from ingest.privacy.pseudonyms import Protector
from ingest.pulling.client import Client, PullFailed
from ingest.pulling.tools import TOOLS, Page, Tool, convert_page
from pipeline.imports.ingest import cut_pending_asks
from pipeline.loopback import is_loopback
from pipeline.progress import NullProgress, Progress
from pipeline.settings import Settings
from store.write.staging import Staging
from store.write.writer import open_writer

_BATCH = 500
"""Conversations kept at once: every commit publishes a snapshot."""
_NO_ADDRESS = "--url is not an address such as https://NAME.zendesk.com."


@dataclass(frozen=True, slots=True)
class PullResult:
    """What a fetch brought."""

    pages: int
    new: int
    updated: int
    unchanged: int
    rejected: int
    asks: int
    """Asks of the conversations that were new or changed."""


@dataclass(frozen=True, slots=True)
class Account:
    """Whose conversations to fetch."""

    tool: str
    """intercom, zendesk or chatwoot."""
    token: str
    """Given in a header, and to nobody else."""
    url: str | None = None
    """Address of the API, where everybody has their own."""
    source: str | None = None
    """Name of the source; by default the tool's."""

    @property
    def name(self) -> str:
        """Under which the cursor is kept: it tells no address."""
        address = hashlib.sha256((self.url or "").rstrip("/").encode()).hexdigest()[:12]
        return f"pull {self.tool} {self.source or ''} {address}"


def pull_conversations(
    settings: Settings,
    account: Account,
    since: datetime | None,
    now: datetime,
    teller: Progress | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> PullResult:
    """Fetch what changed since the last fetch, or since `since` where there was none or it is
    named. Every few hundred conversations are kept with the place to go on from, and so is what
    came before a failure: an interrupted fetch goes on.

    Raises `BadInput`, `PullFailed`, `StoreBusy`.
    """
    teller, tool = teller or NullProgress(), _find_tool(account)
    base = account.url or tool.base
    if base is None:
        raise BadInput(f"Say where {account.tool} is: --url https://...")
    check_address(base)
    done = PullResult(0, 0, 0, 0, 0, 0)
    teller.begin(f"Pulling from {account.tool}")
    with Client(base, tool.headers(account.token), wait) as client:
        cursor = _read_cursor(settings, account, since, now)
        for batch, failure in _batch_pages(tool.pages(client, cursor)):
            done = _save_batch(settings, account, tool, batch, now, done)
            teller.update(done.new + done.updated + done.unchanged)
            if failure is not None:
                raise failure
    return done


def check_address(url: str) -> None:
    """Refuse an address that no token may be sent to: only https, and http to this machine.

    Raises `BadInput`.
    """
    parts = _split_address(url)
    if "@" in parts.netloc:
        raise BadInput("Leave the user and the password out of --url: the token is enough.")
    host = parts.hostname or ""
    if parts.scheme == "http" and host != "localhost" and not is_loopback(host):
        raise BadInput(
            "--url must begin with https://: on the way, anybody could read the token and the "
            "conversations. http:// is for this machine alone (127.0.0.1)."
        )
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment:
        raise BadInput(_NO_ADDRESS)


def _split_address(url: str) -> SplitResult:
    # What may not stand in an address is read by some as nothing, by others as its end.
    if re.search(r"[\s\\\x00-\x1f\x7f]", url):
        raise BadInput(_NO_ADDRESS)
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise BadInput(_NO_ADDRESS) from None
    return parts


def _batch_pages(pages: Iterator[Page]) -> Iterator[tuple[list[Page], PullFailed | None]]:
    """Pages with enough conversations to be worth a commit; the last with why no more came."""
    batch: list[Page] = []
    failure: PullFailed | None = None
    try:
        for page in pages:
            batch.append(page)
            if sum(len(one.records) for one in batch) >= _BATCH:
                yield batch, None
                batch = []
    except PullFailed as error:
        failure = error
    if batch:
        yield batch, failure
    elif failure is not None:
        raise failure


def _find_tool(account: Account) -> Tool:
    if account.tool not in TOOLS:
        raise BadInput(f"'{account.tool}' cannot be pulled from. Known: {', '.join(TOOLS)}.")
    return TOOLS[account.tool]


def _read_cursor(
    settings: Settings, account: Account, since: datetime | None, now: datetime
) -> dict[str, Any]:
    if since is not None:
        return {"since": int(since.timestamp())}
    with open_writer(settings.store, account.name, now, settings.wait) as writer:
        noted = writer.get_meta(account.name)
    return json.loads(noted) if noted else {"since": 0}


def _save_batch(
    settings: Settings,
    account: Account,
    tool: Tool,
    batch: list[Page],
    now: datetime,
    done: PullResult,
) -> PullResult:
    """Pages and where to go on, kept together or not at all."""
    home, source = settings.store, account.source or tool.reader.name
    protector = Protector(home.load_key())
    with Staging(home) as staging:
        for item in (
            item for page in batch for item in convert_page(tool, page, source, settings.timezone)
        ):
            staging.add(protector.protect(item) if isinstance(item, Conversation) else item)
        with open_writer(home, f"pull {account.tool}", now, settings.wait) as writer:
            understood = f"{tool.reader.title}, from its API"
            counts = writer.merge(staging, source, f"{account.tool} API", understood)
            writer.set_meta(account.name, json.dumps(batch[-1].cursor))
            asks, _ = cut_pending_asks(writer, NullProgress())
    return PullResult(
        done.pages + len(batch),
        done.new + counts.new,
        done.updated + counts.updated,
        done.unchanged + counts.unchanged,
        done.rejected + counts.rejected,
        done.asks + asks,
    )
