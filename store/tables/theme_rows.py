"""Rows of themes, their counts and their history, as domain values."""

from typing import Any

import numpy as np

from domain.counts import ThemeCount
from domain.decisions import ThemeOverrides
from domain.periods import Period
from domain.themes import Life, LineageEvent, Name, Theme
from store.tables.decisions import parse_overrides
from store.tables.kinds import compute_kind_mix
from store.tables.labels import parse_name_rows
from store.tables.rows import to_aware_utc


def parse_theme_count(row: dict[str, Any], conversations: int, period: Period) -> ThemeCount:
    """A row of the ranking; `conversations` are the period's in all."""
    before = row["before"]
    counted = row["conversations"]
    overrides = parse_overrides(row["overrule"])
    return ThemeCount(
        id=row["id"],
        label=row["label"],
        keywords=tuple(row["keywords"]),
        language_mix=tuple(
            (mix["language"], mix["asks"] / row["asks"]) for mix in row["languages"] or ()
        ),
        asks=row["asks"],
        conversations=counted,
        customers=row["customers"],
        share=counted / conversations if conversations else 0.0,
        change=None if period.is_all or not before else (counted - before) / before,
        names=_apply_label_overrides(parse_name_rows(row["names"]), overrides),
        area=row["area"],
        kind_mix=compute_kind_mix(row["kinds"]),
        life=parse_life(row),
        overrule=overrides,
    )


def _apply_label_overrides(names: tuple[Name, ...], overrides: ThemeOverrides) -> tuple[Name, ...]:
    """Names with what people call the theme in a language, where they chose one."""
    labels = dict(overrides.labels)
    known = [
        Name(name.language, labels.pop(name.language, name.label), name.keywords) for name in names
    ]
    return (*known, *(Name(language, label) for language, label in labels.items()))


def parse_life(row: dict[str, Any]) -> Life:
    """Where a row of the themes says that a theme stands."""
    gone = row.get("retired_run") is not None
    return Life("retired" if gone else row["state"] or "active", to_aware_utc(row["since"]))


def parse_lineage_row(row: dict[str, Any]) -> LineageEvent:
    """A row of the history."""
    at = to_aware_utc(row["noted_at"])
    assert at is not None  # noqa: S101 - history always has a time
    who = row["who"] or "grouping"
    return LineageEvent(row["kind"], row["theme_id"], at, row["other_id"], row["moved"], who)


def parse_theme_row(row: dict[str, Any]) -> Theme:
    """A row of the themes beside their names."""
    overrides = parse_overrides(row["overrule"])
    centroid = np.asarray(row["centroid"], dtype=np.float32) if row["centroid"] else None
    return Theme(
        id=row["id"],
        label=row["label"],
        keywords=tuple(row["keywords"]),
        quotes=tuple(row["quotes"]),
        min_similarity=row["min_similarity"],
        centroid=centroid,
        names=_apply_label_overrides(parse_name_rows(row["names"]), overrides),
        born_at=to_aware_utc(row["born_at"]),
        is_live=row["retired_run"] is None,
        life=parse_life(row),
        overrule=overrides,
    )
