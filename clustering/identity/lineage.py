"""What a regrouping writes into the history of themes."""

from collections.abc import Mapping, Sequence
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
    told: Transitions,
    ids: Sequence[str],
    asked: Mapping[str, NDArray[np.float64]],
    themes: Sequence[Theme],
    past: PriorThemes,
    known: Sequence[KnownTheme],
    now: datetime,
) -> tuple[LineageEvent, ...]:
    """Births, splits, mergers, revivals and retirements. `ids` are the groups' themes, `asked` when
    (seconds, nan where unknown) the asks of every theme were asked that it has now."""
    split_from = {ids[flow.group]: flow for flow in told.splits}
    events: list[LineageEvent] = []
    for theme in sorted(set(ids) & set(asked)):
        size = len(asked[theme])
        if theme in told.revived:
            events.append(LineageEvent("revived", theme, now, moved=size))
        elif theme in past.themes:
            if past.awaits_origin(theme, now):
                origins = _find_origins(theme, asked, themes, past)
                events += build_origin_events(theme, origins, size, now) if origins else []
        elif theme in split_from:
            origin, moved = past.to_canonical_id(split_from[theme].theme), split_from[theme].moved
            is_turn = split_from[theme].group in told.after_change_point and origin in asked
            has_changed = is_turn and has_declined(
                asked[origin], asked[theme], _pick_other_times(asked, origin, theme)
            )
            kind: LineageKind = "split" if has_changed else "parted"
            events.append(LineageEvent(kind, origin, now, theme, moved))
        else:
            origins = _find_origins(theme, asked, themes, past)
            events += build_origin_events(theme, origins, size, now)
    return (*events, *_build_end_events(told, ids, asked, past, known, now))


def _find_origins(
    theme: str, asked: Mapping[str, NDArray[np.float64]], themes: Sequence[Theme], past: PriorThemes
) -> list[str]:
    """Known themes that a new one took over from."""
    centroids = {one.id: one.centroid for one in themes}
    own = centroids.get(theme)
    neighbours = [
        NeighbourTheme(one, centroid, _drop_unknown_times(asked[one]))
        for one, centroid in sorted(centroids.items())
        if centroid is not None and one != theme and one in past.themes and one in asked
    ]
    if own is None:
        return []
    origins = find_origins(own, _drop_unknown_times(asked[theme]), neighbours)
    return list(dict.fromkeys(past.to_canonical_id(origin) for origin in origins))


def _pick_other_times(
    asked: Mapping[str, NDArray[np.float64]], *themes: str
) -> list[NDArray[np.float64]]:
    return [times for theme, times in sorted(asked.items()) if theme not in themes]


def _drop_unknown_times(times: NDArray[np.float64]) -> NDArray[np.float64]:
    return times[~np.isnan(times)]


def _build_end_events(
    told: Transitions,
    ids: Sequence[str],
    asked: Mapping[str, NDArray[np.float64]],
    past: PriorThemes,
    known: Sequence[KnownTheme],
    now: datetime,
) -> list[LineageEvent]:
    """What became of known themes that have no ask any more."""
    merged = {flow.theme: flow for flow in told.merges}
    events = []
    for gone in known:
        if gone.id in asked or past.to_canonical_id(gone.id) != gone.id:
            continue  # what people merged away is told by their event
        into = past.to_canonical_id(ids[merged[gone.id].group]) if gone.id in merged else gone.id
        if into != gone.id and into in asked:
            # What emerged and did not hold was no theme that merges: its id answers all the same.
            kind: LineageKind = "retired" if past.is_unconfirmed(gone.id) else "joined"
            if kind == "joined" and is_replaced_by(
                gone.times, asked[into], _pick_other_times(asked, into)
            ):
                kind = "merged"
            events.append(LineageEvent(kind, gone.id, now, into, merged[gone.id].moved))
        else:
            events.append(LineageEvent("retired", gone.id, now, moved=len(gone.ask_ids)))
    return events
