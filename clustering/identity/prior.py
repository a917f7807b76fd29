"""Prior state of a regrouping: the known themes and what people decided of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from domain.themes import Theme

_ORIGIN_WINDOW = timedelta(days=84)
"""How long after its birth the origins of a theme are still looked for."""


@dataclass(frozen=True, slots=True)
class PriorThemes:
    """Themes known before a regrouping.

    Memberships are as the groupings left them, before decisions apply (`store.read.prior_state`).
    """

    before: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    """Ask id -> its theme and confidence."""
    themes: Mapping[str, Theme] = field(default_factory=dict)
    """Theme id -> theme, retired ones included."""
    former: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Retired theme -> the asks it had when it ended."""
    since: datetime | None = None
    """Time of the last regrouping; None where there was none."""
    locked: Collection[str] = ()
    """Themes that people pinned, made or split: no grouping may split or merge them."""
    examples: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    """Theme that people declared -> its projected examples (m, p)."""
    merge_roots: Mapping[str, str] = field(default_factory=dict)
    """Merged theme -> the theme that people merged it into."""
    explained: Collection[str] = ()
    """Themes whose origins the lineage already holds."""

    def awaits_origin(self, theme: str, now: datetime) -> bool:
        """Whether a theme was born at most 84 days ago and its lineage holds no origin yet."""
        born = self.themes[theme].born_at if theme in self.themes else None
        return born is not None and now - born <= _ORIGIN_WINDOW and theme not in self.explained

    def is_unconfirmed(self, theme: str) -> bool:
        """Whether a theme emerged after the last regrouping."""
        born = self.themes[theme].born_at if theme in self.themes else None
        return born is not None and self.since is not None and born > self.since

    def to_canonical_id(self, theme: str) -> str:
        """The theme that this one was merged into by people; else itself."""
        return self.merge_roots.get(theme, theme)
