"""Lineage events of a regrouping: what became of each theme."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from clustering.identity.matching import KnownTheme
from clustering.identity.prior import PriorThemes
from clustering.identity.takeover import (
    NeighbourTheme,
    build_origin_events,
    find_origins,
    has_declined,
    is_replaced_by,
)
from clustering.identity.transitions import Transitions
from domain.themes import LineageEvent, LineageKind, Theme


def build_events(
    transitions: Transitions,
    ids: Sequence[str],
    times_of: Mapping[str, NDArray[np.float64]],
    themes: Sequence[Theme],
    prior: PriorThemes,
    known: Sequence[KnownTheme],
    now: datetime,
    alike: Mapping[str, Collection[str]],
) -> tuple[LineageEvent, ...]:
    """Events of every theme that began, ended, came back, or whose origin is known only now.

    `ids` are the groups' theme ids; `times_of` maps every theme that has asks now to their times
    (m,) in seconds, nan where unknown. A split or merge that the times confirm is the customers'
    (`split`, `merged`); any other is the grouping's (`parted`, `joined`). `alike` maps a theme to
    those worded like it (`find_alike`): it parts from them, but customers began nothing.
    """
    split_from = {ids[flow.group]: flow for flow in transitions.splits}
    events: list[LineageEvent] = []
    for theme in sorted(set(ids) & set(times_of)):
        size = len(times_of[theme])
        if theme in transitions.revived:
            events.append(LineageEvent("revived", theme, now, moved=size))
        elif theme in prior.themes:
            if prior.awaits_origin(theme, now):
                origins = _find_origins(theme, times_of, themes, prior)
                if origins:
                    events += build_origin_events(theme, origins, size, now, alike.get(theme, ()))
        elif theme in split_from:
            origin, moved = prior.to_canonical_id(split_from[theme].theme), split_from[theme].moved
            is_change_point = (
                split_from[theme].group in transitions.after_change_point and origin in times_of
            )
            has_changed = is_change_point and has_declined(
                times_of[origin], times_of[theme], _pick_other_times(times_of, origin, theme)
            )
            kind: LineageKind = "split" if has_changed else "parted"
            events.append(LineageEvent(kind, origin, now, theme, moved))
        else:
            origins = _find_origins(theme, times_of, themes, prior)
            events += build_origin_events(theme, origins, size, now, alike.get(theme, ()))
    return (*events, *_build_end_events(transitions, ids, times_of, prior, known, now))


def _find_origins(
    theme: str,
    times_of: Mapping[str, NDArray[np.float64]],
    themes: Sequence[Theme],
    prior: PriorThemes,
) -> list[str]:
    """Ids of the known themes that a new one replaces, as people merged them."""
    centroids = {other.id: other.centroid for other in themes}
    own = centroids.get(theme)
    neighbours = [
        NeighbourTheme(other, centroid, _drop_unknown_times(times_of[other]))
        for other, centroid in sorted(centroids.items())
        if centroid is not None and other != theme and other in prior.themes and other in times_of
    ]
    if own is None:
        return []
    origins = find_origins(own, _drop_unknown_times(times_of[theme]), neighbours)
    return list(dict.fromkeys(prior.to_canonical_id(origin) for origin in origins))


def _pick_other_times(
    times_of: Mapping[str, NDArray[np.float64]], *themes: str
) -> list[NDArray[np.float64]]:
    return [times for theme, times in sorted(times_of.items()) if theme not in themes]


def _drop_unknown_times(times: NDArray[np.float64]) -> NDArray[np.float64]:
    return times[~np.isnan(times)]


def _build_end_events(
    transitions: Transitions,
    ids: Sequence[str],
    times_of: Mapping[str, NDArray[np.float64]],
    prior: PriorThemes,
    known: Sequence[KnownTheme],
    now: datetime,
) -> list[LineageEvent]:
    """Events of the known themes that have no asks any more."""
    merged = {flow.theme: flow for flow in transitions.merges}
    events = []
    for gone in known:
        if gone.id in times_of or prior.to_canonical_id(gone.id) != gone.id:
            continue  # a decision of people merged it, which has an event of its own
        into = prior.to_canonical_id(ids[merged[gone.id].group]) if gone.id in merged else gone.id
        if into != gone.id and into in times_of:
            # A theme that emerged and was not confirmed retires, yet its id leads to the other.
            kind: LineageKind = "retired" if prior.is_unconfirmed(gone.id) else "joined"
            if kind == "joined" and is_replaced_by(
                gone.times, times_of[into], _pick_other_times(times_of, into)
            ):
                kind = "merged"
            events.append(LineageEvent(kind, gone.id, now, into, merged[gone.id].moved))
        else:
            events.append(LineageEvent("retired", gone.id, now, moved=len(gone.ask_ids)))
    return events
