"""Asks to themes: the recipe.

Pure and deterministic: the outcome depends on the set of (text, vector, language) alone, not on
their order, on threads or on the hash seed.
"""

from collections.abc import Callable, Sequence
from functools import partial
from math import log2

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.cores import centroids_of, evenly, find_cores, join_cores
from clustering.grouping.deduplicate import Points, collapse
from clustering.grouping.describe import described
from clustering.grouping.merge_neighbours import open_borders
from clustering.grouping.parameters import Detail, GroupingSettings
from clustering.grouping.projection import COPY, build_space, centre, into_space, sharpen
from clustering.grouping.refine import nearest, refine, strengths
from clustering.grouping.threads import one_thread
from domain.themes import Clustering

_DEFAULTS = GroupingSettings()


def _untold(_step: str) -> None:
    """Nobody wants to hear how far it has come."""


def find_themes(
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    languages: Sequence[str],
    settings: GroupingSettings = _DEFAULTS,
    on_step: Callable[[str], None] = _untold,
    kinds: Sequence[str] | None = None,
) -> Clustering:
    """Group n asks into themes, largest first, and name them.

    vectors is (n, d) float32 with unit rows, languages n ISO 639-1 codes. Identical normalised
    texts share one fate. `on_step` hears "grouping" and "naming" when each begins. Where the n
    `kinds` are given, themes are called and quoted by asks of their commonest kind. Raises
    ValueError when lengths differ.
    """
    if not len(texts) == len(vectors) == len(languages) == len(texts if kinds is None else kinds):
        raise ValueError("texts, vectors, languages and kinds must have the same length")
    if not len(texts):
        return _nothing(vectors)
    # Sums over several threads may end in other last bits, and a border case in another theme.
    with one_thread():
        on_step("grouping")
        points = collapse(texts, vectors, languages)
        told = None if kinds is None else [kinds[row] for row in points.rows]
        return _grouped(points, len(texts), settings, on_step, told)


def least_size(asks: int, settings: GroupingSettings) -> int:
    """Fewest asks in a theme: as set, else 2 for 30 asks, 8 for 3,000, 11 for 20,000."""
    return settings.min_theme_size or max(2, round(log2(max(asks, 2))) - 3)


def _grouped(
    points: Points,
    asks: int,
    settings: GroupingSettings,
    on_step: Callable[[str], None],
    kinds: Sequence[str] | None,
) -> Clustering:
    sample = evenly(len(points.texts), settings.sample_above)
    space, sample = build_space(points.vectors, points.languages, sample)
    placed = into_space(points.vectors, points.languages, space)
    least = least_size(asks, settings)
    crowds = _crowds(points, space, sample)
    cores = _cores(_drawn_part(placed[sample], space), crowds[sample] >= least)
    joining = partial(_joined, sample=sample, weights=points.weights, crowds=crowds, least=least)
    labels = joining(placed, cores, space, settings.detail)[0]
    # A second look, now that it is known in which directions asks of one theme differ.
    space = sharpen(space, points.vectors, points.languages, points.weights, labels, sample)
    placed = into_space(points.vectors, points.languages, space)
    cores = _settled(_drawn_part(placed[sample], space), cores)
    labels, centroids, floors = joining(placed, cores, space, settings.detail)
    labels = _bordered(placed, labels, sample)
    labels, centroids, floors = refine(placed, labels, points.weights, crowds, least)
    labels, centroids, floors = _largest_first(labels, centroids, floors, points.weights)
    strength = _strength(placed, labels, centroids, floors)
    on_step("naming")
    return Clustering(
        labels=labels[points.point_of],
        strength=strength[points.point_of],
        groups=described(points, placed, labels, centroids, floors, settings, kinds),
        centroids=centroids,
        space=space,
    )


