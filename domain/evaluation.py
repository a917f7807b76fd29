"""How well themes fit what was meant: a discovery judged against known classes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BCubed:
    """B-cubed over some rows: each row is judged by the rows it shares a group with."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Decile:
    """A tenth of the themed rows, by strength."""

    number: int
    """1 is the weakest."""
    least: float
    """Least strength in it."""
    rows: int
    purity: float
    """Share of its rows whose class is the largest of their theme."""


@dataclass(frozen=True, slots=True)
class LanguageScore:
    """How rows of one language fared."""

    language: str
    rows: int
    coverage: float | None
    """None where none of its rows has anything to say."""
    b_cubed: BCubed


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every measure; each is defined in `clustering.evaluation.metrics`."""

    rows: int
    """Rows judged; those that could not be read are not among them."""
    ami: float
    ari: float
    b_cubed: BCubed
    coverage: float | None
    """None where no row has anything to say."""
    themes: int
    classes: int
    found: float | None
    """Share of the classes found. None without classes."""
    kept_out: float | None
    """Share of rows with nothing to say that are in no theme. None without such rows."""
    deciles: tuple[Decile, ...]
    languages: tuple[LanguageScore, ...]
    """The languages with most rows first; empty where none were given."""
    shared: float | None
    """Share of the classes met in ru, uk and en whose main themes there are one. None without."""
    shared_of: int
    """How many such classes there are."""
    kinds: float | None
    """Share of rows whose kind is the true one. None where no true kinds were given."""
