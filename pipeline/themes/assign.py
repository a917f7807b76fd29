"""Put asks that no grouping has seen into the known themes, and see whether new ones emerge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.encode import Encoder
from clustering.grouping.parameters import GroupingSettings
from clustering.grouping.projection import Projection
from clustering.identity.outcome import ThemeUpdate
from clustering.online.assign_batch import assign_batch
from clustering.online.batch import AskBatch, FittedThemes
from domain.asks import Ask, Kind
from domain.decisions import replay
from domain.themes import Area, Theme
from pipeline.areas.place import place_themes
from pipeline.progress import Progress
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts
from pipeline.themes.kinds import classify_kinds
from pipeline.themes.naming.llm_labels import name_themes
from pipeline.themes.save import Outcome, build_areas, save_run
from store.read.prior_state import (
    PriorState,
    count_asks,
    count_grouped_asks,
    find_newest_regroup,
    load_prior_state,
    read_asks_without_kind,
    read_events,
    read_every_theme,
    read_fresh_asks,
    sample_settled_asks,
)
from store.read.reader import Reader, open_reader
from store.write.theme_tables import GroupingRun, StaleGrouping

_ATTEMPTS = 2
_CONTEXT = 3_000
"""Asks of known themes that tell what a theme is like."""


@dataclass(frozen=True, slots=True)
class _PriorLabels:
    """What names and areas are told from."""

    live: Sequence[Theme]
    memory: PriorState
    areas: tuple[Area, ...]


def assign_themes(
    settings: Settings, encoder: Encoder, now: datetime, teller: Progress
) -> Outcome | None:
    """Assign, discover, name, publish, in the space of the newest regrouping; once more where
    another regrouping came in between. None, and nothing kept, when an ask that was read has been
    erased since."""
    for _ in range(_ATTEMPTS):
        try:
            return _assign(settings, encoder, now, teller)
        except StaleGrouping:
            continue
    return _assign(settings, encoder, now, teller)


def _assign(
    settings: Settings, encoder: Encoder, now: datetime, teller: Progress
) -> Outcome | None:
    with open_reader(settings.store) as reader:
        run = reader.read_newest_run()
        assert run is not None  # noqa: S101 - without one, everything is grouped anew
        fresh, context = read_fresh_asks(reader), sample_settled_asks(reader, _CONTEXT)
        known, base = _load_fitted_themes(reader, run["space"]), find_newest_regroup(reader)
        before = _PriorLabels(
            reader.read_themes(), load_prior_state(reader), tuple(reader.read_areas())
        )
        untold = read_asks_without_kind(reader)
    asks = [ask for ask, _ in (*fresh, *context)]
    vectors = embed_texts(settings, encoder, [ask.clean_text for ask in asks], teller)
    teller.begin("Assigning to themes", len(fresh))
    settled = assign_batch(
        _build_batch(fresh, vectors[: len(fresh)]),
        _build_batch(context, vectors[len(fresh) :]),
        known,
        GroupingSettings(detail=settings.detail),
        now,
    )
    grouping = GroupingRun(
        run["model"],
        encoder.fingerprint,
        {"detail": settings.detail},
        {},
        kind="assign",
        base=base,
        seen=frozenset(assignment.ask_id for assignment in settled.assignments),
        patience=settings.patience,
    )
    kinds = _classify_asks(settings, encoder, [*untold, *(ask for ask, _ in fresh)], teller)
    outcome = _build_outcome(settings, encoder, settled, asks, before, known, teller)
    read = [*asks, *untold]
    return outcome if save_run(settings, grouping, outcome, read, kinds, now) else None


def _build_outcome(
    settings: Settings,
    encoder: Encoder,
    settled: ThemeUpdate,
    asks: Sequence[Ask],
    before: _PriorLabels,
    known: FittedThemes,
    teller: Progress,
) -> Outcome:
    """With the names of the service for new themes, and with areas over all themes."""
    old = {theme.id for theme in known.themes}
    moved = [theme for theme in settled.themes if theme.id in old]
    born = [theme for theme in settled.themes if theme.id not in old]
    named = name_themes(settings, born, {ask.id: ask for ask in asks}, teller)
    settled = replace(settled, themes=(*moved, *named.themes))
    theme_of = {ask: theme for ask, (theme, _) in before.memory.before.items()}
    theme_of |= {assignment.ask_id: assignment.theme_id for assignment in settled.assignments}
    live = {theme.id: theme for theme in (*before.live, *settled.themes)}
    areas = build_areas(
        list(live.values()),
        theme_of,
        before.memory.overlay,
        before.areas,
        lambda themes: place_themes(settings, encoder, themes, known.space),
    )
    return Outcome(settled, areas, named.note)


def _classify_asks(
    settings: Settings, encoder: Encoder, asks: Sequence[Ask], teller: Progress
) -> dict[str, Kind]:
    """The kinds of fresh asks, and of those that have none yet."""
    texts = [ask.clean_text for ask in asks]
    vectors = embed_texts(settings, encoder, texts, teller)
    found = classify_kinds(settings, encoder, texts, vectors, teller) if texts else []
    return {ask.id: kind for ask, kind in zip(asks, found, strict=True)}


def _load_fitted_themes(reader: Reader, space: Projection) -> FittedThemes:
    themes = read_every_theme(reader)
    counts = count_grouped_asks(reader)
    unmade = replay(read_events(reader)).unmade
    alive = [
        theme
        for theme in themes.values()
        if theme.centroid is not None
        and theme.id not in unmade
        and (theme.is_live or theme.id in counts)
    ]
    return FittedThemes(space, alive, counts, reader.read_used_theme_ids(), count_asks(reader))


def _build_batch(asks: Sequence[tuple[Ask, str | None]], vectors: NDArray[np.float32]) -> AskBatch:
    return AskBatch([ask for ask, _ in asks], vectors, [theme for _, theme in asks])
