"""Rows of themes, their counts and their history, as domain values."""

from typing import Any

import numpy as np

from domain.counts import ThemeCount
from domain.decisions import ThemeOverrides
from domain.periods import Period
from domain.themes import Life, LineageEvent, Name, Theme
from store.tables.kinds import compute_kind_mix
from store.tables.labels import parse_name_rows
from store.tables.rows import to_aware_utc
from store.write.decisions import parse_overrides


def parse_theme_count(row: dict[str, Any], conversations: int, period: Period) -> ThemeCount:
    """A row of the ranking; `conversations` are the period's in all."""
    before = row["before"]
    counted = row["conversations"]
    said = parse_overrides(row["overrule"])
    return ThemeCount(
        id=row["id"],
        label=row["label"],
        keywords=tuple(row["keywords"]),
        language_mix=tuple(
            (told["language"], told["asks"] / row["asks"]) for told in row["languages"] or ()
        ),
        asks=row["asks"],
        conversations=counted,
        customers=row["customers"],
        share=counted / conversations if conversations else 0.0,
        change=None if period.is_all or not before else (counted - before) / before,
        names=_apply_label_overrides(parse_name_rows(row["names"]), said),
        area=row["area"],
        kind_mix=compute_kind_mix(row["kinds"]),
        life=parse_life(row),
        overrule=said,
    )


def _apply_label_overrides(names: tuple[Name, ...], said: ThemeOverrides) -> tuple[Name, ...]:
    """Names with what people call the theme in a language, where they said so."""
    labels = dict(said.labels)
    told = [Name(one.language, labels.pop(one.language, one.label), one.keywords) for one in names]
    return (*told, *(Name(language, label) for language, label in labels.items()))


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
    said = parse_overrides(row["overrule"])
    centroid = np.asarray(row["centroid"], dtype=np.float32) if row["centroid"] else None
    return Theme(
        id=row["id"],
        label=row["label"],
        keywords=tuple(row["keywords"]),
        quotes=tuple(row["quotes"]),
        min_similarity=row["floor"],
        centroid=centroid,
        names=_apply_label_overrides(parse_name_rows(row["names"]), said),
        born_at=to_aware_utc(row["born_at"]),
        is_live=row["retired_run"] is None,
        life=parse_life(row),
        overrule=said,
    )
