"""Between two regroupings: new asks go to the themes they fit, what fits none may be a new theme.

What was put into a theme since the last regrouping, but is held loosely there, is looked at again
together with what is in no theme: a new theme's first asks often resemble some known one a little.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.assignment import Spread, assign, calibrated, spread_of, update_centroid
from clustering.grouping.deduplicate import deduplicate
from clustering.grouping.describe import describe_groups
from clustering.grouping.fit import choose_min_theme_size
from clustering.grouping.parameters import GroupingSettings
from clustering.grouping.projection import centre_vectors, project_vectors
from clustering.grouping.refine import compute_confidence, find_nearest
from clustering.grouping.threads import limit_to_one_thread
from clustering.identity.matching import make_theme_id
from clustering.identity.prior import ThemeUpdate
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

_EXTRA_DEVIATIONS, _MAX_DEVIATIONS_BELOW = 1.0, 2.0
"""Standard deviations by which new asks must be nearer than the floor of their theme, and below the
common mean cosine that they may lie at most, however loose their theme is. The first asks of a new
theme resemble a known one a little, and to wait for the next regrouping costs less than to count as
something else."""


def assign_batch(
    fresh: AskBatch,
    context: AskBatch,
    known: FittedThemes,
    settings: GroupingSettings,
    now: datetime,
) -> ThemeUpdate:
    """Where the `fresh` asks belong: those in no theme, and those put into one since the last
    regrouping. `context` is a sample of the asks that were there then. Only what changes is in the
    outcome.
    """
    if not fresh.asks or not known.themes:
        return ThemeUpdate((), (), ())
    with limit_to_one_thread():
        base = look_up_labels(context, known)
        spread = spread_of(
            project_vectors(context.vectors, list_languages(context), known.space),
            base,
            stack_centroids(known),
        )
        rows = _project_and_assign(fresh, known, spread)
        least = max(3, choose_min_theme_size(known.asks, settings))
        rows, groups = _find_emerging(fresh, rows, context, base, known, spread, least)
        groups = _extend_groups(rows, groups)
        rows, fresh_themes = _add_new_themes(fresh, rows, groups, spread, known)
        named = _describe_new_themes(fresh, rows, context, base, fresh_themes, known, settings)
    moved = _update_centroids(fresh, rows, known)
    born = [replace(theme, born_at=now) for theme in named]
    events = _build_birth_events(rows, born, known, now)
    return ThemeUpdate((*moved, *born), _list_changes(fresh, rows, [*known.themes, *born]), events)


def _project_and_assign(fresh: AskBatch, known: FittedThemes, spread: Spread) -> Assigned:
    languages = list_languages(fresh)
    centroids = stack_centroids(known)
    floors = np.array([theme.min_similarity for theme in known.themes], dtype=np.float32)
    floors += np.float32(_EXTRA_DEVIATIONS * spread.deviation)
    floors = np.maximum(floors, np.float32(spread.mean - _MAX_DEVIATIONS_BELOW * spread.deviation))
    projected = project_vectors(fresh.vectors, languages, known.space)
    labels, strength = assign(fresh.vectors, languages, known.space, centroids, floors)
    standing = look_up_labels(fresh, known)
    labels = np.where(standing >= 0, standing, labels).astype(np.int32)
    cosines = np.where(
        labels >= 0,
        np.einsum("ij,ij->i", projected, centroids[np.maximum(labels, 0)]),
        find_nearest(projected, centroids)[1],
    ).astype(np.float32)
    centred = centre_vectors(fresh.vectors, languages, known.space)
    return Assigned(projected, centred, labels, cosines, strength)


def _find_emerging(
    fresh: AskBatch,
    rows: Assigned,
    context: AskBatch,
    base: NDArray[np.int32],
    known: FittedThemes,
    spread: Spread,
    least: int,
) -> tuple[Assigned, list[NDArray[np.int64]]]:
    """Rows of each new theme among what is in none or held loosely; what is rather a part of a
    theme that emerged since the last regrouping goes there."""
    themed = base >= 0
    centred = centre_vectors(context.vectors, list_languages(context), known.space)
    like = measure_cohesion(centred[themed], base[themed])
    if like is None:
        return rows, []
    pool = np.flatnonzero((rows.labels < 0) | (rows.cosines < spread.weak))
    if len(pool) > MAX_POOL:  # the newest ones
        when = np.array([_to_timestamp(fresh.asks[row]) for row in pool.tolist()])
        pool = np.sort(pool[np.lexsort((pool, -when))[:MAX_POOL]])
    young = [number for number in np.unique(rows.labels) if number >= 0 and number not in base]
    means = [rows.centred[rows.labels == number].mean(axis=0) for number in young]
    found = find_new_groups(rows.centred[pool], like, least, np.array(means) if means else None)
    labels = rows.labels.copy()
    for group, part_of in found:
        if part_of is not None:
            labels[pool[group]] = young[part_of]
    groups = [pool[group] for group, part_of in found if part_of is None]
    return replace(rows, labels=labels), groups


def _extend_groups(rows: Assigned, groups: Sequence[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
    """The groups, and what their themes held on to only because it had nowhere better to go: asks
    nearer, in the mean, to the group's than to their own theme's. The frozen space draws new words
    to old themes, so this is told by the plain vectors."""
    if not groups:
        return []
    grouped = np.concatenate(groups)
    means = np.vstack([rows.centred[group].mean(axis=0) for group in groups])
    near = rows.centred @ means.T
    own = np.full(len(near), np.inf)
    for theme in np.unique(rows.labels[rows.labels >= 0]):
        held = np.setdiff1d(np.flatnonzero(rows.labels == theme), grouped)
        if len(held) > 1:  # without the ask itself
            sums = rows.centred[held].sum(axis=0)
            itself = np.einsum("ij,ij->i", rows.centred[held], rows.centred[held])
            own[held] = (rows.centred[held] @ sums - itself) / (len(held) - 1)
    own[grouped] = np.inf
    own[rows.labels < 0] = np.inf
    best = near.argmax(axis=1)
    joins = near.max(axis=1) > own
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
    spread: Spread,
    known: FittedThemes,
) -> tuple[Assigned, list[Theme]]:
    """New themes with their asks: those of the groups, and fresh ones that are nearer to a new
    theme than to their own."""
    if not groups:
        return rows, []
    taken = set(known.used_ids)
    themes: list[Theme] = []
    for group in groups:
        centroid, floor = calibrated(rows.projected[group], spread)
        central = int(group[np.argmax(rows.projected[group] @ centroid)])
        theme_id = make_theme_id(fresh.asks[central].clean_text, taken)
        taken.add(theme_id)
        themes.append(Theme(theme_id, "", (), min_similarity=floor, centroid=centroid))
    centroids = np.vstack([theme.centroid for theme in themes if theme.centroid is not None])
    floors = np.array([theme.min_similarity for theme in themes], dtype=np.float32)
    label, first, second = find_nearest(rows.projected, centroids)
    joins = (first >= floors[label]) & (first > rows.cosines)
    labels = np.where(joins, label + len(known.themes), rows.labels)
    for number, group in enumerate(groups):
        labels[group] = len(known.themes) + number
        first[group] = rows.projected[group] @ centroids[number]
    isnew = labels >= len(known.themes)
    second = np.where(isnew, np.minimum(np.maximum(second, rows.cosines), first), second)
    sure = compute_confidence(first, second, floors[np.where(isnew, labels - len(known.themes), 0)])
    strength = np.where(isnew, sure, rows.confidence).astype(np.float32)
    return replace(rows, labels=labels.astype(np.int32), confidence=strength), themes


def _describe_new_themes(
    fresh: AskBatch,
    rows: Assigned,
    context: AskBatch,
    base: NDArray[np.int32],
    themes: Sequence[Theme],
    known: FittedThemes,
    settings: GroupingSettings,
) -> list[Theme]:
    """New themes with label, keywords and quotes, told apart from the known ones."""
    if not themes:
        return []
    chosen = np.flatnonzero(rows.labels >= len(known.themes))
    asks = [*context.asks, *(fresh.asks[row] for row in chosen.tolist())]
    vectors = np.vstack([context.vectors, fresh.vectors[chosen]])
    texts, languages = [ask.clean_text for ask in asks], [ask.language for ask in asks]
    points = deduplicate(texts, vectors, languages)
    labels = np.concatenate([base, rows.labels[chosen]])
    of_point = labels[points.rows]
    for row in np.flatnonzero(labels >= len(known.themes)):
        of_point[points.point_of[row]] = labels[row]
    used, place = np.unique(of_point[of_point >= 0], return_inverse=True)
    dense = np.full(len(of_point), -1, dtype=np.int32)
    dense[of_point >= 0] = place
    every = [*known.themes, *themes]
    centroids = np.vstack([every[number].centroid for number in used.tolist()])
    floors = np.array([every[number].min_similarity for number in used.tolist()], dtype=np.float32)
    projected = project_vectors(points.vectors, points.languages, known.space)
    groups = describe_groups(points, projected, dense, centroids, floors, settings)
    told = dict(zip(used.tolist(), groups, strict=True))
    return [
        replace(
            theme,
            label=told[len(known.themes) + number].label,
            keywords=told[len(known.themes) + number].keywords,
            names=told[len(known.themes) + number].names,
            quotes=tuple(asks[row].id for row in told[len(known.themes) + number].quotes),
        )
        for number, theme in enumerate(themes)
    ]


def _update_centroids(fresh: AskBatch, rows: Assigned, known: FittedThemes) -> list[Theme]:
    """Known themes that got asks, their centroids a little nearer to those."""
    moved = []
    arrived = np.array([theme is None for theme in fresh.themes])
    for number, theme in enumerate(known.themes):
        came = np.flatnonzero((rows.labels == number) & arrived)
        if len(came) and theme.centroid is not None:
            centroid = update_centroid(
                theme.centroid, known.sizes.get(theme.id, 0), rows.projected[came]
            )
            moved.append(replace(theme, centroid=centroid))
    return moved


def _build_birth_events(
    rows: Assigned, born: Sequence[Theme], known: FittedThemes, now: datetime
) -> tuple[LineageEvent, ...]:
    """Whether a new theme took over from another is told by a regrouping, when more is known."""
    return tuple(
        LineageEvent("born", theme.id, now, moved=int((rows.labels == number).sum()))
        for number, theme in enumerate(born, start=len(known.themes))
    )


def _list_changes(
    fresh: AskBatch, rows: Assigned, themes: Sequence[Theme]
) -> tuple[Assignment, ...]:
    return tuple(
        Assignment(ask.id, themes[label].id, round(float(sure), 4))
        for ask, before, label, sure in zip(
            fresh.asks, fresh.themes, rows.labels.tolist(), rows.confidence, strict=True
        )
        if label >= 0 and themes[label].id != before
    )
