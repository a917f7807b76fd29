"""From a clustering of asks to themes with identities: known ones keep their ids, and what people
decided is kept.

What people pinned, made or split stays as they left it (`Past.kept`); what they merged is not taken
apart again (`Past.families`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.assignment import calibrated, spread_of
from clustering.grouping.cores import compute_centroids
from clustering.grouping.refine import find_nearest
from clustering.identity.hysteresis import accept_changes
from clustering.identity.lineage import build_events
from clustering.identity.matching import KnownTheme, make_theme_id
from clustering.identity.prior import PriorThemes, ThemeUpdate
from clustering.identity.transitions import Transitions, match_transitions
from clustering.online.batch import read_times
from domain.asks import Ask
from domain.themes import Assignment, Clustering, Name, Theme

_KEEP_LABEL_JACCARD = 0.5
"""Jaccard of old and new asks from which a theme keeps the name the grouping gave it."""
_MIN_LOCKED_SHARE = 0.1
"""Share of a kept theme's asks in a group from which new asks there may be the theme's."""


def reconcile(
    clustering: Clustering,
    asks: Sequence[Ask],
    projected: NDArray[np.float32],
    past: PriorThemes,
    now: datetime,
    centred: NDArray[np.float32] | None = None,
    cut_from: Mapping[int, int] | None = None,
) -> ThemeUpdate:
    """Give every group of `clustering` over `asks` (row i is asks[i]) its theme's id.

    placed is (n, p): the asks in the clustering's space; centred (n, d) what tells whether two
    themes are apart (`clustering.identity.hysteresis`), `placed` itself where it is not given;
    cut_from what `part_in_time` told.
    """
    groups = [
        np.flatnonzero(clustering.labels == number) for number in range(len(clustering.groups))
    ]
    members = [frozenset(asks[row].id for row in rows.tolist()) for rows in groups]
    known = _build_known_themes(past, asks, projected)
    former = [KnownTheme(theme, past.former[theme]) for theme in sorted(past.former)]
    told = match_transitions(known, former, members, clustering.centroids, cut_from or {})
    times = read_times(asks)
    meant = projected if centred is None else centred
    young = [theme for theme in past.themes if past.is_unconfirmed(theme)]
    verdicts = accept_changes(told, groups, _group_rows_by_theme(past, asks), meant, times, young)
    past = replace(past, locked={*past.locked, *verdicts.locked})
    ids = _assign_ids(clustering, asks, told, members, past, verdicts.rejected_splits)
    theme_of = _keep_locked(clustering, asks, projected, ids, past, verdicts.rejected_moves)
    _drop_remainders(theme_of, groups, ids, told)
    themes = _build_themes(clustering, asks, projected, theme_of, ids, told, past)
    assignments = tuple(
        Assignment(
            ask.id,
            theme,
            round(_pick_confidence(clustering, row, ids, theme, past.before.get(ask.id)), 4),
        )
        for row, (ask, theme) in enumerate(zip(asks, theme_of, strict=True))
        if theme
    )
    events = build_events(told, ids, _collect_times(asks, theme_of), themes, past, known, now)
    born = {event.theme_id for event in events if event.kind == "born"} if past.before else set()
    themes = tuple(replace(one, born_at=now) if one.id in born else one for one in themes)
    return ThemeUpdate(themes, assignments, events)


def _collect_times(
    asks: Sequence[Ask], theme_of: Sequence[str | None]
) -> dict[str, NDArray[np.float64]]:
    """Theme -> when each of its asks was asked, in seconds; nan where unknown."""
    told: dict[str, list[Ask]] = {}
    for ask, theme in zip(asks, theme_of, strict=True):
        if theme:
            told.setdefault(theme, []).append(ask)
    return {theme: read_times(its) for theme, its in told.items()}


def _build_known_themes(
    past: PriorThemes, asks: Sequence[Ask], projected: NDArray[np.float32]
) -> list[KnownTheme]:
    """Themes with an ask still there, with their centroids in the new space."""
    rows = _group_rows_by_theme(past, asks)
    return [
        KnownTheme(
            theme,
            frozenset(asks[row].id for row in chosen.tolist()),
            _compute_centroid(projected[chosen]),
            {asks[row].id: past.before[asks[row].id][1] for row in chosen.tolist()},
            read_times([asks[row] for row in chosen.tolist()]),
        )
        for theme, chosen in sorted(rows.items())
    ]


def _group_rows_by_theme(past: PriorThemes, asks: Sequence[Ask]) -> dict[str, NDArray[np.int64]]:
    """Known theme -> the rows of its asks that are still there."""
    rows: dict[str, list[int]] = {}
    for row, ask in enumerate(asks):
        if ask.id in past.before:
            rows.setdefault(past.before[ask.id][0], []).append(row)
    return {theme: np.array(chosen, dtype=np.int64) for theme, chosen in rows.items()}


def _compute_centroid(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    mean: NDArray[np.float32] = compute_centroids(rows, np.zeros(len(rows), np.int32))[0]
    return mean


def _assign_ids(
    clustering: Clustering,
    asks: Sequence[Ask],
    told: Transitions,
    members: Sequence[frozenset[str]],
    past: PriorThemes,
    rejoined: Mapping[int, str],
) -> list[str]:
    """Matched ids; for a group that was not believed, the theme it stays a part of; where a new
    group comes mostly from themes that people merged, the theme they merged them into; else new
    ids made from the text of the most central ask."""
    taken = {*past.themes, *(theme for theme, _ in past.before.values())}
    ids: list[str] = []
    for number, known in enumerate(told.continues):
        group = clustering.groups[number]
        theme = rejoined.get(number) or known or _find_merge_root(members[number], past)
        theme = theme or make_theme_id(asks[group.quotes[0]].clean_text, taken)
        taken.add(theme)
        ids.append(theme)
    return ids


def _find_merge_root(members: frozenset[str], past: PriorThemes) -> str | None:
    counts: dict[str, int] = {}
    was = [past.before[ask][0] for ask in members if ask in past.before]
    for theme in was:
        if theme in past.merge_roots:
            root = past.merge_roots[theme]
            counts[root] = counts.get(root, 0) + 1
    if not counts:
        return None
    root = min(counts, key=lambda theme: (-counts[theme], theme))
    return root if 2 * counts[root] > len(was) else None


def _keep_locked(
    clustering: Clustering,
    asks: Sequence[Ask],
    projected: NDArray[np.float32],
    ids: Sequence[str],
    past: PriorThemes,
    stays: Mapping[int, str],
) -> list[str | None]:
    """Each ask's theme, with the asks of kept themes where people left them, new asks in the midst
    of those where they are nearest, and rows that were told to stay (`stays`) in their theme."""
    theme_of = [ids[label] if label >= 0 else None for label in clustering.labels]
    held: dict[str, list[int]] = {}
    for row, ask in enumerate(asks):
        theme = past.before.get(ask.id, ("", 0.0))[0]
        if theme in past.locked:
            theme_of[row] = theme
            held.setdefault(theme, []).append(row)
    _reassign_contested(clustering, asks, projected, ids, past, held, theme_of)
    for row, theme in stays.items():
        theme_of[row] = theme
    return theme_of


def _reassign_contested(
    clustering: Clustering,
    asks: Sequence[Ask],
    projected: NDArray[np.float32],
    ids: Sequence[str],
    past: PriorThemes,
    held: Mapping[str, list[int]],
    theme_of: list[str | None],
) -> None:
    """Give new asks in a group that holds a part of kept themes to whichever is nearest."""
    centres = {theme: _compute_centroid(projected[rows]) for theme, rows in sorted(held.items())}
    for number, own in enumerate(ids):
        rows = np.flatnonzero(clustering.labels == number).tolist()
        rivals = [
            theme
            for theme in centres
            if theme != own
            and len(set(rows) & set(held[theme])) >= _MIN_LOCKED_SHARE * len(held[theme])
        ]
        fresh = [row for row in rows if asks[row].id not in past.before]
        if not rivals or not fresh:
            continue
        home = [row for row in rows if theme_of[row] == own and asks[row].id in past.before]
        centre = _compute_centroid(projected[home]) if home else clustering.centroids[number]
        choice = find_nearest(
            projected[fresh], np.vstack([centre, *(centres[one] for one in rivals)])
        )[0]
        for row, chosen in zip(fresh, choice.tolist(), strict=True):
            theme_of[row] = [own, *rivals][chosen]


def _drop_remainders(
    theme_of: list[str | None],
    groups: Sequence[NDArray[np.int64]],
    ids: Sequence[str],
    told: Transitions,
) -> None:
    """What is left of a new group, when kept themes took most of it, is no theme."""
    for number, rows in enumerate(groups):
        left = [row for row in rows.tolist() if theme_of[row] == ids[number]]
        if told.continues[number] is None and 2 * len(left) < len(rows):
            for row in left:
                theme_of[row] = None


def _build_themes(
    clustering: Clustering,
    asks: Sequence[Ask],
    projected: NDArray[np.float32],
    theme_of: Sequence[str | None],
    ids: Sequence[str],
    told: Transitions,
    past: PriorThemes,
) -> tuple[Theme, ...]:
    rows: dict[str, list[int]] = {}
    for row, theme in enumerate(theme_of):
        if theme:
            rows.setdefault(theme, []).append(row)
    was: dict[str, set[str]] = {}
    for ask, (theme, _) in past.before.items():
        was.setdefault(theme, set()).add(ask)
    themes = []
    for theme, number in _pick_home_groups(ids, told).items():
        if theme in rows:
            fresh = _build_theme(clustering, number, theme, asks)
            now_in = {asks[row].id for row in rows[theme]}
            themes.append(_keep_label(fresh, past.themes.get(theme), was.get(theme, set()), now_in))
    spread = spread_of(projected, clustering.labels, clustering.centroids)
    for theme in sorted((set(rows) | set(past.examples)) - set(ids)):
        members = projected[rows[theme]] if theme in rows else past.examples[theme]
        centroid, floor = calibrated(members, spread)
        themes.append(replace(past.themes[theme], centroid=centroid, min_similarity=floor))
    return tuple(themes)


def _pick_home_groups(ids: Sequence[str], told: Transitions) -> dict[str, int]:
    """Theme -> the group it is described by: the one that continues it, else the first."""
    homes: dict[str, int] = {}
    for number, theme in enumerate(ids):
        if theme not in homes or told.continues[number] == theme:
            homes[theme] = number
    return homes


def _build_theme(clustering: Clustering, number: int, theme_id: str, asks: Sequence[Ask]) -> Theme:
    group = clustering.groups[number]
    return Theme(
        id=theme_id,
        label=group.label,
        keywords=group.keywords,
        quotes=tuple(asks[row].id for row in group.quotes),
        min_similarity=group.min_similarity,
        centroid=clustering.centroids[number],
        names=group.names,
    )


def _keep_label(fresh: Theme, known: Theme | None, was: set[str], now_in: set[str]) -> Theme:
    """A theme that is mostly what it was keeps its name: a report is read month after month."""
    if known is None or len(was & now_in) < _KEEP_LABEL_JACCARD * len(was | now_in):
        return fresh
    fresh = replace(fresh, born_at=known.born_at)
    if known.label == known.id:  # only forgotten people said what it was called
        return fresh
    return replace(fresh, label=known.label, names=_merge_names(fresh, known))


def _merge_names(fresh: Theme, known: Theme) -> tuple[Name, ...]:
    """Fresh keywords under the names that were known; a language new to it has its fresh name."""
    labels = {name.language: name.label for name in known.names}
    if known.label not in labels.values():
        labels |= {name.language: known.label for name in fresh.names[:1]}
    return tuple(replace(name, label=labels.get(name.language, name.label)) for name in fresh.names)


def _pick_confidence(
    clustering: Clustering,
    row: int,
    ids: Sequence[str],
    theme: str,
    before: tuple[str, float] | None,
) -> float:
    """As the clustering says; as it was where the ask stays elsewhere than it did; 1 where people's
    word put it there."""
    label = int(clustering.labels[row])
    if label >= 0 and ids[label] == theme:
        return float(clustering.confidence[row])
    return before[1] if before and before[0] == theme else 1.0
