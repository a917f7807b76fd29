"""What a person may turn when asks are grouped."""

from dataclasses import dataclass
from typing import Literal

Granularity = Literal["coarse", "normal", "fine"]
"""How finely asks are told apart: `coarse` joins neighbouring themes, `fine` keeps them apart."""


@dataclass(frozen=True, slots=True)
class GroupingSettings:
    """How asks are grouped. The defaults suit 30 asks as well as 100,000."""

    detail: Granularity = "normal"
    """The one knob most people need."""
    min_theme_size: int | None = None
    """Least number of asks in a theme. None: grows slowly with the data, 2 for 30 asks, 8 for
    3,000, 11 for 20,000."""
    sample_above: int = 12_000
    """Above this many different asks an evenly spread sample is grouped and the rest assigned."""
    keywords: int = 5
    """Keywords per theme."""
    quotes: int = 3
    """Quotes per theme."""
