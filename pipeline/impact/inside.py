"""What is inside a theme: sub-themes, found by the same grouping among its asks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from clustering.grouping.subdivide import SubTheme, find_sub_themes
from domain.asks import Ask
from domain.counts import SnapshotInfo
from domain.errors import NothingYet
from pipeline.settings import Settings
from pipeline.themes.embed import embed_grouped
from store.read.prior_state import read_asks_of_theme
from store.read.reader import open_reader

MIN_ASKS = 20
"""Asks of a theme below which no sub-themes are sought."""


@dataclass(frozen=True, slots=True)
class InsidePart:
    """A part of a theme whose asks are about the same."""

    label: str
    asks: int
    share: float
    """Of the theme's asks."""
    languages: tuple[tuple[str, int], ...]
    quotes: tuple[str, ...]
    """Masked texts, the most central first."""


@dataclass(frozen=True, slots=True)
class Inside:
    """The sub-themes of a theme, largest first."""

    snapshot: SnapshotInfo
    theme_id: str
    label: str
    asks: int
    parts: tuple[InsidePart, ...]
    """None where its asks are too few, or all about the same."""
    rest: int
    """Asks in no sub-theme."""


def read_inside(settings: Settings, given: str) -> Inside:
    """The sub-themes of the theme `given`, by its id or the beginning of it, over all times. Raises
    `NotFound`, `NothingYet`, `ModelMissing`."""
    with open_reader(settings.store) as reader:
        run = reader.read_newest_run()
        if run is None:
            raise NothingYet("There are no themes yet: `earshot themes` finds them.")
        theme_id = reader.resolve_theme_id(given)
        asks = read_asks_of_theme(reader, theme_id)
        label = reader.read_theme(theme_id).label
        snapshot = reader.snapshot
    if len(asks) < MIN_ASKS:
        return Inside(snapshot, theme_id, label, len(asks), (), len(asks))
    vectors = embed_grouped(settings, run, [ask.clean_text for ask in asks])
    found = find_sub_themes(asks, vectors, run["space"])
    parts = tuple(_build_part(asks, part) for part in found)
    rest = len(asks) - sum(part.asks for part in parts)
    return Inside(snapshot, theme_id, label, len(asks), parts, rest)


def _build_part(asks: Sequence[Ask], part: SubTheme) -> InsidePart:
    own = [asks[row] for row in part.rows.tolist()]
    spoken = Counter(ask.language for ask in own)
    return InsidePart(
        part.label,
        len(own),
        len(own) / len(asks),
        tuple(sorted(spoken.items(), key=lambda one: (-one[1], one[0]))),
        tuple(asks[row].text for row in part.quotes),
    )
