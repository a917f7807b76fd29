"""Online assignment between two regroupings: new asks go to known themes, or make new ones.

Novelty detection looks at the asks in no theme and at those that a theme got since the last
regrouping with a low cosine: the first asks of a new theme often resemble a known one a little.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.assignment import (
    CosineStats,
    assign,
    compute_confidence,
    fit_cosine_stats,
    fit_threshold,
    update_centroid,
)
from clustering.grouping.deduplicate import deduplicate
from clustering.grouping.describe import describe_groups
from clustering.grouping.fit import choose_min_theme_size
from clustering.grouping.parameters import GroupingSettings
from clustering.grouping.projection import centre_vectors, project_vectors
from clustering.identity.matching import make_theme_id
from clustering.identity.outcome import ThemeUpdate
from clustering.neighbours.centroids import find_nearest
from clustering.neighbours.parallel import limit_to_one_thread
from clustering.online.batch import (
    AskBatch,
    Assigned,
    FittedThemes,
    list_languages,
    look_up_labels,
    stack_centroids,
)
from clustering.online.novelty import MAX_POOL, find_new_groups, measure_cohesion
from domain.asks import Ask
from domain.themes import Assignment, LineageEvent, Theme

_EXTRA_DEVIATIONS = 1.0
"""Standard deviations added to a theme's `min_similarity` for new asks. The first asks of a new
theme resemble a known one a little; to wait for the next regrouping costs less than to be counted
in the wrong theme."""
_MAX_DEVIATIONS_BELOW = 2.0
"""Whatever a theme's own `min_similarity`, new asks need a cosine at most this many standard
deviations below the mean over all themes."""


def assign_batch(
    fresh: AskBatch,
    context: AskBatch,
    known: FittedThemes,
    settings: GroupingSettings,
    now: datetime,
) -> ThemeUpdate:
    """Assign the `fresh` asks to known themes, and find new themes among them.

    `fresh` are the asks that no regrouping has seen, in no theme or assigned to one since;
    `context` is a sample of the asks of the last regrouping. The outcome holds only what changes:
    themes with moved centroids, new themes born at `now`, assignments, births.
    """
    if not fresh.asks or not known.themes:
        return ThemeUpdate((), (), ())
    with limit_to_one_thread():
        context_labels = look_up_labels(context, known)
        stats = fit_cosine_stats(
            project_vectors(context.vectors, list_languages(context), known.space),
            context_labels,
            stack_centroids(known),
        )
        rows = _project_and_assign(fresh, known, stats)
        min_size = max(3, choose_min_theme_size(known.asks, settings))
        rows, groups = _find_emerging(fresh, rows, context, context_labels, known, stats, min_size)
        groups = _extend_groups(rows, groups)
        rows, unnamed = _add_new_themes(fresh, rows, groups, stats, known)
        named = _describe_new_themes(fresh, rows, context, context_labels, unnamed, known)
    moved = _update_centroids(fresh, rows, known)
    born = [replace(theme, born_at=now) for theme in named]
    events = _build_birth_events(rows, born, known, now)
    return ThemeUpdate((*moved, *born), _list_changes(fresh, rows, [*known.themes, *born]), events)


def _project_and_assign(fresh: AskBatch, known: FittedThemes, stats: CosineStats) -> Assigned:
    """Assign the asks in no theme by stricter thresholds; the others stay where they are."""
    languages = list_languages(fresh)
    centroids = stack_centroids(known)
    thresholds = np.array([theme.min_similarity for theme in known.themes], dtype=np.float32)
    thresholds += np.float32(_EXTRA_DEVIATIONS * stats.deviation)
    lowest = np.float32(stats.mean - _MAX_DEVIATIONS_BELOW * stats.deviation)
    thresholds = np.maximum(thresholds, lowest)
    projected = project_vectors(fresh.vectors, languages, known.space)
    labels, confidence = assign(fresh.vectors, languages, known.space, centroids, thresholds)
    labels_before = look_up_labels(fresh, known)
    labels = np.where(labels_before >= 0, labels_before, labels).astype(np.int32)
    cosines = np.where(
        labels >= 0,
        np.einsum("ij,ij->i", projected, centroids[np.maximum(labels, 0)]),
        find_nearest(projected, centroids)[1],
    ).astype(np.float32)
    centred = centre_vectors(fresh.vectors, languages, known.space)
    return Assigned(projected, centred, labels, cosines, confidence)


def _find_emerging(
    fresh: AskBatch,
    rows: Assigned,
    context: AskBatch,
    context_labels: NDArray[np.int32],
    known: FittedThemes,
    stats: CosineStats,
    min_size: int,
) -> tuple[Assigned, list[NDArray[np.int64]]]:
    """Rows of each new theme, among asks in no theme or with a low cosine to theirs.

    Groups that belong to a theme which emerged since the last regrouping are assigned to it.
    """
    themed = context_labels >= 0
    centred = centre_vectors(context.vectors, list_languages(context), known.space)
    cohesion = measure_cohesion(centred[themed], context_labels[themed])
    if cohesion is None:
        return rows, []
    pool = np.flatnonzero((rows.labels < 0) | (rows.cosines < stats.weak))
    if len(pool) > MAX_POOL:  # the newest ones
        times = np.array([_to_timestamp(fresh.asks[row]) for row in pool.tolist()])
        pool = np.sort(pool[np.lexsort((pool, -times))[:MAX_POOL]])
    young = [
        number for number in np.unique(rows.labels) if number >= 0 and number not in context_labels
    ]
    means = [rows.centred[rows.labels == number].mean(axis=0) for number in young]
    found = find_new_groups(
        rows.centred[pool], cohesion, min_size, np.array(means) if means else None
    )
    labels = rows.labels.copy()
    for group, part_of in found:
        if part_of is not None:
            labels[pool[group]] = young[part_of]
    groups = [pool[group] for group, part_of in found if part_of is None]
    return replace(rows, labels=labels), groups


def _extend_groups(rows: Assigned, groups: Sequence[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
    """The groups with those asks of known themes that are more similar to them than to their theme.

    Compared are mean cosines of centred vectors: the mean shift of the projection moves new
    wordings towards old themes.
    """
    if not groups:
        return []
    grouped = np.concatenate(groups)
    means = np.vstack([rows.centred[group].mean(axis=0) for group in groups])
    to_groups = rows.centred @ means.T
    to_own = np.full(len(to_groups), np.inf)
    for theme in np.unique(rows.labels[rows.labels >= 0]):
        held = np.setdiff1d(np.flatnonzero(rows.labels == theme), grouped)
        if len(held) > 1:  # the mean over the others, without the ask itself
            sums = rows.centred[held].sum(axis=0)
            itself = np.einsum("ij,ij->i", rows.centred[held], rows.centred[held])
            to_own[held] = (rows.centred[held] @ sums - itself) / (len(held) - 1)
    to_own[grouped] = np.inf
    to_own[rows.labels < 0] = np.inf
    best = to_groups.argmax(axis=1)
    joins = to_groups.max(axis=1) > to_own
    return [
        np.union1d(group, np.flatnonzero(joins & (best == number)))
        for number, group in enumerate(groups)
    ]


def _to_timestamp(ask: Ask) -> float:
    return ask.at.timestamp() if ask.at else 0.0


def _add_new_themes(
    fresh: AskBatch,
    rows: Assigned,
    groups: Sequence[NDArray[np.int64]],
    stats: CosineStats,
    known: FittedThemes,
) -> tuple[Assigned, list[Theme]]:
    """New themes, not described yet, and the batch with their asks.

    They get the asks of their groups, and others that reach their `min_similarity` with a higher
    cosine than to their own theme.
    """
    if not groups:
        return rows, []
    taken = set(known.used_ids)
    themes: list[Theme] = []
    for group in groups:
        centroid, min_similarity = fit_threshold(rows.projected[group], stats)
        central = int(group[np.argmax(rows.projected[group] @ centroid)])
        theme_id = make_theme_id(fresh.asks[central].clean_text, taken)
        taken.add(theme_id)
        theme = Theme(theme_id, "", (), min_similarity=min_similarity, centroid=centroid)
        themes.append(theme)
    centroids = np.vstack([theme.centroid for theme in themes if theme.centroid is not None])
    thresholds = np.array([theme.min_similarity for theme in themes], dtype=np.float32)
    nearest, first, second = find_nearest(rows.projected, centroids)
    joins = (first >= thresholds[nearest]) & (first > rows.cosines)
    labels = np.where(joins, nearest + len(known.themes), rows.labels)
    for number, group in enumerate(groups):
        labels[group] = len(known.themes) + number
        first[group] = rows.projected[group] @ centroids[number]
    is_new = labels >= len(known.themes)
    second = np.where(is_new, np.minimum(np.maximum(second, rows.cosines), first), second)
    own = thresholds[np.where(is_new, labels - len(known.themes), 0)]
    confidence = np.where(is_new, compute_confidence(first, second, own), rows.confidence)
    confidence = confidence.astype(np.float32)
    return replace(rows, labels=labels.astype(np.int32), confidence=confidence), themes


def _describe_new_themes(
    fresh: AskBatch,
    rows: Assigned,
    context: AskBatch,
    context_labels: NDArray[np.int32],
    themes: Sequence[Theme],
    known: FittedThemes,
) -> list[Theme]:
    """New themes with labels, keywords and quotes, described beside the known themes."""
    if not themes:
        return []
    chosen = np.flatnonzero(rows.labels >= len(known.themes))
    asks = [*context.asks, *(fresh.asks[row] for row in chosen.tolist())]
    vectors = np.vstack([context.vectors, fresh.vectors[chosen]])
    texts, languages = [ask.clean_text for ask in asks], [ask.language for ask in asks]
    points = deduplicate(texts, vectors, languages)
    labels = np.concatenate([context_labels, rows.labels[chosen]])
    point_labels = labels[points.rows]
    for row in np.flatnonzero(labels >= len(known.themes)):
        point_labels[points.point_of[row]] = labels[row]
    used, place = np.unique(point_labels[point_labels >= 0], return_inverse=True)
    dense = np.full(len(point_labels), -1, dtype=np.int32)
    dense[point_labels >= 0] = place
    all_themes = [*known.themes, *themes]
    shown = [all_themes[number] for number in used.tolist()]
    centroids = np.vstack([theme.centroid for theme in shown])
    thresholds = np.array([theme.min_similarity for theme in shown], dtype=np.float32)
    projected = project_vectors(points.vectors, points.languages, known.space)
    groups = describe_groups(points, projected, dense, centroids, thresholds)
    described = dict(zip(used.tolist(), groups, strict=True))
    own = [described[number] for number in range(len(known.themes), len(all_themes))]
    return [
        replace(
            theme,
            label=group.label,
            keywords=group.keywords,
            names=group.names,
            quotes=tuple(asks[row].id for row in group.quotes),
        )
        for theme, group in zip(themes, own, strict=True)
    ]


def _update_centroids(fresh: AskBatch, rows: Assigned, known: FittedThemes) -> list[Theme]:
    """Known themes that got asks from no theme, with centroids moved towards those."""
    moved = []
    was_unthemed = np.array([theme is None for theme in fresh.themes])
    for number, theme in enumerate(known.themes):
        new_rows = np.flatnonzero((rows.labels == number) & was_unthemed)
        if len(new_rows) and theme.centroid is not None:
            centroid = update_centroid(
                theme.centroid, known.sizes.get(theme.id, 0), rows.projected[new_rows]
            )
            moved.append(replace(theme, centroid=centroid))
    return moved


def _build_birth_events(
    rows: Assigned, born: Sequence[Theme], known: FittedThemes, now: datetime
) -> tuple[LineageEvent, ...]:
    """Births of the new themes. Only a regrouping, which knows more, looks for their origins."""
    return tuple(
        LineageEvent("born", theme.id, now, moved=int((rows.labels == number).sum()))
        for number, theme in enumerate(born, start=len(known.themes))
    )


def _list_changes(
    fresh: AskBatch, rows: Assigned, themes: Sequence[Theme]
) -> tuple[Assignment, ...]:
    """Assignments of the asks whose theme is another than before."""
    return tuple(
        Assignment(ask.id, themes[label].id, round(float(confidence), 4))
        for ask, before, label, confidence in zip(
            fresh.asks, fresh.themes, rows.labels.tolist(), rows.confidence, strict=True
        )
        if label >= 0 and themes[label].id != before
    )
