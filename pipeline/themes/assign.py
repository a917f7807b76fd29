"""Put asks that no grouping has seen into the known themes, and see whether new ones emerge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.encode import Encoder
from clustering.grouping.parameters import GroupingSettings
from clustering.grouping.projection import Space
from clustering.identity.prior import Settled
from clustering.online.assign_batch import absorb
from clustering.online.batch import Frozen, Heard
from domain.asks import Ask
from domain.decisions import replay
from domain.kinds import Kind
from domain.themes import Area, Theme
from pipeline.progress import Teller
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts
from pipeline.themes.kinds import kinds_of
from pipeline.themes.llm_labels import name_themes
from pipeline.themes.save import Outcome, areas_of, save_run
from store.read.prior_state import (
    Memory,
    asks_without_kind,
    count_asks,
    events,
    every_theme,
    fresh_asks,
    load_memory,
    newest_regroup,
    settled_asks,
    sizes,
)
from store.read.reader import Reader, open_reader
from store.write.theme_tables import GroupingRun, Overtaken

_ATTEMPTS = 2
_CONTEXT = 3_000
"""Asks of known themes that tell what a theme is like."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What names and areas are told from."""

    live: Sequence[Theme]
    memory: Memory
    areas: tuple[Area, ...]


def assign_themes(
    settings: Settings, encoder: Encoder, now: datetime, teller: Teller
) -> Outcome | None:
    """Assign, discover, name, publish, in the space of the newest regrouping; once more where
    another regrouping came in between. None, and nothing kept, when an ask that was read has been
    erased since."""
    for _ in range(_ATTEMPTS):
        try:
            return _assign(settings, encoder, now, teller)
        except Overtaken:
            continue
    return _assign(settings, encoder, now, teller)


def _assign(settings: Settings, encoder: Encoder, now: datetime, teller: Teller) -> Outcome | None:
    with open_reader(settings.store) as reader:
        run = reader.newest_run()
        assert run is not None  # noqa: S101 - without one, everything is grouped anew
        fresh, context = fresh_asks(reader), settled_asks(reader, _CONTEXT)
        known, base = _frozen(reader, run["space"]), newest_regroup(reader)
        before = _Before(reader.themes(), load_memory(reader), tuple(reader.areas()))
        untold = asks_without_kind(reader)
    asks = [ask for ask, _ in (*fresh, *context)]
    vectors = embed_texts(settings, encoder, [ask.heard for ask in asks], teller)
    teller.begin("Assigning to themes", len(fresh))
    settled = absorb(
        _heard(fresh, vectors[: len(fresh)]),
        _heard(context, vectors[len(fresh) :]),
        known,
        GroupingSettings(detail=settings.detail),
        now,
    )
    grouping = GroupingRun(
        run["model"],
        run["fingerprint"],
        {"detail": settings.detail},
        {},
        kind="assign",
        base=base,
        seen=frozenset(told.ask_id for told in settled.assignments),
        patience=settings.patience,
    )
    kinds = _kinds(settings, encoder, [*untold, *(ask for ask, _ in fresh)], teller)
    outcome = _told(settings, settled, asks, before, known, teller)
    read = [*asks, *untold]
    return outcome if save_run(settings, grouping, outcome, read, kinds, now) else None


def _told(
    settings: Settings,
    settled: Settled,
    asks: Sequence[Ask],
    before: "_Before",
    known: Frozen,
    teller: Teller,
) -> Outcome:
    """With the names of the service for new themes, and with areas over all themes."""
    old = {theme.id for theme in known.themes}
    moved = [theme for theme in settled.themes if theme.id in old]
    born = [theme for theme in settled.themes if theme.id not in old]
    named = name_themes(settings, born, {ask.id: ask for ask in asks}, teller)
    settled = replace(settled, themes=(*moved, *named.themes))
    theme_of = {ask: theme for ask, (theme, _) in before.memory.before.items()}
    theme_of |= {told.ask_id: told.theme_id for told in settled.assignments}
    live = {theme.id: theme for theme in (*before.live, *settled.themes)}
    areas = areas_of(list(live.values()), theme_of, before.memory.overlay, before.areas)
    return Outcome(settled, areas, named.note)


def _kinds(
    settings: Settings, encoder: Encoder, asks: Sequence[Ask], teller: Teller
) -> dict[str, Kind]:
    """The kinds of fresh asks, and of those that have none yet."""
    texts = [ask.heard for ask in asks]
    vectors = embed_texts(settings, encoder, texts, teller)
    told = kinds_of(settings, encoder, texts, vectors, teller) if texts else []
    return {ask.id: kind for ask, kind in zip(asks, told, strict=True)}


def _frozen(reader: Reader, space: Space) -> Frozen:
    themes = every_theme(reader)
    counts = sizes(reader)
    unmade = replay(events(reader)).unmade
    alive = [
        theme
        for theme in themes.values()
        if theme.centroid is not None
        and theme.id not in unmade
        and (theme.is_live or theme.id in counts)
    ]
    return Frozen(space, alive, counts, reader.used_theme_ids(), count_asks(reader))


def _heard(told: Sequence[tuple[Ask, str | None]], vectors: NDArray[np.float32]) -> Heard:
    return Heard([ask for ask, _ in told], vectors, [theme for _, theme in told])
