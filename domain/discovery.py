"""A discovery: the themes of a file by themselves, without a workspace; and how well they fit known
classes."""

from dataclasses import dataclass, field

from domain.conversations import Rejected


@dataclass(frozen=True, slots=True)
class DiscoveredRow:
    """What became of one row of the file."""

    row: int
    """Its place among the rows, from 1; a header is not counted."""
    text: str
    """The ask as it may be shown (masked); "" where the row could not be read."""
    language: str
    """ISO 639-1 code, "mixed" or "und"."""
    kind: str = "other"
    """question, bug, feature_request, complaint, praise or other."""
    theme: str | None = None
    """Id of its theme; None where it is unthemed or excluded."""
    confidence: float = 0.0
    """0..1, the higher the surer; 0 without a theme."""
    excluded: str | None = None
    """Why it is kept out of themes: an exclusion, or "rejected"; None for a real ask."""


@dataclass(frozen=True, slots=True)
class DiscoveredQuote:
    """An ask of a theme in the customer's own (masked) words."""

    row: int
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class DiscoveredTheme:
    """A theme of the file."""

    id: str
    """"t-" and hex digits, from the text of its most central ask."""
    label: str
    keywords: tuple[str, ...]
    count: int
    """Asks in it."""
    share: float
    """Of all asks that are not excluded, 0..1."""
    kind: str
    """What most of its asks are."""
    kinds: tuple[tuple[str, float], ...]
    """(kind, share of its asks), largest first."""
    languages: tuple[tuple[str, float], ...]
    """(language, share of its asks), largest first."""
    quotes: tuple[DiscoveredQuote, ...]
    """Most central first; they differ from each other."""


@dataclass(frozen=True, slots=True)
class StepSeconds:
    """Seconds that each part took."""

    reading: float = 0.0
    loading: float = 0.0
    """Of the model."""
    embedding: float = 0.0
    grouping: float = 0.0
    naming: float = 0.0


@dataclass(frozen=True, slots=True)
class Discovery:
    """The themes of a file: themed + unthemed + excluded = rows."""

    file: str
    """Its name for people."""
    understood: str
    """What the file was taken for."""
    model: str
    rows: tuple[DiscoveredRow, ...]
    """In the order of the file, one for each of its rows."""
    themes: tuple[DiscoveredTheme, ...]
    """Largest first."""
    rejected: tuple[Rejected, ...] = ()
    """What could not be read."""
    seconds: StepSeconds = field(default_factory=StepSeconds)

    @property
    def themed(self) -> int:
        """Rows in a theme."""
        return sum(row.theme is not None for row in self.rows)

    @property
    def excluded(self) -> int:
        """Rows with nothing to learn from, or that could not be read."""
        return sum(row.excluded is not None for row in self.rows)

    @property
    def unthemed(self) -> int:
        """Rows that no theme fits."""
        return len(self.rows) - self.themed - self.excluded


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
    """A tenth of the themed rows, by confidence."""

    number: int
    """1 is the weakest."""
    least: float
    """Least confidence in it."""
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
