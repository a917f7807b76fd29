"""Asks that were heard since the last regrouping, and the themes that were frozen with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.projection import Projection
from domain.asks import Ask
from domain.themes import Theme


@dataclass(frozen=True, slots=True)
class AskBatch:
    """n asks with their vectors, and where they are."""

    asks: Sequence[Ask]
    vectors: NDArray[np.float32]
    """(n, d) unit rows."""
    themes: Sequence[str | None]
    """The raw theme of each, None for in none."""


@dataclass(frozen=True, slots=True)
class FittedThemes:
    """The known themes, in the space that was frozen when they were found."""

    space: Projection
    themes: Sequence[Theme]
    """Those with a centroid in that space, by id."""
    sizes: Mapping[str, int]
    """How many asks each has."""
    used_ids: frozenset[str]
    asks: int
    """How many there are in all, excluded ones aside."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """The fresh asks, placed."""

    projected: NDArray[np.float32]
    centred: NDArray[np.float32]
    labels: NDArray[np.int32]
    """(n,) theme of each, -1 for none; new themes are numbered after the known."""
    cosines: NDArray[np.float32]
    """(n,) to the centroid of its theme; to the nearest where it is in none."""
    confidence: NDArray[np.float32]


def look_up_labels(heard: AskBatch, known: FittedThemes) -> NDArray[np.int32]:
    """(n,) number of each ask's theme among the known, -1 for none of them."""
    place = {theme.id: number for number, theme in enumerate(known.themes)}
    return np.array([place.get(theme or "", -1) for theme in heard.themes], dtype=np.int32)


def stack_centroids(known: FittedThemes) -> NDArray[np.float32]:
    """(k, p) of the known themes, in their order."""
    return np.vstack([theme.centroid for theme in known.themes])  # type: ignore[misc]


def read_times(asks: Sequence[Ask]) -> NDArray[np.float64]:
    """(n,) seconds at which each was asked; nan where unknown."""
    return np.array([ask.at.timestamp() if ask.at else np.nan for ask in asks])


def list_languages(heard: AskBatch) -> list[str]:
    """Language of each ask."""
    return [ask.language for ask in heard.asks]
