"""A bar: a figure and the least, or the most, that it may be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One promise: a figure and the least (or most) it may be."""

    what: str
    figure: float
    bar: float
    at_most: bool = False

    @property
    def cleared(self) -> bool:
        """Whether the promise is kept."""
        return self.figure <= self.bar if self.at_most else self.figure >= self.bar

    def __str__(self) -> str:
        sign = "<=" if self.at_most else ">="
        verdict = "ok    " if self.cleared else "MISSED"
        return f"{verdict} {self.what}: {self.figure:.3f} {sign} {self.bar:.3f}"
