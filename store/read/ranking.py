"""What a ranking with filters adds up, read from one snapshot.

Invariants: a conversation counts once per theme, at its first ask there among those let through;
without filters its counts are those of `Reader.compute_ranking`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from domain.counts import ThemeCount, Totals
from domain.periods import Period
from store.read.reader import Reader
from store.tables.rows import to_naive_utc
from store.tables.theme_rows import parse_theme_count

Split = Literal[
    "channel", "language", "plan", "country", "page", "conversation_status", "tag", "group",
    "attribute", "kind",
]  # fmt: skip
"""What a ranking can be broken down by, of a conversation, its customer or its asks."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which asks are looked at; None lets everything through."""

    channel: str | None = None
    language: str | None = None
    """Of the ask: ISO 639-1 code, "mixed" or "und"."""
    plan: str | None = None
    country: str | None = None
    page: str | None = None
    conversation_status: str | None = None
    """As the conversation's tool calls it."""
    tag: str | None = None
    """One of the conversation's tags."""
    group: str | None = None
    """An agent group that wrote in the conversation."""
    attribute: tuple[str, str] | None = None
    """Name and value of any other attribute of the customer."""

    @property
    def active(self) -> dict[str, str]:
        """The filters that are set, as one would write them."""
        set_ = {told.name: getattr(self, told.name) for told in fields(self)}
        return {
            name.replace("_", " "): "=".join(value) if isinstance(value, tuple) else value
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
            "status": self.conversation_status,
            "tag": self.tag,
            "group": self.group,
            "attribute": "=".join(self.attribute) if self.attribute else None,
        }


@dataclass(frozen=True, slots=True)
class AreaMapping:
    """Themes gathered into areas. The three run side by side."""

    themes: tuple[str, ...]
    areas: tuple[str, ...]
    """Id of each theme's area."""
    parts: tuple[str | None, ...] | None = None
    """What each theme is broken down by; None where the break-down, if any, is of conversations."""


def read_ranking_rows(
    reader: Reader,
    period: Period,
    filters: Filters,
    worths: Mapping[str, float] | None = None,
    split: Split | None = None,
    split_attribute: str | None = None,
    units: AreaMapping | None = None,
) -> list[dict[str, Any]]:
    """A row for every theme, part and span (`is_before`), with sums over customers.

    `worths` says what a customer of each plan is worth; plans it does not name are worth nothing.
    With `units` a row for every area instead: its id stands as `theme_id`.
    """
    bounds, earlier = period.to_utc_bounds(), period.find_previous()
    before = earlier.to_utc_bounds() if earlier else None
    worths = worths or {}
    name = "ranked_areas" if units else "ranked_in_parts" if split else "ranked"
    return reader.run_query(
        f"ranking/{name}",
        start=to_naive_utc(bounds[0]) if bounds else None,
        end=to_naive_utc(bounds[1]) if bounds else None,
        before=to_naive_utc(before[0]) if before else None,
        plans=list(worths),
        worths=list(worths.values()),
        **_build_split_parameters(split, split_attribute, units),
        **filters.parameters,
    )


def _build_split_parameters(
    split: Split | None, attribute: str | None, units: AreaMapping | None
) -> dict[str, Any]:
    if units is None:
        return {"split": split, "attribute_split": attribute} if split else {}
    return {
        "split": "unit" if units.parts is not None else split,
        "attribute_split": attribute,
        "themes": list(units.themes),
        "units": list(units.areas),
        "unit_parts": list(units.parts or [None] * len(units.themes)),
    }


def read_theme_facts(
    reader: Reader, period: Period, with_kinds: bool = False
) -> dict[str, ThemeCount]:
    """Live themes by id with names, area and what people say of them; with the kinds of the
    period's asks where they are asked for. Nothing is counted."""
    bounds = period.to_utc_bounds()
    found = reader.run_query(
        "ranking/theme_facts",
        start=to_naive_utc(bounds[0]) if bounds else None,
        end=to_naive_utc(bounds[1]) if bounds else None,
        with_kinds=with_kinds,
    )
    return {row["id"]: parse_theme_count(row, 0, period) for row in found}


def count_filtered_totals(reader: Reader, period: Period, filters: Filters) -> Totals:
    """Where the asks that the filters let through went: themed + unthemed + excluded = asks."""
    bounds = period.to_utc_bounds()
    found = reader.run_query(
        "ranking/filtered_totals",
        start=to_naive_utc(bounds[0]) if bounds else None,
        end=to_naive_utc(bounds[1]) if bounds else None,
        **filters.parameters,
    )
    return Totals(**found[0])


def read_theme_names(reader: Reader) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Theme id -> label and keywords, of all live themes."""
    found = reader._fetch_rows("SELECT id, label, keywords FROM themes.themes ORDER BY id")
    return {row["id"]: (row["label"], tuple(row["keywords"])) for row in found}


def read_known_plans(reader: Reader) -> frozenset[str]:
    """The plans that customers are on."""
    found = reader._fetch_rows(
        "SELECT DISTINCT plan FROM counted.conversations WHERE plan IS NOT NULL"
    )
    return frozenset(row["plan"] for row in found)
