"""One-to-one matching of new groups with known themes, so that themes keep their ids."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from domain.asks import Ask

_MIN_OVERLAP = 0.25
"""Least mean of Jaccard and overlap coefficient for a match."""
_MIN_COSINE = 0.8
"""Least cosine of centroids for a match of groups that share no ask."""
_CENTROID_WEIGHT = 0.1
"""Weight of the centroids' cosine, where asks are shared."""


@dataclass(frozen=True, slots=True)
class KnownTheme:
    """A theme that already has an id."""

    id: str
    ask_ids: frozenset[str]
    centroid: NDArray[np.float32] | None = None
    """(p,) unit, in the projection of the new groups; None where it is not known there."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """Ask id -> confidence, 0..1; 1 where it is missing."""
    times: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """(m,) times of its asks, see `read_times`."""


def read_times(asks: Sequence[Ask]) -> NDArray[np.float64]:
    """(n,) times of asks in seconds since 1970; nan where unknown."""
    return np.array([ask.at.timestamp() if ask.at else np.nan for ask in asks])


def match_themes(
    known: Sequence[KnownTheme],
    groups_ask_ids: Sequence[frozenset[str]],
    centroids: NDArray[np.float32] | None = None,
) -> list[str | None]:
    """For each of g new groups the id of the known theme that it continues, or None.

    Linear sum assignment (Kuhn 1955) of the shared asks, weighted by their confidence and a little
    by the cosine of the centroids (g, p). A pair may be matched when the mean of its Jaccard index
    and overlap coefficient, over asks that both groupings hold, is at least 0.25; or, where no ask
    is shared, when the cosine is at least 0.8.
    """
    # Imported here: scipy is loaded only by processes that group.
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
    """Id of a new theme: "t-" and 10 hex digits of the SHA-256 of its most central ask.

    A count is added as salt until the id is not in `taken` (retired themes included).
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
    """(g, t) weight of the asks that group and theme share.

    An ask weighs (1 + confidence) / 2, so that borderline asks say less about identity.
    """
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
    """(g, t) mean of Jaccard index and overlap coefficient, over asks that both groupings hold."""
    common = compute_shared_weight(themes, groups)
    group_weights = common.sum(axis=1, keepdims=True)
    present = frozenset().union(*groups)
    theme_weights = np.array(
        [
            [
                sum((1.0 + theme.weights.get(ask, 1.0)) / 2 for ask in theme.ask_ids & present)
                for theme in themes
            ]
        ]
    )
    jaccard = common / np.maximum(group_weights + theme_weights - common, 1e-9)
    overlap = common / np.maximum(np.minimum(group_weights, theme_weights), 1e-9)
    shared: NDArray[np.float64] = (jaccard + overlap) / 2
    return np.where(jaccard > 0.1, shared, jaccard)


def _compute_cosines(
    themes: Sequence[KnownTheme],
    centroids: NDArray[np.float32] | None,
    groups: Sequence[frozenset[str]],
) -> NDArray[np.float64]:
    """(g, t) cosines of centroids; 0 where a centroid is missing or of another projection."""
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
    """(g, t) weak evidence for groups or themes none of whose asks the other grouping holds."""
    cosines = _compute_cosines(themes, centroids, groups)
    before = frozenset().union(*(theme.ask_ids for theme in themes))
    after = frozenset().union(*groups)
    fresh = np.array([[not asks & before] for asks in groups])
    gone = np.array([[not theme.ask_ids & after for theme in themes]])
    near = np.where(cosines >= _MIN_COSINE, 0.1 * cosines, 0.0)
    return np.where(fresh | gone, near, 0.0)
