"""Asks to themes: embed, group, name, match with known themes. Importing it loads no torch."""

from clustering.areas import find_areas
from clustering.assigning import assign
from clustering.matching import KnownTheme, match, new_theme_id
from clustering.searching import search
from clustering.settings import Detail, GroupingSettings
from clustering.themes import find_themes

__all__ = [
    "Detail",
    "GroupingSettings",
    "KnownTheme",
    "assign",
    "find_areas",
    "find_themes",
    "match",
    "new_theme_id",
    "search",
]
