"""The last steps of every run, assignment or regrouping: gather themes into areas, save what was
found, unless somebody was forgotten meanwhile."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from clustering.areas import find_areas
from clustering.identity.outcome import ThemeUpdate
from domain.asks import Ask, Kind
from domain.decisions import Overlay
from domain.themes import Area, Theme
from pipeline.settings import Settings
from store.write.theme_tables import GroupingRun
from store.write.vector_cache import drop_vectors
from store.write.writer import open_writer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found and kept."""

    settled: ThemeUpdate
    areas: tuple[Area, ...]
    note: str | None = None
    """What went wrong with the namer; None where nothing did, or there is none."""


def build_areas(
    themes: Sequence[Theme],
    theme_of: Mapping[str, str],
    overlay: Overlay,
    known: Sequence[Area],
    place: Callable[[Sequence[Theme]], tuple[Area, ...] | None],
) -> tuple[Area, ...]:
    """Areas of the themes that people did not merge away: the product's own, which `place` puts
    them under, else found ones. `theme_of` says where the grouping has each ask."""
    apart = [theme for theme in themes if theme.id not in overlay.redirects]
    placed = place(apart)
    if placed is not None:
        return placed
    shown = (overlay.resolve_theme(theme) for theme in theme_of.values())
    return find_areas(apart, Counter(theme for theme in shown if theme), known)


def save_run(
    settings: Settings,
    run: GroupingRun,
    outcome: Outcome,
    asks: Sequence[Ask],
    kinds: Mapping[str, Kind],
    now: datetime,
    answers: Mapping[str, str] = MappingProxyType({}),
) -> bool:
    """Save a run that read `asks` and embedded `answers` (ask id -> text), and publish; False, and
    nothing kept, when one of them has been erased since. Raises `StaleGrouping`, `StoreBusy`."""
    settled = outcome.settled
    with open_writer(settings.store, "themes", now, settings.wait) as writer:
        erased = writer.find_erased_asks([ask.id for ask in asks])
        if not erased:
            writer.save_grouping(
                run, settled.themes, settled.assignments, settled.events, outcome.areas
            )
            writer.save_kinds(kinds, keep_others=run.kind == "assign")
            writer.note_answers(answers)
            return True
    words = [ask.clean_text for ask in asks if ask.id in erased]
    words += [answers[ask_id] for ask_id in sorted(erased) if ask_id in answers]
    drop_vectors(settings.store, words)
    return False
