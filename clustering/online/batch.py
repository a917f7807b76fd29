"""Batches of asks between two regroupings, and the fitted themes that they are assigned to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.projection import Projection
from domain.asks import Ask
from domain.themes import Theme


@dataclass(frozen=True, slots=True)
class AskBatch:
    """n asks with their vectors and themes."""

    asks: Sequence[Ask]
    vectors: NDArray[np.float32]
    """(n, d) unit rows, not projected."""
    themes: Sequence[str | None]
    """Id of the theme that each ask is in, before decisions apply; None for none."""


@dataclass(frozen=True, slots=True)
class FittedThemes:
    """The known themes and the projection of the regrouping that found them."""

    space: Projection
    themes: Sequence[Theme]
    """k themes, each with a centroid in that projection, ordered by id."""
    sizes: Mapping[str, int]
    """Theme id -> number of its asks."""
    used_ids: frozenset[str]
    """Ids of all themes there ever were."""
    asks: int
    """Number of all asks, without excluded ones."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """The n asks of a batch, projected and assigned."""

    projected: NDArray[np.float32]
    """(n, p) unit."""
    centred: NDArray[np.float32]
    """(n, d) unit."""
    labels: NDArray[np.int32]
    """(n,) number of each ask's theme, -1 for none; new themes are numbered after the known."""
    cosines: NDArray[np.float32]
    """(n,) cosine to the centroid of the ask's theme; to the nearest one where it is in none."""
    confidence: NDArray[np.float32]
    """(n,) in 0..1; 0 where it is in none."""


def look_up_labels(batch: AskBatch, known: FittedThemes) -> NDArray[np.int32]:
    """(n,) number of each ask's theme among the known ones; -1 for none of them."""
    number_of = {theme.id: number for number, theme in enumerate(known.themes)}
    return np.array([number_of.get(theme or "", -1) for theme in batch.themes], dtype=np.int32)


def stack_centroids(known: FittedThemes) -> NDArray[np.float32]:
    """(k, p) centroids of the known themes, in their order."""
    return np.vstack([theme.centroid for theme in known.themes])  # type: ignore[misc]


def list_languages(batch: AskBatch) -> list[str]:
    """Language of each ask, ISO 639-1 codes."""
    return [ask.language for ask in batch.asks]
