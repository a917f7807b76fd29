"""Outcome of a run: the themes, assignments and lineage events to be saved."""

from dataclasses import dataclass

from domain.themes import Assignment, LineageEvent, Theme


@dataclass(frozen=True, slots=True)
class ThemeUpdate:
    """What a regrouping or an assignment changes."""

    themes: tuple[Theme, ...]
    """New themes, and known ones as they are now."""
    assignments: tuple[Assignment, ...]
    """Asks with their themes and confidences."""
    events: tuple[LineageEvent, ...]
    """What became of themes against what was known: born, split, merged, retired ..."""
