"""Reconcile a new clustering with the known themes, so that themes keep their ids.

What people pinned, made or split stays as they left it (`PriorThemes.locked`); what they merged is
not split again (`PriorThemes.merge_roots`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.assignment import fit_cosine_stats, fit_threshold
from clustering.identity.hysteresis import accept_changes
from clustering.identity.lineage import build_events
from clustering.identity.matching import KnownTheme, make_theme_id, read_times
from clustering.identity.outcome import ThemeUpdate
from clustering.identity.prior import PriorThemes
from clustering.identity.transitions import Transitions, find_alike, match_transitions
from clustering.neighbours.centroids import compute_centroids, find_nearest
from domain.asks import Ask
from domain.themes import Assignment, Clustering, Name, Theme

_KEEP_LABEL_JACCARD = 0.5
"""Jaccard index of old and new asks from which a theme keeps its name."""
_MIN_LOCKED_SHARE = 0.1
"""Share of a locked theme's asks in a group from which it may get new asks of that group."""


def reconcile(
    clustering: Clustering,
    asks: Sequence[Ask],
    projected: NDArray[np.float32],
    prior: PriorThemes,
    now: datetime,
    centred: NDArray[np.float32] | None = None,
    cut_from: Mapping[int, int] | None = None,
) -> ThemeUpdate:
    """Give every group of the clustering over n asks (row i is asks[i]) the id of its theme.

    projected is (n, p) unit; centred (n, d) unit are the vectors that splits and merges are tested
    by (`clustering.identity.hysteresis`), by default the projected ones; cut_from is as
    `split_at_change_points` returned it. New themes are born at `now`, except in the first run.
    """
    groups = [
        np.flatnonzero(clustering.labels == number) for number in range(len(clustering.groups))
    ]
    members = [frozenset(asks[row].id for row in rows.tolist()) for rows in groups]
    known = _build_known_themes(prior, asks, projected)
    former = [KnownTheme(theme, prior.former[theme]) for theme in sorted(prior.former)]
    transitions = match_transitions(known, former, members, clustering.centroids, cut_from or {})
    times = read_times(asks)
    unconfirmed = [theme for theme in prior.themes if prior.is_unconfirmed(theme)]
    rejected = accept_changes(
        transitions,
        groups,
        _group_rows_by_theme(prior, asks),
        projected if centred is None else centred,
        times,
        unconfirmed,
    )
    alike = find_alike(known, rejected.locked, members)
    prior = replace(prior, locked={*prior.locked, *rejected.locked})
    ids = _assign_ids(clustering, asks, transitions, members, prior, rejected.rejected_splits)
    theme_of = _keep_locked(clustering, asks, projected, ids, prior, rejected.rejected_moves)
    _drop_remainders(theme_of, groups, ids, transitions)
    themes = _build_themes(clustering, asks, projected, theme_of, ids, transitions, prior)
    assignments = tuple(
        Assignment(
            ask.id,
            theme,
            round(_pick_confidence(clustering, row, ids, theme, prior.before.get(ask.id)), 4),
        )
        for row, (ask, theme) in enumerate(zip(asks, theme_of, strict=True))
        if theme
    )
    alike_of = {ids[group]: held for group, held in alike.items()}
    events = build_events(
        transitions, ids, _collect_times(asks, theme_of), themes, prior, known, now, alike_of
    )
    born = {event.theme_id for event in events if event.kind == "born"} if prior.before else set()
    themes = tuple(replace(theme, born_at=now) if theme.id in born else theme for theme in themes)
    return ThemeUpdate(themes, assignments, events)


def _collect_times(
    asks: Sequence[Ask], theme_of: Sequence[str | None]
) -> dict[str, NDArray[np.float64]]:
    """Theme -> the times (m,) of its asks, see `read_times`."""
    asks_of: dict[str, list[Ask]] = {}
    for ask, theme in zip(asks, theme_of, strict=True):
        if theme:
            asks_of.setdefault(theme, []).append(ask)
    return {theme: read_times(members) for theme, members in asks_of.items()}


