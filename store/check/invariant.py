"""Invariants: what is true of a workspace where all is well, and what to do where it is not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb

from store.files.connection import fetch_rows, load_sql

Status = Literal["well", "off", "skipped"]

RESTORE = (
    "Stop what writes, restore the home and its secrets from one backup, and run: earshot check"
)
REPAIR = "Run: earshot check --repair"
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one invariant."""

    slug: str
    """Stable name of the invariant, for programs."""
    status: Status
    found: str
    """Counts, and ids of themes, imports, runs: never what customers wrote."""
    advice: str = ""
    """What to do; empty where all is well."""


@dataclass(frozen=True, slots=True)
class Invariant:
    """Something that is true of every workspace, whenever no writer is at work."""

    slug: str
    holds: str
    """What is true, as a sentence without its full stop."""
    broken: str
    """What to say where it is not; `{found}` is how many break it."""
    advice: str = RESTORE

    def report(self, found: int, names: Iterable[str | None] = ()) -> Finding:
        """Well where nothing was found that breaks it."""
        if not found:
            return Finding(self.slug, "well", self.holds)
        shown = sorted({name for name in names if name is not None})[:_NAMES_SHOWN]
        which = f" ({', '.join(shown)}{', ...' if found > len(shown) else ''})" if shown else ""
        return Finding(
            self.slug, "off", self.broken.format(found=f"{found:,}") + which, self.advice
        )

    def report_unreadable(self, error: Exception) -> Finding:
        """Off: what would have to be read cannot be. The error's own words may hold customers'."""
        return Finding(
            self.slug, "off", f"could not be looked at ({type(error).__name__})", self.advice
        )

    def skip(self, why: str) -> Finding:
        """Not looked at."""
        return Finding(self.slug, "skipped", why)


def check_by_sql(
    connection: duckdb.DuckDBPyConnection, folder: str, invariant: Invariant
) -> Finding:
    """Report the rows of `store/sql/check/<folder>/<slug>.sql`: each breaks the invariant, and
    names in `name` what it is about, where that may be told."""
    query = load_sql(f"check/{folder}/{invariant.slug.replace('-', '_')}").rstrip().rstrip(";")
    summary = f"count(*) AS found, list(DISTINCT name ORDER BY name)[:{_NAMES_SHOWN}] AS names"
    try:
        (row,) = fetch_rows(connection, f"SELECT {summary} FROM ({query})")  # noqa: S608 - our own
    except duckdb.Error as error:
        return invariant.report_unreadable(error)
    return invariant.report(row["found"], row["names"] or ())


def skip_all(invariants: Sequence[Invariant], why: str) -> list[Finding]:
    """None of them was looked at."""
    return [invariant.skip(why) for invariant in invariants]
