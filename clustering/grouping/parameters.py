"""Settings of a grouping."""

from dataclasses import dataclass
from typing import Literal

Granularity = Literal["coarse", "normal", "fine"]
"""How many themes there are: `coarse` joins neighbouring themes, `fine` keeps them apart."""


@dataclass(frozen=True, slots=True)
class GroupingSettings:
    """Settings of `find_themes`. The defaults suit 30 asks as well as 100,000."""

    detail: Granularity = "normal"
    """Granularity: the one setting that most people need."""
    min_theme_size: int | None = None
    """Fewest asks in a theme. None: it grows slowly with the data, 2 for 30 asks, 9 for 3,000, 11
    for 20,000."""
    sample_above: int = 12_000
    """Above this many distinct asks a systematic sample is grouped and the rest assigned."""
