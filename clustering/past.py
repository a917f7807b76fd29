"""What a regrouping knows of the past, and what it comes to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from domain import Assignment, LineageEvent, Theme


@dataclass(frozen=True, slots=True)
class Past:
    """What is known before a regrouping; memberships are raw, as `store.memory` tells them."""

    before: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    """Ask -> theme and strength."""
    themes: Mapping[str, Theme] = field(default_factory=dict)
    """Every theme ever."""
    former: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Dead theme -> the asks it had when it ended."""
    kept: Collection[str] = ()
    """Themes that no grouping may take apart or take in."""
    examples: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    """Theme that people declared -> its examples (m, p), placed in the clustering's space."""
    families: Mapping[str, str] = field(default_factory=dict)
    """Theme -> the theme it counts in, for all that people merged."""

    def shown(self, theme: str) -> str:
        """The theme that a raw one counts in."""
        return self.families.get(theme, theme)


@dataclass(frozen=True, slots=True)
class Settled:
    """Themes as they will be kept."""

    themes: tuple[Theme, ...]
    assignments: tuple[Assignment, ...]
    events: tuple[LineageEvent, ...]
    """Births, splits, mergers, revivals and retirements against what was known."""
