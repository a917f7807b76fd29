"""`earshot pull`: conversations from a tool's API."""

import os
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from domain.errors import BadInput, BadRequest
from pipeline.options import Json, Now, Wait, answer, err, now_from, out, settings_with


def pull(
    tool: Annotated[str, typer.Argument(help="intercom, zendesk or chatwoot.")],
    since: Annotated[
        str | None,
        typer.Option(help="First day to fetch, e.g. 2026-01-01; by default where it ended."),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(
            help="Address: https://NAME.zendesk.com, or https://HOST/api/v1/accounts/NUMBER."
        ),
    ] = None,
    source: Annotated[str | None, typer.Option(help="Name of the source.")] = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Fetch conversations that are new or changed; an interrupted fetch goes on where it stopped.

    The token is read from EARSHOT_INTERCOM_TOKEN, EARSHOT_ZENDESK_TOKEN (address:token) or
    EARSHOT_CHATWOOT_TOKEN, and is never kept.
    """
    from ingest.pulling import TOOLS
    from pipeline.progress import told_on
    from pipeline.pull_conversations import Account, pull_conversations

    variable = TOOLS[tool].token if tool in TOOLS else ""
    token = os.environ.get(variable, "").strip()
    if variable and not token:
        raise BadInput(f"Put {tool}'s token into the environment variable {variable}.")
    account, settings = Account(tool, token, url, source), settings_with(wait=wait)
    with told_on(err) as teller:
        done = pull_conversations(settings, account, _day(since), now_from(now), teller)
    answer(
        as_json,
        lambda: asdict(done),
        lambda: out.print(
            f"{done.new:,} new, {done.updated:,} updated, {done.unchanged:,} unchanged, "
            f"{done.rejected:,} not read; {done.asks:,} asks."
        ),
    )


def _day(words: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(words) if words else None
    except ValueError:
        raise BadRequest(f"--since '{words}' is not a day such as 2026-01-01.") from None
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at
