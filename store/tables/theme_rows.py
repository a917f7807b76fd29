"""Rows of themes, their counts and their history, as domain values."""

from typing import Any

import numpy as np

from domain.counts import ThemeCount
from domain.decisions import Overrule
from domain.periods import Period
from domain.themes import Life, LineageEvent, Name, Theme
from store.tables.kinds import kind_mix
from store.tables.labels import names_from
from store.tables.rows import aware
from store.write.decisions import overrule_from


def theme_count(row: dict[str, Any], conversations: int, period: Period) -> ThemeCount:
    """A row of the ranking; `conversations` are the period's in all."""
    before = row["before"]
    counted = row["conversations"]
    said = overrule_from(row["overrule"])
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
        names=_said(names_from(row["names"]), said),
        area=row["area"],
        kind_mix=kind_mix(row["kinds"]),
        life=life_of(row),
        overrule=said,
    )


def _said(names: tuple[Name, ...], said: Overrule) -> tuple[Name, ...]:
    """Names with what people call the theme in a language, where they said so."""
    labels = dict(said.labels)
    told = [Name(one.language, labels.pop(one.language, one.label), one.keywords) for one in names]
    return (*told, *(Name(language, label) for language, label in labels.items()))


def life_of(row: dict[str, Any]) -> Life:
    """Where a row of the themes says that a theme stands."""
    gone = row.get("retired_run") is not None
    return Life("retired" if gone else row["state"] or "active", aware(row["since"]))


def lineage_from(row: dict[str, Any]) -> LineageEvent:
    """A row of the history."""
    at = aware(row["noted_at"])
    assert at is not None  # noqa: S101 - history always has a time
    who = row["who"] or "grouping"
    return LineageEvent(row["kind"], row["theme_id"], at, row["other_id"], row["moved"], who)


def theme_from(row: dict[str, Any]) -> Theme:
    """A row of the themes beside their names."""
    said = overrule_from(row["overrule"])
    centroid = np.asarray(row["centroid"], dtype=np.float32) if row["centroid"] else None
    return Theme(
        id=row["id"],
        label=row["label"],
        keywords=tuple(row["keywords"]),
        quotes=tuple(row["quotes"]),
        floor=row["floor"],
        centroid=centroid,
        names=_said(names_from(row["names"]), said),
        born_at=aware(row["born_at"]),
        is_live=row["retired_run"] is None,
        life=life_of(row),
        overrule=said,
    )
