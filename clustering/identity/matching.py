"""Themes keep their identity: new groups are matched one to one with the themes already known."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

_MIN_OVERLAP = 0.25
"""Below this a new group is a new theme: too little is shared to say it is the same."""
_MIN_COSINE = 0.8
"""Centroids alone are evidence only when this near, for groups that share no ask at all."""
_CENTROID_WEIGHT = 0.1
"""Weight of the centroids' cosine beside shared asks."""


@dataclass(frozen=True, slots=True)
class KnownTheme:
    """A theme that already has an identity."""

    id: str
    ask_ids: frozenset[str]
    centroid: NDArray[np.float32] | None = None
    """(p,) unit, in the same space as the new groups' centroids; None when that is another."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """How surely each ask belonged, 0..1; what is not told counts fully."""
    times: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """When (seconds, nan where unknown) its asks were asked."""


def match_themes(
    known: Sequence[KnownTheme],
    groups_ask_ids: Sequence[frozenset[str]],
    centroids: NDArray[np.float32] | None = None,
) -> list[str | None]:
    """For each new group the id of the known theme it continues, or None for a new one.

    One to one, so that as many asks as can be keep the id of their theme (Kuhn 1955), weighted by
    how surely they belonged and a little by the cosine of the centroids. A pair may be matched when
    the mean of Jaccard and overlap, among the asks that both the old and the new grouping saw, is
    evidence enough; or, where it saw no ask in common, by a high cosine alone. centroids is (g, p)
    unit.
    """
    from scipy.optimize import linear_sum_assignment

    themes = sorted(known, key=lambda theme: theme.id)
    if not themes or not groups_ask_ids:
        return [None] * len(groups_ask_ids)
    shared = _compute_overlap(themes, groups_ask_ids)
    near = 1.0 + _CENTROID_WEIGHT * _compute_cosines(themes, centroids, groups_ask_ids)
    alone = _score_by_centroid(themes, centroids, groups_ask_ids)
    common = compute_shared_weight(themes, groups_ask_ids)
    evidence = np.where(shared >= _MIN_OVERLAP, common * near, alone)
    matched: list[str | None] = [None] * len(groups_ask_ids)
    for group, theme in zip(*linear_sum_assignment(-evidence), strict=True):
        if evidence[group, theme] > 0:
            matched[group] = themes[theme].id
    return matched


def make_theme_id(seed_text: str, taken: Collection[str]) -> str:
    """An id for a new theme: "t-" and 10 hex digits of the sha256 of its most central ask.

    Salted with a count until nobody in `taken` (retired themes included) has it.
    """
    salt = 0
    while True:
        seed = seed_text if salt == 0 else f"{seed_text}\x00{salt}"
        theme_id = f"t-{sha256(seed.encode()).hexdigest()[:10]}"
        if theme_id not in taken:
            return theme_id
        salt += 1


def compute_shared_weight(
    themes: Sequence[KnownTheme], groups: Sequence[frozenset[str]]
) -> NDArray[np.float64]:
    """(g, t) asks that group and theme share, each counting half for being there and half for how
    surely it belonged to the theme: border cases say less about identity."""
    place = {ask: t for t, theme in enumerate(themes) for ask in theme.ask_ids}
    common = np.zeros((len(groups), len(themes)))
    for g, asks in enumerate(groups):
        for ask in asks:
            t = place.get(ask)
            if t is not None:
                common[g, t] += (1.0 + themes[t].weights.get(ask, 1.0)) / 2
    return common


def _compute_overlap(
    themes: Sequence[KnownTheme], groups: Sequence[frozenset[str]]
) -> NDArray[np.float64]:
    """(g, t) mean of Jaccard and overlap, among asks that both groupings saw."""
    common = compute_shared_weight(themes, groups)
    ours = common.sum(axis=1, keepdims=True)
    still = frozenset().union(*groups)
    theirs = np.array(
        [
            [
                sum((1.0 + theme.weights.get(ask, 1.0)) / 2 for ask in theme.ask_ids & still)
                for theme in themes
            ]
        ]
    )
    jaccard = common / np.maximum(ours + theirs - common, 1e-9)
    overlap = common / np.maximum(np.minimum(ours, theirs), 1e-9)
    shared: NDArray[np.float64] = (jaccard + overlap) / 2
    return np.where(jaccard > 0.1, shared, jaccard)


def _compute_cosines(
    themes: Sequence[KnownTheme],
    centroids: NDArray[np.float32] | None,
    groups: Sequence[frozenset[str]],
) -> NDArray[np.float64]:
    cosines = np.zeros((len(groups), len(themes)))
    if centroids is not None:
        for t, theme in enumerate(themes):
            if theme.centroid is not None and theme.centroid.shape == centroids.shape[1:]:
                cosines[:, t] = centroids @ theme.centroid
    return cosines


def _score_by_centroid(
    themes: Sequence[KnownTheme],
    centroids: NDArray[np.float32] | None,
    groups: Sequence[frozenset[str]],
) -> NDArray[np.float64]:
    """Weak evidence for groups or themes none of whose asks the other grouping saw."""
    cosines = _compute_cosines(themes, centroids, groups)
    before = frozenset().union(*(theme.ask_ids for theme in themes))
    after = frozenset().union(*groups)
    fresh = np.array([[not asks & before] for asks in groups])
    gone = np.array([[not theme.ask_ids & after for theme in themes]])
    near = np.where(cosines >= _MIN_COSINE, 0.1 * cosines, 0.0)
    return np.where(fresh | gone, near, 0.0)
