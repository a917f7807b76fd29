"""From a clustering of asks to themes with identities: known ones keep their ids."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from clustering.matching import KnownTheme, match, new_theme_id
from domain import Ask, Assignment, Clustering, LineageEvent, Theme


@dataclass(frozen=True, slots=True)
class Settled:
    """Themes as they will be kept."""

    themes: tuple[Theme, ...]
    assignments: tuple[Assignment, ...]
    events: tuple[LineageEvent, ...]
    """Births, revivals and retirements against what was known."""


def settle(
    clustering: Clustering,
    asks: Sequence[Ask],
    known: Mapping[str, frozenset[str]],
    used_ids: Collection[str],
    now: datetime,
) -> Settled:
    """Give every group of `clustering` over `asks` (row i is asks[i]) its theme's id.

    `known` holds the live themes' ask ids, `used_ids` every id ever given, so that none is given
    twice.
    """
    rows: list[list[int]] = [
        np.flatnonzero(clustering.labels == number).tolist()
        for number in range(len(clustering.groups))
    ]
    members = [frozenset(asks[row].id for row in chosen) for chosen in rows]
    themes_known = [KnownTheme(theme_id, known[theme_id]) for theme_id in sorted(known)]
    ids = _ids(clustering, asks, match(themes_known, members), {*used_ids, *known})
    themes = tuple(
        Theme(
            id=ids[number],
            label=group.label,
            keywords=group.keywords,
            quotes=tuple(asks[row].id for row in group.quotes),
            floor=group.floor,
            centroid=clustering.centroids[number],
            names=group.names,
        )
        for number, group in enumerate(clustering.groups)
    )
    assignments = tuple(
        Assignment(asks[row].id, ids[number], round(float(clustering.strength[row]), 4))
        for number, chosen in enumerate(rows)
        for row in chosen
    )
    return Settled(themes, assignments, _events(ids, members, known, now))


def _ids(
    clustering: Clustering,
    asks: Sequence[Ask],
    matched: Sequence[str | None],
    used: set[str],
) -> list[str]:
    """Matched ids, and new ones made from the text of the most central ask."""
    ids: list[str] = []
    taken = set(used)
    for group, known_id in zip(clustering.groups, matched, strict=True):
        theme_id = known_id or new_theme_id(asks[group.quotes[0]].heard, taken)
        taken.add(theme_id)
        ids.append(theme_id)
    return ids


def _events(
    ids: Sequence[str],
    members: Sequence[frozenset[str]],
    known: Mapping[str, frozenset[str]],
    now: datetime,
) -> tuple[LineageEvent, ...]:
    born = [
        LineageEvent("born", theme_id, now, moved=len(asks))
        for theme_id, asks in zip(ids, members, strict=True)
        if theme_id not in known
    ]
    retired = [
        LineageEvent("retired", theme_id, now, moved=len(known[theme_id]))
        for theme_id in sorted(set(known) - set(ids))
    ]
    return (*born, *retired)
