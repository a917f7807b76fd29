"""Draft of a guess: what is chosen so far of a table's columns, with the reasons and the doubts."""

from collections.abc import Sequence

from ingest.columns.fields import Columns
from ingest.columns.profile import Profile

MIN_SHARE = 0.8
"""Least share of cells of a kind for a column to be taken for it."""


class Draft:
    """Columns by field, as chosen so far."""

    def __init__(self, header: Sequence[str], profiles: dict[str, Profile], given: Columns) -> None:
        self.header = header
        self.profiles = profiles
        self.given = given.to_dict()
        """What a person named."""
        self.chosen = dict(self.given)
        for column in self.given.values():
            self.profiles.setdefault(column, Profile(column, (), 0))
        self.reasons: list[str] = []
        self.doubts: list[str] = []

    def list_free(self) -> list[str]:
        """The columns that are no field's yet."""
        taken = set(self.chosen.values())
        return [name for name in self.header if name not in taken]

    def show(self, name: str, *, count: bool = False) -> str:
        """A column's name for people, perhaps with how many values it has."""
        if not count:
            return f'"{name}"'
        return f'"{name}" ({len(set(self.profiles[name].cells)):,} different values)'
