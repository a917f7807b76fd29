"""Rows of themes, their counts and their history, as domain values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from domain.counts import ThemeCount, Totals
from domain.decisions import ThemeOverrides
from domain.periods import Period
from domain.themes import Life, LineageEvent, Name, Theme
from store.tables.decisions import parse_overrides
from store.tables.kinds import compute_kind_mix
from store.tables.labels import parse_name_rows
from store.tables.rows import to_aware_utc


def parse_theme_facts(row: Mapping[str, Any], by_answer: Mapping[str, int]) -> ThemeCount:
    """A live theme as it is before anything of it is counted; `by_answer` says how many asks each
    theme has for what they were answered."""
    overrides = parse_overrides(row["overrule"])
    return ThemeCount(
        id=row["id"],
        label=row["label"],
        keywords=tuple(row["keywords"]),
        language_mix=(),
        asks=0,
        conversations=0,
        customers=0,
        share=0.0,
        change=None,
        names=_apply_label_overrides(parse_name_rows(row["names"]), overrides),
        area=row["area"],
        life=parse_life(row),
        overrule=overrides,
        cohesion=row["cohesion"],
        by_answer=by_answer.get(row["id"], 0),
    )


def add_theme_counts(
    theme: ThemeCount,
    asks: Sequence[Mapping[str, Any]],
    counted: Mapping[str, Any] | None,
    conversations: int,
    period: Period,
) -> ThemeCount:
    """The same with its counts over a period: rows of its asks by language and kind, its row of
    conversations (None where it has none); `conversations` are the period's in all."""
    languages, kinds = sum_asks_by(asks, "language"), sum_asks_by(asks, "kind")
    total = sum(languages.values())
    here, before = (counted["conversations"], counted["before"]) if counted else (0, 0)
    mix = sorted(languages.items(), key=lambda item: (-item[1], item[0]))
    return replace(
        theme,
        language_mix=tuple((language, count / total) for language, count in mix),
        kind_mix=compute_kind_mix(kinds),
        asks=total,
        conversations=here,
        customers=(counted["customers"] or 0) if counted else 0,
        share=here / conversations if conversations else 0.0,
        change=None if period.is_all or not before else (here - before) / before,
    )


def sum_totals(asks: Sequence[Mapping[str, Any]], conversations: int) -> Totals:
    """Where the asks went that rows by theme count; `conversations` have one not excluded."""
    excluded = sum(row["asks"] for row in asks if row["is_excluded"])
    themed = sum(row["asks"] for row in asks if row["theme_id"] and not row["is_excluded"])
    everything = sum(row["asks"] for row in asks)
    unthemed = [row for row in asks if not row["theme_id"] and not row["is_excluded"]]
    idle = sum(row["asks"] for row in unthemed if row["kind"] == "other")
    return Totals(everything, themed, everything - themed - excluded, excluded, conversations, idle)


def sum_asks_by(asks: Sequence[Mapping[str, Any]], name: str) -> dict[Any, int]:
    """Value of the column `name` -> asks."""
    sums: dict[Any, int] = {}
    for row in asks:
        sums[row[name]] = sums.get(row[name], 0) + row["asks"]
    return sums


def _apply_label_overrides(names: tuple[Name, ...], overrides: ThemeOverrides) -> tuple[Name, ...]:
    """Names with what people call the theme in a language, where they chose one."""
    labels = dict(overrides.labels)
    known = [
        Name(name.language, labels.pop(name.language, name.label), name.keywords) for name in names
    ]
    return (*known, *(Name(language, label) for language, label in labels.items()))


def parse_life(row: Mapping[str, Any]) -> Life:
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