def _build_known_themes(
    prior: PriorThemes, asks: Sequence[Ask], projected: NDArray[np.float32]
) -> list[KnownTheme]:
    """Known themes that still have asks, with their centroids in the new projection."""
    rows = _group_rows_by_theme(prior, asks)
    return [
        KnownTheme(
            theme,
            frozenset(asks[row].id for row in chosen.tolist()),
            _compute_centroid(projected[chosen]),
            {asks[row].id: prior.before[asks[row].id][1] for row in chosen.tolist()},
            read_times([asks[row] for row in chosen.tolist()]),
        )
        for theme, chosen in sorted(rows.items())
    ]


def _group_rows_by_theme(prior: PriorThemes, asks: Sequence[Ask]) -> dict[str, NDArray[np.int64]]:
    """Known theme -> the rows of its asks."""
    rows: dict[str, list[int]] = {}
    for row, ask in enumerate(asks):
        if ask.id in prior.before:
            rows.setdefault(prior.before[ask.id][0], []).append(row)
    return {theme: np.array(chosen, dtype=np.int64) for theme, chosen in rows.items()}


def _compute_centroid(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    mean: NDArray[np.float32] = compute_centroids(rows, np.zeros(len(rows), np.int32))[0]
    return mean


def _assign_ids(
    clustering: Clustering,
    asks: Sequence[Ask],
    transitions: Transitions,
    members: Sequence[frozenset[str]],
    prior: PriorThemes,
    rejected_splits: Mapping[int, str],
) -> list[str]:
    """The theme id of each group.

    In this order: the theme it stays a part of, if its split was rejected; the theme it continues;
    the theme that people merged most of its asks' themes into; a new id, made from the text of its
    most central ask.
    """
    taken = {*prior.themes, *(theme for theme, _ in prior.before.values())}
    ids: list[str] = []
    for number, known in enumerate(transitions.continues):
        group = clustering.groups[number]
        theme = rejected_splits.get(number) or known or _find_merge_root(members[number], prior)
        theme = theme or make_theme_id(asks[group.quotes[0]].clean_text, taken)
        taken.add(theme)
        ids.append(theme)
    return ids


def _find_merge_root(members: frozenset[str], prior: PriorThemes) -> str | None:
    """The theme that people merged the themes of most of these asks into; None if there is none."""
    counts: dict[str, int] = {}
    themes_before = [prior.before[ask][0] for ask in members if ask in prior.before]
    for theme in themes_before:
        if theme in prior.merge_roots:
            root = prior.merge_roots[theme]
            counts[root] = counts.get(root, 0) + 1
    if not counts:
        return None
    root = min(counts, key=lambda theme: (-counts[theme], theme))
    return root if 2 * counts[root] > len(themes_before) else None


def _keep_locked(
    clustering: Clustering,
    asks: Sequence[Ask],
    projected: NDArray[np.float32],
    ids: Sequence[str],
    prior: PriorThemes,
    rejected_moves: Mapping[int, str],
) -> list[str | None]:
    """The theme of each ask.

    Asks of locked themes and of rejected moves stay in their theme; new asks in a group with locked
    ones go to the nearest theme; all others go where the clustering put them.
    """
    theme_of = [ids[label] if label >= 0 else None for label in clustering.labels]
    held: dict[str, list[int]] = {}
    for row, ask in enumerate(asks):
        theme = prior.before.get(ask.id, ("", 0.0))[0]
        if theme in prior.locked:
            theme_of[row] = theme
            held.setdefault(theme, []).append(row)
    _reassign_contested(clustering, asks, projected, ids, prior, held, theme_of)
    for row, theme in rejected_moves.items():
        theme_of[row] = theme
    return theme_of


def _reassign_contested(
    clustering: Clustering,
    asks: Sequence[Ask],
    projected: NDArray[np.float32],
    ids: Sequence[str],
    prior: PriorThemes,
    held: Mapping[str, list[int]],
    theme_of: list[str | None],
) -> None:
    """Assign, in place, new asks of a group that holds part of locked themes to the nearest one."""
    centroids = {theme: _compute_centroid(projected[rows]) for theme, rows in sorted(held.items())}
    for number, own in enumerate(ids):
        rows = np.flatnonzero(clustering.labels == number).tolist()
        rivals = [
            theme
            for theme in centroids
            if theme != own
            and len(set(rows) & set(held[theme])) >= _MIN_LOCKED_SHARE * len(held[theme])
        ]
        fresh = [row for row in rows if asks[row].id not in prior.before]
        if not rivals or not fresh:
            continue
        remaining = [row for row in rows if theme_of[row] == own and asks[row].id in prior.before]
        own_centroid = (
            _compute_centroid(projected[remaining]) if remaining else clustering.centroids[number]
        )
        choice = find_nearest(
            projected[fresh], np.vstack([own_centroid, *(centroids[theme] for theme in rivals)])
        )[0]
        for row, chosen in zip(fresh, choice.tolist(), strict=True):
            theme_of[row] = [own, *rivals][chosen]


def _drop_remainders(
    theme_of: list[str | None],
    groups: Sequence[NDArray[np.int64]],
    ids: Sequence[str],
    transitions: Transitions,
) -> None:
    """Leave the rest of a new group unthemed where locked themes hold most of it, in place."""
    for number, rows in enumerate(groups):
        remaining = [row for row in rows.tolist() if theme_of[row] == ids[number]]
        if transitions.continues[number] is None and 2 * len(remaining) < len(rows):
            for row in remaining:
                theme_of[row] = None


def _build_themes(
    clustering: Clustering,
    asks: Sequence[Ask],
    projected: NDArray[np.float32],
    theme_of: Sequence[str | None],
    ids: Sequence[str],
    transitions: Transitions,
    prior: PriorThemes,
) -> tuple[Theme, ...]:
    """Themes as they are now: those of groups, then those that only locks or examples hold."""
    rows: dict[str, list[int]] = {}
    for row, theme in enumerate(theme_of):
        if theme:
            rows.setdefault(theme, []).append(row)
    asks_before: dict[str, set[str]] = {}
    for ask, (theme, _) in prior.before.items():
        asks_before.setdefault(theme, set()).add(ask)
    themes = []
    for theme, number in _pick_home_groups(ids, transitions).items():
        if theme in rows:
            fresh = _build_theme(clustering, number, theme, asks)
            old, new = asks_before.get(theme, set()), {asks[row].id for row in rows[theme]}
            themes.append(_keep_label(fresh, prior.themes.get(theme), old, new))
    stats = fit_cosine_stats(projected, clustering.labels, clustering.centroids)
    for theme in sorted((set(rows) | set(prior.examples)) - set(ids)):
        members = projected[rows[theme]] if theme in rows else prior.examples[theme]
        centroid, min_similarity = fit_threshold(members, stats)
        known = prior.themes[theme]
        themes.append(replace(known, centroid=centroid, min_similarity=min_similarity))
    return tuple(themes)


def _pick_home_groups(ids: Sequence[str], transitions: Transitions) -> dict[str, int]:
    """Theme -> the group that describes it: the one that continues it, else the first."""
    homes: dict[str, int] = {}
    for number, theme in enumerate(ids):
        if theme not in homes or transitions.continues[number] == theme:
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


def _keep_label(fresh: Theme, known: Theme | None, old: set[str], new: set[str]) -> Theme:
    """The fresh theme, under its known names if most of its asks stayed: reports are compared."""
    if known is None or len(old & new) < _KEEP_LABEL_JACCARD * len(old | new):
        return fresh
    fresh = replace(fresh, born_at=known.born_at)
    if known.label == known.id:  # its label was erased with the asks it came from
        return fresh
    return replace(fresh, label=known.label, names=_merge_names(fresh, known))


def _merge_names(fresh: Theme, known: Theme) -> tuple[Name, ...]:
    """Known labels with fresh keywords; a language without a known label gets the fresh one."""
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
    """The clustering's confidence where the ask is in the clustering's theme; the former one where
    it stayed in another; 1 where people put it there."""
    label = int(clustering.labels[row])
    if label >= 0 and ids[label] == theme:
        return float(clustering.confidence[row])
    return before[1] if before and before[0] == theme else 1.0
