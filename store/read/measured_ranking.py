"""Rankings with filters and break-downs: sums over customers, read from one snapshot.

Invariants: a conversation counts once per theme, at its first ask there among those let through;
without filters its counts are those of `Reader.compute_ranking`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from domain.counts import ThemeCount, Totals
from domain.periods import Period
from store.read.reader import Reader
from store.tables.kinds import compute_kind_mix
from store.tables.rows import to_query_bounds

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
        values = {column.name: getattr(self, column.name) for column in fields(self)}
        return {
            name.replace("_", " "): "=".join(value) if isinstance(value, tuple) else value
            for name, value in values.items()
            if value is not None
        }

    @property
    def parameters(self) -> dict[str, str | None]:
        """As `let_through` in `ranking/macros.sql` names them."""
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
    """Which area each theme counts in. The three tuples are parallel."""

    themes: tuple[str, ...]
    areas: tuple[str, ...]
    """Id of each theme's area."""
    parts: tuple[str | None, ...] | None = None
    """The part of each theme where themes are broken down (by status); None where the break-down,
    if any, is of conversations."""


def read_ranking_rows(
    reader: Reader,
    period: Period,
    filters: Filters,
    worths: Mapping[str, float] | None = None,
    split: Split | None = None,
    split_attribute: str | None = None,
    units: AreaMapping | None = None,
) -> list[dict[str, Any]]:
    """A row for each theme, part and span (`is_before`), with sums over customers.

    `worths` says what a customer of each plan is worth; plans it does not name are worth nothing.
    With `units` a row for every area instead: its id stands as `theme_id`.
    """
    earlier, worths = period.find_previous(), worths or {}
    areas: dict[str, Any] = {}
    if units:
        areas = {
            "themes": list(units.themes),
            "areas": list(units.areas),
            "theme_parts": list(units.parts or [None] * len(units.themes)),
        }
    return reader.run_query(
        "ranking/areas_by_measure" if units else "ranking/themes_by_measure",
        before=to_query_bounds(earlier)["start"] if earlier else None,
        plans=list(worths),
        worths=list(worths.values()),
        split=split,
        attribute_split=split_attribute,
        filters=filters.parameters,
        **areas,
        **to_query_bounds(period),
    )


def read_theme_facts(
    reader: Reader, period: Period, with_kinds: bool = False
) -> dict[str, ThemeCount]:
    """Live themes by id with names, area and what people say of them; with the kinds of the
    period's asks where they are asked for. Nothing is counted."""
    facts = reader.read_theme_facts()
    if not with_kinds:
        return facts
    kinds: dict[str, dict[str | None, int]] = {}
    for row in reader.run_query("ranking/kinds_by_theme", **to_query_bounds(period)):
        kinds.setdefault(row["theme_id"], {})[row["kind"]] = row["asks"]
    return {
        name: replace(theme, kind_mix=compute_kind_mix(kinds.get(name, {})))
        for name, theme in facts.items()
    }


def count_filtered_totals(reader: Reader, period: Period, filters: Filters) -> Totals:
    """Where the asks that the filters let through went: themed + unthemed + excluded = asks."""
    found = reader.run_query(
        "ranking/filtered_totals", filters=filters.parameters, **to_query_bounds(period)
    )
    return Totals(**found[0])


def read_theme_names(reader: Reader) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Theme id -> label and keywords, of all live themes."""
    found = reader.run_query("themes/live_labels")
    return {row["id"]: (row["label"], tuple(row["keywords"])) for row in found}


def read_known_plans(reader: Reader) -> frozenset[str]:
    """The plans that customers are on."""
    return frozenset(row["plan"] for row in reader.run_query("ranking/known_plans"))