def _crowds(
    points: Points, space: dict[str, NDArray[np.float32]], sample: NDArray[np.int64]
) -> NDArray[np.int64]:
    """(n,) how many asks each anchor speaks for, its near copies included; 0 for other points."""
    centred = centre(points.vectors, points.languages, space)
    anchor, cosine, _ = nearest(centred, centred[sample])
    copies = cosine >= COPY
    crowds = np.zeros(len(points.weights), dtype=np.int64)
    np.add.at(crowds, sample[anchor[copies]], points.weights[copies])
    return crowds


def _drawn_part(
    placed: NDArray[np.float32], space: dict[str, NDArray[np.float32]]
) -> NDArray[np.float32]:
    """The drawn half of rows of the space, scaled to length 1 again."""
    return placed[:, : space["components"].shape[1]] * np.float32(2**0.5)


def _cores(drawn: NDArray[np.float32], crowded: NDArray[np.bool_]) -> NDArray[np.int32]:
    """A core for every point of the sample, -1 all over where there is no core.

    A point that is crowded stands for so many near copies that it is a core by itself.
    """
    cores = find_cores(drawn)
    lone = np.flatnonzero(crowded & (cores < 0))
    cores[lone] = cores.max(initial=-1) + 1 + np.arange(len(lone), dtype=np.int32)
    return _settled(drawn, cores)


def _settled(drawn: NDArray[np.float32], cores: NDArray[np.int32]) -> NDArray[np.int32]:
    """Every point goes to its nearest core, twice: what no core holds has a say in where they are.

    Cores are numbered from 0 without gaps.
    """
    for _ in range(2):
        cores = nearest(drawn, centroids_of(drawn, cores))[0]
    used, place = np.unique(cores, return_inverse=True)
    return (place - int(used[0] < 0)).astype(np.int32)


def _joined(
    placed: NDArray[np.float32],
    cores: NDArray[np.int32],
    space: dict[str, NDArray[np.float32]],
    detail: Detail,
    *,
    sample: NDArray[np.int64],
    weights: NDArray[np.int64],
    crowds: NDArray[np.int64],
    least: int,
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
    """Cores of the sample joined to themes that take in every point that fits."""
    seeds = np.full(len(placed), -1, dtype=np.int32)
    if cores.max(initial=-1) >= 0:
        drawn = _drawn_part(placed[sample], space)
        seeds[sample] = join_cores(centroids_of(drawn, cores), len(sample), detail)[cores]
    return refine(placed, seeds, weights, crowds, least)


def _bordered(
    placed: NDArray[np.float32], labels: NDArray[np.int32], sample: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Themes joined where no border keeps them apart, as the sample's points show it."""
    themed = sample[labels[sample] >= 0]
    into = open_borders(placed[themed], labels[themed])
    kept = np.append(np.append(into, np.arange(len(into), labels.max(initial=-1) + 1)), -1)
    return kept[labels].astype(np.int32)


def _largest_first(
    labels: NDArray[np.int32],
    centroids: NDArray[np.float32],
    floors: NDArray[np.float32],
    weights: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
    sizes = np.bincount(labels[labels >= 0], weights[labels >= 0], minlength=len(centroids))
    order = np.lexsort((np.arange(len(centroids)), -sizes))
    place = np.empty(len(order) + 1, dtype=np.int32)
    place[order] = np.arange(len(order))
    place[-1] = -1
    return place[labels], centroids[order], floors[order]


def _strength(
    placed: NDArray[np.float32],
    labels: NDArray[np.int32],
    centroids: NDArray[np.float32],
    floors: NDArray[np.float32],
) -> NDArray[np.float32]:
    strength = np.zeros(len(labels), dtype=np.float32)
    themed = labels >= 0
    _, first, second = nearest(placed[themed], centroids)
    strength[themed] = strengths(first, second, floors[labels[themed]])
    return strength


def _nothing(vectors: NDArray[np.float32]) -> Clustering:
    width = vectors.shape[1] if vectors.ndim == 2 else 0
    return Clustering(
        labels=np.zeros(0, dtype=np.int32),
        strength=np.zeros(0, dtype=np.float32),
        groups=(),
        centroids=np.zeros((0, width), dtype=np.float32),
    )
