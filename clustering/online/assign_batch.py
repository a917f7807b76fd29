"""Between two regroupings: new asks go to the themes they fit, what fits none may be a new theme.

What was put into a theme since the last regrouping, but is held loosely there, is looked at again
together with what is in no theme: a new theme's first asks often resemble some known one a little.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.assignment import Spread, assign, calibrated, followed, spread_of
from clustering.grouping.deduplicate import collapse
from clustering.grouping.describe import described
from clustering.grouping.fit import least_size
from clustering.grouping.parameters import GroupingSettings
from clustering.grouping.projection import centre, into_space
from clustering.grouping.refine import nearest, strengths
from clustering.grouping.threads import one_thread
from clustering.identity.matching import new_theme_id
from clustering.identity.prior import Settled
from clustering.online.batch import (
    Frozen,
    Heard,
    Rows,
    centroids_of_themes,
    labels_of,
    languages_of,
)
from clustering.online.novelty import MOST, discover, likeness
from domain.asks import Ask
from domain.themes import Assignment, LineageEvent, Theme

_SURER, _LOOSEST = 1.0, 2.0
"""Standard deviations by which new asks must be nearer than the floor of their theme, and below the
common mean cosine that they may lie at most, however loose their theme is. The first asks of a new
theme resemble a known one a little, and to wait for the next regrouping costs less than to count as
something else."""


def absorb(
    fresh: Heard, context: Heard, known: Frozen, settings: GroupingSettings, now: datetime
) -> Settled:
    """Where the `fresh` asks belong: those in no theme, and those put into one since the last
    regrouping. `context` is a sample of the asks that were there then. Only what changes is in the
    outcome.
    """
    if not fresh.asks or not known.themes:
        return Settled((), (), ())
    with one_thread():
        base = labels_of(context, known)
        spread = spread_of(
            into_space(context.vectors, languages_of(context), known.space),
            base,
            centroids_of_themes(known),
        )
        rows = _placed(fresh, known, spread)
        least = max(3, least_size(known.asks, settings))
        rows, groups = _emerging(fresh, rows, context, base, known, spread, least)
        groups = _with_alike(rows, groups)
        rows, fresh_themes = _with_new(fresh, rows, groups, spread, known)
        named = _named(fresh, rows, context, base, fresh_themes, known, settings)
    moved = _followed(fresh, rows, known)
    born = [replace(theme, born_at=now) for theme in named]
    events = _births(rows, born, known, now)
    return Settled((*moved, *born), _changes(fresh, rows, [*known.themes, *born]), events)


def _placed(fresh: Heard, known: Frozen, spread: Spread) -> Rows:
    languages = languages_of(fresh)
    centroids = centroids_of_themes(known)
    floors = np.array([theme.floor for theme in known.themes], dtype=np.float32)
    floors += np.float32(_SURER * spread.deviation)
    floors = np.maximum(floors, np.float32(spread.mean - _LOOSEST * spread.deviation))
    placed = into_space(fresh.vectors, languages, known.space)
    labels, strength = assign(fresh.vectors, languages, known.space, centroids, floors)
    standing = labels_of(fresh, known)
    labels = np.where(standing >= 0, standing, labels).astype(np.int32)
    cosines = np.where(
        labels >= 0,
        np.einsum("ij,ij->i", placed, centroids[np.maximum(labels, 0)]),
        nearest(placed, centroids)[1],
    ).astype(np.float32)
    centred = centre(fresh.vectors, languages, known.space)
    return Rows(placed, centred, labels, cosines, strength)


def _emerging(
    fresh: Heard,
    rows: Rows,
    context: Heard,
    base: NDArray[np.int32],
    known: Frozen,
    spread: Spread,
    least: int,
) -> tuple[Rows, list[NDArray[np.int64]]]:
    """Rows of each new theme among what is in none or held loosely; what is rather a part of a
    theme that emerged since the last regrouping goes there."""
    themed = base >= 0
    centred = centre(context.vectors, languages_of(context), known.space)
    like = likeness(centred[themed], base[themed])
    if like is None:
        return rows, []
    pool = np.flatnonzero((rows.labels < 0) | (rows.cosines < spread.weak))
    if len(pool) > MOST:  # the newest ones
        when = np.array([_time(fresh.asks[row]) for row in pool.tolist()])
        pool = np.sort(pool[np.lexsort((pool, -when))[:MOST]])
    young = [number for number in np.unique(rows.labels) if number >= 0 and number not in base]
    means = [rows.centred[rows.labels == number].mean(axis=0) for number in young]
    found = discover(rows.centred[pool], like, least, np.array(means) if means else None)
    labels = rows.labels.copy()
    for group, part_of in found:
        if part_of is not None:
            labels[pool[group]] = young[part_of]
    groups = [pool[group] for group, part_of in found if part_of is None]
    return replace(rows, labels=labels), groups


def _with_alike(rows: Rows, groups: Sequence[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
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


def _time(ask: Ask) -> float:
    return ask.at.timestamp() if ask.at else 0.0


def _with_new(
    fresh: Heard, rows: Rows, groups: Sequence[NDArray[np.int64]], spread: Spread, known: Frozen
) -> tuple[Rows, list[Theme]]:
    """New themes with their asks: those of the groups, and fresh ones that are nearer to a new
    theme than to their own."""
    if not groups:
        return rows, []
    taken = set(known.used_ids)
    themes: list[Theme] = []
    for group in groups:
        centroid, floor = calibrated(rows.placed[group], spread)
        central = int(group[np.argmax(rows.placed[group] @ centroid)])
        theme_id = new_theme_id(fresh.asks[central].heard, taken)
        taken.add(theme_id)
        themes.append(Theme(theme_id, "", (), floor=floor, centroid=centroid))
    centroids = np.vstack([theme.centroid for theme in themes if theme.centroid is not None])
    floors = np.array([theme.floor for theme in themes], dtype=np.float32)
    label, first, second = nearest(rows.placed, centroids)
    joins = (first >= floors[label]) & (first > rows.cosines)
    labels = np.where(joins, label + len(known.themes), rows.labels)
    for number, group in enumerate(groups):
        labels[group] = len(known.themes) + number
        first[group] = rows.placed[group] @ centroids[number]
    isnew = labels >= len(known.themes)
    second = np.where(isnew, np.minimum(np.maximum(second, rows.cosines), first), second)
    sure = strengths(first, second, floors[np.where(isnew, labels - len(known.themes), 0)])
    strength = np.where(isnew, sure, rows.strength).astype(np.float32)
    return replace(rows, labels=labels.astype(np.int32), strength=strength), themes


def _named(
    fresh: Heard,
    rows: Rows,
    context: Heard,
    base: NDArray[np.int32],
    themes: Sequence[Theme],
    known: Frozen,
    settings: GroupingSettings,
) -> list[Theme]:
    """New themes with label, keywords and quotes, told apart from the known ones."""
    if not themes:
        return []
    chosen = np.flatnonzero(rows.labels >= len(known.themes))
    asks = [*context.asks, *(fresh.asks[row] for row in chosen.tolist())]
    vectors = np.vstack([context.vectors, fresh.vectors[chosen]])
    texts, languages = [ask.heard for ask in asks], [ask.language for ask in asks]
    points = collapse(texts, vectors, languages)
    labels = np.concatenate([base, rows.labels[chosen]])
    of_point = labels[points.rows]
    for row in np.flatnonzero(labels >= len(known.themes)):
        of_point[points.point_of[row]] = labels[row]
    used, place = np.unique(of_point[of_point >= 0], return_inverse=True)
    dense = np.full(len(of_point), -1, dtype=np.int32)
    dense[of_point >= 0] = place
    every = [*known.themes, *themes]
    centroids = np.vstack([every[number].centroid for number in used.tolist()])
    floors = np.array([every[number].floor for number in used.tolist()], dtype=np.float32)
    placed = into_space(points.vectors, points.languages, known.space)
    groups = described(points, placed, dense, centroids, floors, settings)
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


def _followed(fresh: Heard, rows: Rows, known: Frozen) -> list[Theme]:
    """Known themes that got asks, their centroids a little nearer to those."""
    moved = []
    arrived = np.array([theme is None for theme in fresh.themes])
    for number, theme in enumerate(known.themes):
        came = np.flatnonzero((rows.labels == number) & arrived)
        if len(came) and theme.centroid is not None:
            centroid = followed(theme.centroid, known.sizes.get(theme.id, 0), rows.placed[came])
            moved.append(replace(theme, centroid=centroid))
    return moved


def _births(
    rows: Rows, born: Sequence[Theme], known: Frozen, now: datetime
) -> tuple[LineageEvent, ...]:
    """Whether a new theme took over from another is told by a regrouping, when more is known."""
    return tuple(
        LineageEvent("born", theme.id, now, moved=int((rows.labels == number).sum()))
        for number, theme in enumerate(born, start=len(known.themes))
    )


def _changes(fresh: Heard, rows: Rows, themes: Sequence[Theme]) -> tuple[Assignment, ...]:
    return tuple(
        Assignment(ask.id, themes[label].id, round(float(sure), 4))
        for ask, before, label, sure in zip(
            fresh.asks, fresh.themes, rows.labels.tolist(), rows.strength, strict=True
        )
        if label >= 0 and themes[label].id != before
    )
