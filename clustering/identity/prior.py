"""What a regrouping knows of the past, and what it comes to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from domain.themes import Assignment, LineageEvent, Theme

_ORIGIN_WINDOW = timedelta(days=84)
"""How long after its birth a theme may turn out to have taken over from others."""


@dataclass(frozen=True, slots=True)
class PriorThemes:
    """What is known before a regrouping; memberships are raw, as in `store.read.prior_state`."""

    before: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    """Ask -> theme and strength."""
    themes: Mapping[str, Theme] = field(default_factory=dict)
    """Every theme ever."""
    former: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Dead theme -> the asks it had when it ended."""
    since: datetime | None = None
    """When everything was grouped anew the last time."""
    locked: Collection[str] = ()
    """Themes that no grouping may take apart or take in."""
    examples: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    """Theme that people declared -> its examples (m, p), placed in the clustering's space."""
    merge_roots: Mapping[str, str] = field(default_factory=dict)
    """Theme -> the theme it counts in, for all that people merged."""

    explained: Collection[str] = ()
    """Themes of which the history already tells what they were split or merged from."""

    def awaits_origin(self, theme: str, now: datetime) -> bool:
        """Whether a theme is young, and the history does not tell yet where it came from."""
        born = self.themes[theme].born_at if theme in self.themes else None
        return born is not None and now - born <= _ORIGIN_WINDOW and theme not in self.explained

    def is_unconfirmed(self, theme: str) -> bool:
        """Whether a theme emerged after the last regrouping, so that none has seen it yet."""
        born = self.themes[theme].born_at if theme in self.themes else None
        return born is not None and self.since is not None and born > self.since

    def to_canonical_id(self, theme: str) -> str:
        """The theme that a raw one counts in."""
        return self.merge_roots.get(theme, theme)


@dataclass(frozen=True, slots=True)
class ThemeUpdate:
    """Themes as they will be kept."""

    themes: tuple[Theme, ...]
    assignments: tuple[Assignment, ...]
    events: tuple[LineageEvent, ...]
    """Births, splits, mergers, revivals and retirements against what was known."""
