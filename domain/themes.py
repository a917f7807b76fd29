"""Themes: asks that recur, who belongs to them, and how they came about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, get_args

from domain.decisions import NO_OVERRIDES, ThemeOverrides

if TYPE_CHECKING:  # numpy costs a quarter of a second, and commands that only count need none
    import numpy as np
    from numpy.typing import NDArray

ReaderLanguage = Literal["ru", "uk", "en"]
READER_LANGUAGES: tuple[ReaderLanguage, ...] = get_args(ReaderLanguage)
"""Languages a theme gets a label in when any of its asks is in them, and that may be asked for."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a theme or an area is called in one language."""

    language: str
    """ISO 639-1 code."""
    label: str
    """Short, as a product manager would have written it."""
    keywords: tuple[str, ...] = ()
    """Lemmas that set it apart, strongest first."""


def find_name(names: Sequence[Name], language: str | None) -> Name | None:
    """The name in `language`; None where there is none, or no language is asked for."""
    return next((name for name in names if name.language == language), None)


@dataclass(frozen=True, slots=True)
class Area:
    """Themes that belong together: the upper level of the hierarchy."""

    id: str
    """"ar-" and hex digits; kept over re-groupings while most of its themes stay."""
    names: tuple[Name, ...]
    """One a language its themes are named in, their main language's first."""
    theme_ids: tuple[str, ...]
    """Its themes, in the order of their ids; a theme has one area at most."""


@dataclass(frozen=True, slots=True)
class ProductArea:
    """An area of the product that people named."""

    name: str
    team: str | None = None
    owner: str | None = None
    about: str = ""
    """What belongs there, in a sentence."""
    examples: tuple[str, ...] = ()
    """What customers might say of it, in any language."""
    names: tuple[Name, ...] = ()
    """What it is called in other languages."""

    @property
    def id(self) -> str:
        """The same for every area of that name, whoever made it."""
        return make_area_id(self.name)

    @property
    def texts(self) -> tuple[str, ...]:
        """What it is known by."""
        return (f"{self.name}. {self.about}".rstrip(), *self.examples)


def make_area_id(name: str) -> str:
    """Id of the area that people call so."""
    return f"ar-{sha256(name.casefold().encode()).hexdigest()[:8]}"


State = Literal["emerging", "active", "ageing", "retired"]
"""Emerging: born within the last weeks. Ageing: not asked about for a while. Retired: for longer;
its asks still count, and it comes back with the same id when it is asked about again."""


@dataclass(frozen=True, slots=True)
class Life:
    """Where a theme stands in its life."""

    state: State = "active"
    since: datetime | None = None
    """UTC and aware; None for a theme that was there from the beginning."""


ACTIVE = Life()


@dataclass(frozen=True, slots=True)
class Theme:
    """An ask that recurs, with an identity that outlives every re-grouping."""

    id: str
    """"t-" and hex digits; never positional, never used for another theme."""
    label: str
    """Short name, as a product manager would have written it."""
    keywords: tuple[str, ...]
    """Lemmas that set it apart, strongest first."""
    quotes: tuple[str, ...] = ()
    """Ids of its most central asks that differ from each other, most central first."""
    min_similarity: float = 0.0
    """Least cosine to the centroid at which an ask belongs."""
    centroid: "NDArray[np.float32] | None" = None
    """(d,) float32, unit, in the space of the grouping that made it. None when not loaded."""
    names: tuple[Name, ...] = ()
    """One a language its asks are in, the main language's first."""
    born_at: datetime | None = None
    """When it emerged; None for a theme that was there from the beginning."""
    is_live: bool = True
    """False for a theme that no ask is in any more: it answers with its history."""
    life: Life = ACTIVE
    """Where it stands in its life."""
    overrule: ThemeOverrides = NO_OVERRIDES
    """What people say of it."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """That an ask belongs to a theme."""

    ask_id: str
    theme_id: str
    confidence: float
    """0..1, the higher the surer."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a `Clustering`, before it is matched with known themes."""

    label: str
    keywords: tuple[str, ...]
    quotes: tuple[int, ...]
    """Row numbers of the most central, mutually different asks."""
    min_similarity: float
    """Least cosine to the centroid at which an ask belongs."""
    names: tuple[Name, ...] = ()
    """One a language its asks are in, the main language's first."""


@dataclass(frozen=True, slots=True)
class Clustering:
    """What `find_themes` returns: groups over n asks."""

    labels: "NDArray[np.int32]"
    """(n,) int32: index into `groups`, -1 for unthemed."""
    confidence: "NDArray[np.float32]"
    """(n,) float32 in 0..1; 0 where unthemed."""
    groups: tuple[Group, ...]
    centroids: "NDArray[np.float32]"
    """(len(groups), d) float32, unit rows, in the frozen space."""
    space: "dict[str, NDArray[np.float32]]" = field(default_factory=dict)
    """What is needed to bring further vectors into the same space, e.g. "mean" (d,), one
    "mean:ru" (d,) a language."""
    by_answer: "NDArray[np.bool_] | None" = None
    """(n,) whether an ask is in its theme for what it was answered: by its own words alone it
    would be elsewhere. None where no answers were looked at."""


@dataclass(frozen=True, slots=True)
class LifecycleThresholds:
    """How long a theme stays in a state of its life."""

    emerging_days: int = 28
    """Days after its birth that a theme is called emerging."""
    ageing_days: int = 45
    """Days of silence after which it is called ageing."""
    retire_days: int = 90
    """Days of silence after which it is retired."""


DEFAULT_LIFECYCLE_THRESHOLDS = LifecycleThresholds()


LineageKind = Literal[
    "born", "split", "merged", "parted", "joined", "renamed", "retired", "revived"
]
"""A split and a merger say that customers ask otherwise since. Parted and joined say that the
grouping was put right: its parts were asked about side by side all along."""


@dataclass(frozen=True, slots=True)
class LineageEvent:
    """One entry in the history of a theme."""

    kind: LineageKind
    theme_id: str
    at: datetime
    """When it was written down (the run's `now`)."""
    other_id: str | None = None
    """The theme it came from or went into."""
    moved: int = 0
    """Evidence: how many asks moved."""
    who: str = "grouping"
    """Who or what did it: a person's name, or "grouping"."""
