"""What a ranking with filters adds up, read from one snapshot.

Invariants: a conversation counts once per theme, at its first ask there among those let through;
without filters its counts are those of `Reader.ranking`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from domain import HonestTotals, Period
from store.database import sql
from store.reader import Reader
from store.rows import naive

Split = Literal[
    "channel", "language", "plan", "country", "page", "status", "tag", "group", "attribute"
]
"""What a ranking can be broken down by."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which asks are looked at; None lets everything through."""

    channel: str | None = None
    language: str | None = None
    """Of the ask: ISO 639-1 code, "mixed" or "und"."""
    plan: str | None = None
    country: str | None = None
    page: str | None = None
    status: str | None = None
    """Of the conversation, as its tool calls it."""
    tag: str | None = None
    """One of the conversation's tags."""
    group: str | None = None
    """An agent group that wrote in the conversation."""
    attribute: tuple[str, str] | None = None
    """Name and value of any other attribute of the customer."""

    @property
    def told(self) -> dict[str, str]:
        """The filters that are set, as one would write them."""
        set_ = {told.name: getattr(self, told.name) for told in fields(self)}
        return {
            name: "=".join(value) if isinstance(value, tuple) else value
            for name, value in set_.items()
            if value is not None
        }

    @property
    def parameters(self) -> dict[str, str | None]:
        """As `ranked.sql` and its kin name them."""
        return {
            "channel": self.channel,
            "language": self.language,
            "plan": self.plan,
            "country": self.country,
            "page": self.page,
            "status": self.status,
            "tag": self.tag,
            "group": self.group,
            "attribute": "=".join(self.attribute) if self.attribute else None,
        }


def ranked_rows(
    reader: Reader,
    period: Period,
    filters: Filters,
    worths: Mapping[str, float] | None = None,
    split: Split | None = None,
    split_attribute: str | None = None,
) -> list[dict[str, Any]]:
    """A row for every theme, part and span (`is_before`), with sums over customers.

    `worths` says what a customer of each plan is worth; plans it does not name are worth nothing.
    """
    bounds, earlier = period.bounds(), period.before()
    before = earlier.bounds() if earlier else None
    worths = worths or {}
    parts = {"split": split, "attribute_split": split_attribute} if split else {}
    return reader._rows(
        sql("ranked_in_parts" if split else "ranked"),
        start=naive(bounds[0]) if bounds else None,
        end=naive(bounds[1]) if bounds else None,
        before=naive(before[0]) if before else None,
        plans=list(worths),
        worths=list(worths.values()),
        **parts,
        **filters.parameters,
    )


def filtered_totals(reader: Reader, period: Period, filters: Filters) -> HonestTotals:
    """Where the asks that the filters let through went: themed + unthemed + excluded = asks."""
    bounds = period.bounds()
    found = reader._rows(
        sql("filtered_totals"),
        start=naive(bounds[0]) if bounds else None,
        end=naive(bounds[1]) if bounds else None,
        **filters.parameters,
    )
    return HonestTotals(**found[0])


def theme_names(reader: Reader) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Theme id -> label and keywords, of all live themes."""
    found = reader._rows("SELECT id, label, keywords FROM themes.themes ORDER BY id")
    return {row["id"]: (row["label"], tuple(row["keywords"])) for row in found}


def known_plans(reader: Reader) -> frozenset[str]:
    """The plans that customers are on."""
    found = reader._rows("SELECT DISTINCT plan FROM counted.conversations WHERE plan IS NOT NULL")
    return frozenset(row["plan"] for row in found)
