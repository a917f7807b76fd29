"""The audits: a small database of its own."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from store.check.invariant import Finding, Invariant, skip_all
from store.files.connection import load_sql
from store.files.home import Home

_READABLE = Invariant(
    "audits",
    "the audits can be read",
    "the audits are damaged",
    "Restore audits.sqlite from a backup, or delete it and judge again with: earshot audit THEME",
)
_KNOWN = Invariant(
    "audit-asks",
    "every ask and theme that was judged is known",
    "{found} judgements are of asks or themes that nobody ever knew",
    "Restore audits.sqlite from the backup that the home is from, and run: earshot check",
)
AUDITS = (_READABLE, _KNOWN)


def check_audits(
    home: Home, asks: frozenset[str] | None, themes: frozenset[str] | None
) -> Iterator[Finding]:
    """Whether the audits are whole, and of `asks` and `themes` (all that were ever known; None
    where that cannot be told)."""
    path = home.path / "audits.sqlite"
    if not path.exists():
        yield _READABLE.report(0)
        yield _KNOWN.report(0)
        return
    try:
        judged, themes_judged = _read(path.as_uri())
    except (sqlite3.Error, ValueError, TypeError, OSError):
        yield _READABLE.report(1)
        yield from skip_all((_KNOWN,), "the audits cannot be read")
        return
    yield _READABLE.report(0)
    if asks is None or themes is None:
        yield _KNOWN.skip("nobody knows which asks there are")
        return
    yield _KNOWN.report(len(judged - asks) + len(themes_judged - themes))


def _read(uri: str) -> tuple[set[str], set[str]]:
    """Ids of the asks, and of the themes, that were judged."""
    with closing(sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=10)) as connection:
        told = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        if told != ["ok"]:
            raise sqlite3.DatabaseError("not whole")
        pairs = connection.execute(load_sql("check/judged")).fetchall()
        drawn = [json.loads(row[0]) for row in connection.execute(load_sql("check/drawn"))]
    asks = {ask for _, ask in pairs if ask is not None} | {ask for draw in drawn for ask in draw}
    return asks, {theme for theme, _ in pairs}
